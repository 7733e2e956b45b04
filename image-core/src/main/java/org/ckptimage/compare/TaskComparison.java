package org.ckptimage.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Fs;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.CpuRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.TaskCredsRecord;
import org.ckptimage.record.TaskObjsRecord;

/** Tasks: what each has of its own, and which shared objects it holds. */
final class TaskComparison {
    private final Findings findings;
    private final Links links;
    private final References references;
    private final CredentialComparison credentials;
    private final NamespaceComparison namespaces;
    private final DescriptorComparison descriptors;
    private final MemoryComparison memory;
    private final SignalComparison signals;

    TaskComparison(Findings findings, Links links) {
        this.findings = findings;
        this.links = links;
        this.references = new References(findings, links);
        this.credentials = new CredentialComparison(findings, references);
        PageComparison pages = new PageComparison(findings);
        this.namespaces = new NamespaceComparison(findings, links, references, credentials, pages);
        TerminalComparison terminals = new TerminalComparison(findings, links, references);
        FileComparison files = new FileComparison(findings, links, references, credentials, terminals);
        this.descriptors = new DescriptorComparison(findings, links, references, files);
        this.memory = new MemoryComparison(findings, links, references, files, pages);
        this.signals = new SignalComparison(findings, links, references, terminals);
    }

    /** Lets the shared objects of two tasks meet. */
    void meet(String path, Task left, Task right) {
        links.compare(path, left::records, right::records, () -> compare(path, left, right));
        Links.attempt(() -> namespaces.meet(path, left.namespaces(), right.namespaces()));
        Links.attempt(() -> descriptors.meet(path, left.files(), right.files()));
        Links.attempt(() -> memory.meet(path, left.memory(), right.memory()));
        Links.attempt(() -> meetDirectories(path, left.fs(), right.fs()));
        Links.attempt(() -> signals.meet(path, left, right));
        Links.attempt(() -> meetSemUndo(path + " > semaphores to undo", left, right));
    }

    private void meetDirectories(String path, Optional<Fs> left, Optional<Fs> right) {
        if (left.isPresent() && right.isPresent()) {
            links.meet(
                    path + " > directories",
                    left.get().object().ref(),
                    right.get().object().ref(),
                    () -> compareDirectories(path, left.get(), right.get()));
        }
    }

    private void meetSemUndo(String path, Task left, Task right) {
        Optional<ImageObject> leftUndo = semUndo(findings.left(), left);
        Optional<ImageObject> rightUndo = semUndo(findings.right(), right);
        if (leftUndo.isPresent() && rightUndo.isPresent()) {
            links.meet(
                    path,
                    leftUndo.get().ref(),
                    rightUndo.get().ref(),
                    () -> namespaces.compareObjects(DifferenceKind.SIGNALS, path, leftUndo.get(), rightUndo.get()));
        }
    }

    private static Optional<ImageObject> semUndo(Side side, Task task) {
        return task.objects().flatMap(objects -> side.find(objects.semUndoObjref(), ObjectType.SEM_UNDO));
    }

    private void compare(String path, Task left, Task right) {
        findings.facts(DifferenceKind.TASK, path, ids(left), ids(right));
        findings.records(DifferenceKind.TASK, path, left.record(RecordType.TASK), right.record(RecordType.TASK));
        if (left.isZombie() || right.isZombie()) {
            return;
        }
        findings.records(
                DifferenceKind.REGISTERS,
                path + " > thread",
                left.record(RecordType.THREAD),
                right.record(RecordType.THREAD));
        findings.records(
                DifferenceKind.REGISTERS,
                path + " > restart block",
                left.record(RecordType.RESTART_BLOCK),
                right.record(RecordType.RESTART_BLOCK));
        compareRegisters(path + " > cpu", left, right);
        findings.payloads(
                DifferenceKind.REGISTERS,
                path + " > fpu",
                left.record(RecordType.CPU_FPU),
                right.record(RecordType.CPU_FPU));
        compareCredentials(path, left, right, creds(left), creds(right));
        namespaces.compare(path, left.namespaces(), right.namespaces());
        compareObjects(path, left, right);
        signals.compare(path, left, right);
    }

    private static Map<String, Fact> ids(Task task) {
        Map<String, Fact> ids = new LinkedHashMap<>();
        ids.put("parent", Fact.of("" + task.ppid()));
        ids.put("thread group", Fact.of("" + task.threadGroup()));
        ids.put("process group", Fact.of("" + task.processGroup()));
        ids.put("session", Fact.of("" + task.session()));
        ids.put(
                "comm",
                Fact.of(
                        task.comm(),
                        task.record(Role.COMM).map(ImageRecord::offset).orElse(task.offset())));
        ids.put("state", Fact.of(task.isZombie() ? "zombie" : "alive", task.offset()));
        return ids;
    }

    /** By name; of registers that the tables do not name (powerpc) by the view of them. */
    private void compareRegisters(String path, Task left, Task right) {
        findings.records(DifferenceKind.REGISTERS, path, left.record(RecordType.CPU), right.record(RecordType.CPU));
        if (findings.left().format().layout(RecordType.CPU) == null
                || findings.left().format().layout(RecordType.CPU).isFlexible()) {
            findings.facts(DifferenceKind.REGISTERS, path, registers(left), registers(right));
        }
    }

