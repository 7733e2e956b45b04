package org.ckptimage.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.ckptimage.image.ImageRecord;

/**
 * Collects findings. All of them come in through {@link #found}; here they get their place in words, the rule's usual
 * severity and error, and their order.
 *
 * <p>The order is that of a restart: by the record that the restart has at hand when it notices, then as reported.
 */
final class Findings {
    /** Of one rule more are counted, not kept: an image may break it in every record. */
    private static final int MOST_OF_A_RULE = 1000;

    /** Up to so many in all are kept, of whatever rule. */
    private final int mostInAll;

    /** @param moment twice the offset of the record at hand; one less for what happens just before it is noticed */
    private record Kept(Finding finding, long moment) {}

    private static long key(long offset) {
        return 2 * Math.min(offset, Long.MAX_VALUE / 4);
    }

    private final List<Kept> kept = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long total;
    private long now;

    Findings(int mostInAll) {
        this.mostInAll = mostInAll;
    }

    /** Says which record the restart has at hand: by its offset. */
    void now(long offset) {
        now = offset;
    }

    long now() {
        return now;
    }

    /** Begins a finding at a field of a record. */
    Draft found(String rule, At at, String field) {
        return new Draft(Rules.get(rule), at.record(), at.offset(field));
    }

    /** Begins a finding at a record. */
    Draft found(String rule, At at) {
        return new Draft(Rules.get(rule), at.record(), at.offset());
    }

    /** Begins a finding at a place that the image does not have, or that no record has. */
    Draft found(String rule, long offset, String path) {
        return new Draft(Rules.get(rule), null, offset).path(path);
    }

    /** Notes that a rule could not be evaluated. */
    void failed(String what, RuntimeException why) {
        if (failures.size() < MOST_OF_A_RULE) {
            failures.add("the rules of " + what + " could not be evaluated: " + why);
        }
    }

    List<String> failures() {
        return failures;
    }

    long total() {
        return total;
    }

    /** Everything, in the order of the restart. */
    List<Finding> inOrder() {
        return kept.stream()
                .sorted(Comparator.comparingLong(Kept::moment))
                .map(Kept::finding)
                .toList();
    }

    /** Hands over the first error that a restart meets between two offsets, the second included, to add a cause. */
    void addBeforeFirstFatal(long from, long to, BiConsumer<Finding, Draft> action, String rule) {
        kept.stream()
                .filter(k -> k.finding.severity() == Severity.FATAL && k.moment >= key(from) && k.moment <= key(to))
                .min(Comparator.comparingLong(Kept::moment))
                .ifPresent(k -> {
                    Draft draft = found(rule, k.finding.offset(), k.finding.path());
                    draft.moment = k.moment - 1;
                    action.accept(k.finding, draft);
                });
    }

    /** A finding in the making; {@link #say} finishes it. */
    final class Draft {
        private final Rule rule;
        private final ImageRecord record;
        private long offset;
        private long stop;
        private long moment = key(now);
        private Severity severity;
        private Optional<Errno> errno;
        private Optional<Mend> mend;
        private String path;

        private Draft(Rule rule, ImageRecord record, long offset) {
            this.rule = rule;
            this.record = record;
            this.offset = offset;
            this.stop = offset;
            this.severity = rule.severity();
            this.errno = rule.errnos().stream().findFirst();
            this.mend = rule.mend();
        }

        /** With another error than the rule's usual one. */
        Draft errno(Errno other) {
            this.errno = Optional.of(other);
            return as(Severity.FATAL);
        }

        /** Of another severity than the rule's usual one. */
        Draft as(Severity other) {
            this.severity = other;
            return this;
        }

        /** With another mend than its rule's: one of W01 to W28, or that of another rule. */
        Draft mend(String id) {
            this.mend = Rules.findMend(id).or(() -> Rules.find(id).flatMap(Rule::mend));
            return this;
        }

        /** Noticed at another place than that of the cause. */
        Draft stop(long where) {
            this.stop = where;
            return this;
        }

        /** At another byte of the record. */
        Draft offset(long where) {
            this.offset = where;
            this.stop = where;
            return this;
        }

        /** Noticed when the restart has another record at hand than now. */
        Draft moment(long when) {
            this.moment = key(when);
            return this;
        }

        Draft path(String words) {
            this.path = words;
            return this;
        }

        /** Finishes the finding. */
        void say(String format, Object... arguments) {
            total++;
            if (counts.merge(rule.id(), 1, Integer::sum) > MOST_OF_A_RULE && kept.size() >= mostInAll) {
                return;
            }
            String place = path != null ? path : record.place() + " > " + record.typeName();
            String text = String.format(Locale.ROOT, format, arguments);
            Optional<Errno> result = severity == Severity.FATAL ? errno : Optional.empty();
            kept.add(new Kept(
                    new Finding(rule, severity, result, offset, stop, place, text, mend, Optional.ofNullable(record)),
                    moment));
        }
    }
}
