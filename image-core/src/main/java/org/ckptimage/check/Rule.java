package org.ckptimage.check;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * A condition that a restart sets: a row of {@link Rules}.
 *
 * @param id R001 and so on, of what a restart demands; U1 and so on, of what the program demands that feeds it
 * @param severity what usually comes of breaking it; a finding may say otherwise
 * @param errnos the errors that a restart fails with, the usual one first; empty where it does not fail
 * @param kind by what it is decided
 * @param judged by what this library judges it
 * @param part which part of an image it is about, in words
 * @param sentence what must hold
 * @param mend how a broken image can be mended
 * @param reason what is assumed where no {@link Target} is given, or why nobody can judge it
 */
public record Rule(
        String id,
        Severity severity,
        List<Errno> errnos,
        Kind kind,
        Judged judged,
        String part,
        String sentence,
        Optional<Mend> mend,
        Optional<String> reason) {

    /** By what a restart decides on a rule. */
    public enum Kind {
        /** The image alone. */
        IMAGE,
        /** The restarting kernel or machine. */
        KERNEL,
        /** Files, pids, ports and limits at the place of restart. */
        ENVIRONMENT,
        /** The privileges of whoever restarts. */
        PRIVILEGE
    }

    /** By what a rule is judged here. */
    public enum Judged {
        /** By the image, always. */
        IMAGE,
        /** When the image is opened: one that breaks the rule does not open. */
        OPEN,
        /** By a target; without one it is an assumption. */
        TARGET,
        /** By nothing that is known here. */
        NEVER
    }

    public Rule {
        errnos = ImmutableList.copyOf(errnos);
    }

    /** {@code R107: The mode saved with a file ...}. */
    @Override
    public String toString() {
        return id + ": " + sentence;
    }
}