    private static Map<String, Fact> registers(Task task) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        task.cpu()
                .map(CpuRecord::registers)
                .orElse(Map.of())
                .forEach((name, value) -> facts.putIfAbsent(name, Fact.of(Words.hex(value))));
        return facts;
    }

    private static Optional<TaskCredsRecord> creds(Task task) {
        return task.record(RecordType.TASK_CREDS).map(record -> (TaskCredsRecord) record.decode());
    }

    private void compareCredentials(
            String path,
            Task left,
            Task right,
            Optional<TaskCredsRecord> leftRefs,
            Optional<TaskCredsRecord> rightRefs) {
        credentials.compare(
                path + " > credentials",
                leftRefs.map(TaskCredsRecord::credRef).orElse(ObjRef.NONE),
                rightRefs.map(TaskCredsRecord::credRef).orElse(ObjRef.NONE),
                left.credentials(),
                right.credentials());
        if (actsAsAnother(leftRefs) || actsAsAnother(rightRefs)) {
            credentials.compare(
                    path + " > effective credentials",
                    leftRefs.map(TaskCredsRecord::ecredRef).orElse(ObjRef.NONE),
                    rightRefs.map(TaskCredsRecord::ecredRef).orElse(ObjRef.NONE),
                    left.effectiveCredentials(),
                    right.effectiveCredentials());
        }
    }

    private static boolean actsAsAnother(Optional<TaskCredsRecord> refs) {
        return refs.isPresent() && !refs.get().credRef().equals(refs.get().ecredRef());
    }

    private void compareDirectories(String path, Fs left, Fs right) {
        ImageObject leftObject = left.object();
        ImageObject rightObject = right.object();
        findings.records(
                DifferenceKind.DIRECTORIES, path, leftObject.record(RecordType.FS), rightObject.record(RecordType.FS));
        findings.fact(
                DifferenceKind.DIRECTORIES,
                path + " > cwd",
                Fact.of(Words.text(left.workingDirectory()), offset(leftObject, Role.CWD)),
                Fact.of(Words.text(right.workingDirectory()), offset(rightObject, Role.CWD)));
        findings.fact(
                DifferenceKind.DIRECTORIES,
                path + " > root",
                Fact.of(Words.text(left.root()), offset(leftObject, Role.ROOT)),
                Fact.of(Words.text(right.root()), offset(rightObject, Role.ROOT)));
    }

    private static long offset(ImageObject object, Role role) {
        return object.record(role).map(ImageRecord::offset).orElse(0L);
    }

    /** Whether both name the objects that every task has. */
    private void compareObjects(String path, Task left, Task right) {
        Optional<TaskObjsRecord> lefts = left.objects();
        Optional<TaskObjsRecord> rights = right.objects();
        comparePresence(
                DifferenceKind.DESCRIPTOR,
                path + " > file table",
                lefts.map(TaskObjsRecord::filesObjref),
                rights.map(TaskObjsRecord::filesObjref),
                ObjectType.FILE_TABLE);
        comparePresence(
                DifferenceKind.MEMORY,
                path + " > memory",
                lefts.map(TaskObjsRecord::mmObjref),
                rights.map(TaskObjsRecord::mmObjref),
                ObjectType.MM);
        comparePresence(
                DifferenceKind.DIRECTORIES,
                path + " > directories",
                lefts.map(TaskObjsRecord::fsObjref),
                rights.map(TaskObjsRecord::fsObjref),
                ObjectType.FS);
        comparePresence(
                DifferenceKind.SIGNALS,
                path + " > handlers",
                lefts.map(TaskObjsRecord::sighandObjref),
                rights.map(TaskObjsRecord::sighandObjref),
                ObjectType.SIGHAND);
        comparePresence(
                DifferenceKind.SIGNALS,
                path + " > process",
                lefts.map(TaskObjsRecord::signalObjref),
                rights.map(TaskObjsRecord::signalObjref),
                ObjectType.SIGNAL);
        comparePresence(
                DifferenceKind.SIGNALS,
                path + " > semaphores to undo",
                lefts.map(TaskObjsRecord::semUndoObjref),
                rights.map(TaskObjsRecord::semUndoObjref),
                ObjectType.SEM_UNDO);
    }

    private void comparePresence(
            DifferenceKind kind, String path, Optional<ObjRef> left, Optional<ObjRef> right, ObjectType type) {
        references.presence(
                kind,
                path,
                left.orElse(ObjRef.NONE),
                right.orElse(ObjRef.NONE),
                presence(findings.left(), left, type),
                presence(findings.right(), right, type));
    }

    private static Fact presence(Side side, Optional<ObjRef> ref, ObjectType type) {
        return ref.flatMap(r -> side.find(r, type))
                .map(object -> Fact.of("present", object.definedBy().offset()))
                .orElse(Fact.NONE);
    }
}
