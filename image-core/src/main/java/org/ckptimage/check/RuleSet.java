package org.ckptimage.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ImageIOException;

/**
 * What is to be evaluated when: the rule families register their methods here, in the order in which a restart looks at
 * things. A method that fails is noted, and does not keep the others from being evaluated.
 */
final class RuleSet {
    private final Map<RecordType, List<Consumer<At>>> atRecord = new EnumMap<>(RecordType.class);
    /** The rules of FILE records by their kind; those of kinds that nobody knows are among the other records'. */
    private final Map<FileType, List<Consumer<At>>> atFile = new EnumMap<>(FileType.class);

    private final Map<ObjectType, List<Consumer<Definition>>> atEnd = new EnumMap<>(ObjectType.class);
    private final List<Runnable> atTaskEnd = new ArrayList<>();
    private final List<Runnable> atImageEnd = new ArrayList<>();
    private final Findings findings;

    RuleSet(Findings findings) {
        this.findings = findings;
    }

    /** Evaluates a rule for each record of a type. */
    void record(RecordType type, Consumer<At> rule) {
        atRecord.computeIfAbsent(type, t -> new ArrayList<>()).add(rule);
        if (type == RecordType.FILE) {
            file(rule, FileType.values());
        }
    }

    /** Evaluates a rule for each FILE record of some kinds. */
    void file(Consumer<At> rule, FileType... kinds) {
        for (FileType kind : kinds) {
            atFile.computeIfAbsent(kind, k -> new ArrayList<>()).add(rule);
        }
    }

    /** Evaluates a rule when the body of an object of a type has been read. */
    void end(ObjectType type, Consumer<Definition> rule) {
        atEnd.computeIfAbsent(type, t -> new ArrayList<>()).add(rule);
    }

    /** Evaluates a rule when a task's records have been read. */
    void taskEnd(Runnable rule) {
        atTaskEnd.add(rule);
    }

    /** Evaluates a rule when all has been read. */
    void imageEnd(Runnable rule) {
        atImageEnd.add(rule);
    }

    void evaluate(At at) {
        FileType kind = at.fileType().orElse(null);
        if (kind != null) {
            evaluate(atFile.get(kind), at);
        } else if (at.type() != null) {
            evaluate(atRecord.get(at.type()), at);
        }
    }

    void evaluateEnd(Definition definition) {
        if (definition.type() != null) {
            evaluate(atEnd.get(definition.type()), definition);
        }
    }

    /** The same as by {@link #guard}, without an object for each rule and record: this is the loop of a check. */
    private <T> void evaluate(List<Consumer<T>> rules, T place) {
        if (rules == null) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            try {
                rules.get(i).accept(place);
            } catch (RuntimeException e) {
                failed(place, e);
            }
        }
    }

    void evaluateTaskEnd() {
        atTaskEnd.forEach(rule -> guard("a task", rule));
    }

    void evaluateImageEnd() {
        atImageEnd.forEach(rule -> guard("the image", rule));
    }

    private void guard(Object what, Runnable rule) {
        try {
            rule.run();
        } catch (RuntimeException e) {
            failed(what, e);
        }
    }

    private void failed(Object what, RuntimeException why) {
        if (why instanceof ImageIOException || why instanceof IllegalStateException) {
            throw why;
        }
        findings.failed(what.toString(), why);
    }
}
