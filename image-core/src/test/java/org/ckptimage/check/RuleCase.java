package org.ckptimage.check;

import java.util.function.ToLongFunction;

/**
 * An image that breaks one rule: a real one after one edit.
 *
 * @param rule the rule
 * @param image the real image
 * @param what the edit, in words
 * @param edit does it, and says where the finding must stand
 * @param options how it is restarted
 * @param severity what must come of it
 * @param errno what it must fail with, if it fails; null if that is not looked at
 * @param first whether it must be what a restart meets first
 */
record RuleCase(
        String rule,
        String image,
        String what,
        ToLongFunction<ImagePatch> edit,
        CheckOptions options,
        Severity severity,
        Errno errno,
        boolean first) {

    /** A case in which the restart fails with the rule's usual error. */
    static RuleCase fatal(String rule, String image, String what, ToLongFunction<ImagePatch> edit) {
        Errno usual = Rules.get(rule).errnos().stream().findFirst().orElse(Errno.EINVAL);
        return new RuleCase(rule, image, what, edit, CheckOptions.DEFAULT, Severity.FATAL, usual, true);
    }

    static RuleCase crash(String rule, String image, String what, ToLongFunction<ImagePatch> edit) {
        return fatal(rule, image, what, edit).as(Severity.CRASH);
    }

    static RuleCase loss(String rule, String image, String what, ToLongFunction<ImagePatch> edit) {
        return fatal(rule, image, what, edit).as(Severity.LOSS);
    }

    static RuleCase note(String rule, String image, String what, ToLongFunction<ImagePatch> edit) {
        return fatal(rule, image, what, edit).as(Severity.NOTE);
    }

    private RuleCase as(Severity other) {
        return new RuleCase(rule, image, what, edit, options, other, null, other == Severity.CRASH);
    }

    RuleCase with(Errno other) {
        return new RuleCase(rule, image, what, edit, options, severity, other, first);
    }

    RuleCase with(CheckOptions other) {
        return new RuleCase(rule, image, what, edit, other, severity, errno, first);
    }

    /** One that breaks another rule too, which a restart meets before. */
    RuleCase notFirst() {
        return new RuleCase(rule, image, what, edit, options, severity, errno, false);
    }

    @Override
    public String toString() {
        return rule + ": " + image + ", " + what;
    }
}
