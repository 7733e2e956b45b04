package org.ckptimage.compare;

import java.util.List;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.record.SignalSet;
import org.ckptimage.record.SignalTaskRecord;
import org.ckptimage.record.TaskObjsRecord;

/**
 * Signals: what is done on them, what is blocked and pending; and what a process has beside: limits, timers, terminal.
 */
final class SignalComparison {
    private static final long KILL_AND_STOP = 1L << 8 | 1L << 18;

    private final Findings findings;
    private final Links links;
    private final References references;
    private final TerminalComparison terminals;

    SignalComparison(Findings findings, Links links, References references, TerminalComparison terminals) {
        this.findings = findings;
        this.links = links;
        this.references = references;
        this.terminals = terminals;
    }

    /** Lets the handlers and the processes of two tasks meet. */
    void meet(String task, Task left, Task right) {
        ObjRef leftHandlers = left.objects().map(TaskObjsRecord::sighandObjref).orElse(ObjRef.NONE);
        ObjRef rightHandlers =
                right.objects().map(TaskObjsRecord::sighandObjref).orElse(ObjRef.NONE);
        if (left.signals().handlers().isPresent() && right.signals().handlers().isPresent()) {
            links.meet(
                    task + " > handlers",
                    leftHandlers,
                    rightHandlers,
                    () -> compareHandlers(task, leftHandlers, rightHandlers));
        }
        boolean first = links.meet(
                task + " > process",
                left.objects().map(TaskObjsRecord::signalObjref).orElse(ObjRef.NONE),
                right.objects().map(TaskObjsRecord::signalObjref).orElse(ObjRef.NONE),
                () -> compareProcesses(task, left, right));
        if (first) {
            links.later(task, "process", left.number(), right.number(), this::meetTerminals);
        }
    }

    private void meetTerminals(String task, int left, int right) {
        terminals.meetIfNew(
                task + " > controlling terminal",
                findings.left().task(left).signals().controllingTerminal(),
                findings.right().task(right).signals().controllingTerminal());
    }

    private void compareHandlers(String task, ObjRef left, ObjRef right) {
        findings.records(
                DifferenceKind.SIGNALS, task, handlers(findings.left(), left), handlers(findings.right(), right));
    }

    private static Optional<ImageRecord> handlers(Side side, ObjRef ref) {
        return side.find(ref, ObjectType.SIGHAND).flatMap(object -> object.record(RecordType.SIGHAND));
    }

    /** What a task has of its own. */
    void compare(String task, Task left, Task right) {
        findings.fact(
                DifferenceKind.SIGNALS,
                task + " > blocked signals",
                left.signals().blocked().map(SignalComparison::blocked).orElse(Fact.NONE),
                right.signals().blocked().map(SignalComparison::blocked).orElse(Fact.NONE));
        comparePending(
                task + " > pending signals", left.record(Role.PRIVATE_PENDING), right.record(Role.PRIVATE_PENDING));
    }

    /** A restart never blocks KILL and STOP. */
    private static Fact blocked(SignalTaskRecord record) {
        return Fact.of(Words.signals(new SignalSet(record.blocked().bits() & ~KILL_AND_STOP)));
    }

    private void compareProcesses(String task, Task left, Task right) {
        Optional<Task> leftFirst = first(findings.left(), left);
        Optional<Task> rightFirst = first(findings.right(), right);
        findings.records(
                DifferenceKind.SIGNALS,
                task,
                leftFirst.flatMap(t -> t.record(RecordType.SIGNAL)),
                rightFirst.flatMap(t -> t.record(RecordType.SIGNAL)));
        references.identity(
                DifferenceKind.SIGNALS,
                task + " > controlling terminal",
                left.signals().process().map(SignalRecord::ttyObjref).orElse(ObjRef.NONE),
                right.signals().process().map(SignalRecord::ttyObjref).orElse(ObjRef.NONE),
                FileNames.ofTerminal(left.signals().controllingTerminal()),
                FileNames.ofTerminal(right.signals().controllingTerminal()));
        comparePending(
                task + " > pending signals of the process",
                leftFirst.flatMap(t -> t.record(Role.SHARED_PENDING)),
                rightFirst.flatMap(t -> t.record(Role.SHARED_PENDING)));
    }

    /** The task at which the records of a whole process stand. */
    private static Optional<Task> first(Side side, Task task) {
        return task.objects()
                .flatMap(objects -> side.find(objects.signalObjref(), ObjectType.SIGNAL))
                .flatMap(ImageObject::task);
    }

    private void comparePending(String path, Optional<ImageRecord> leftRecord, Optional<ImageRecord> rightRecord) {
        Optional<PendingSignals> left = leftRecord.flatMap(record -> PendingSignals.of(findings.left(), record));
        Optional<PendingSignals> right = rightRecord.flatMap(record -> PendingSignals.of(findings.right(), record));
        findings.fact(DifferenceKind.SIGNALS, path, pending(left), pending(right));
        Sequences.compare(findings, DifferenceKind.SIGNALS, path, "entry", items(left), items(right));
    }

    private static Fact pending(Optional<PendingSignals> pending) {
        return pending.map(PendingSignals::fact).orElse(Fact.NONE);
    }

    private static List<Sequences.Item> items(Optional<PendingSignals> pending) {
        return pending.map(PendingSignals::items).orElse(List.of());
    }
}
