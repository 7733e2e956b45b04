package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.CpuRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.RestartBlockRecord;
import org.ckptimage.record.TaskCredsRecord;
import org.ckptimage.record.TaskNsRecord;
import org.ckptimage.record.TaskObjsRecord;
import org.ckptimage.record.TaskRecord;
import org.ckptimage.record.Text;
import org.ckptimage.record.ThreadRecord;

/**
 * A task: a process, a thread of the root process, or a zombie. Ids are as seen in the root task's pid namespace, 0
 * where they are not visible there. Threads of other processes are in no image.
 *
 * <p>What a zombie, or a damaged image, does not have is empty.
 */
public final class Task {
    private final Image image;
    private final int number;

    Task(Image image, int number) {
        this.image = image;
        this.number = number;
    }

    /** The image that it is part of. */
    public Image image() {
        return image;
    }

    /** Place among the image's tasks, from 0. */
    public int number() {
        return number;
    }

    /** The pid; of a thread its thread id. */
    public int pid() {
        return id(PidArray.Id.VPID);
    }

    /** The parent's pid; 0 for the parent of the root. */
    public int ppid() {
        return id(PidArray.Id.VPPID);
    }

    /** Pid of the process that it belongs to; another than its own for a thread. */
    public int threadGroup() {
        return id(PidArray.Id.VTGID);
    }

    /** The process group. */
    public int processGroup() {
        return id(PidArray.Id.VPGID);
    }

    /** The session. */
    public int session() {
        return id(PidArray.Id.VSID);
    }

    private int id(PidArray.Id id) {
        PidArray pids = image.pids();
        return number < pids.size() ? pids.id(number, id) : 0;
    }

    /** Whether this is a thread of another task. */
    public boolean isThread() {
        return pid() != threadGroup();
    }

    /** Whether it has ended, and only its exit code is left. */
    public boolean isZombie() {
        return image.field(recordEntry(), "state") == TaskRecord.DEAD;
    }

    /** The TASK record: states, exit code, futex lists. */
    public TaskRecord record() {
        return image.decode(recordEntry(), TaskRecord.class);
    }

    /** The command name, up to 15 bytes; empty if the image lacks it. */
    public String comm() {
        return commText().toString();
    }

    /** The command name, which may be any bytes. */
    public Text commText() {
        int entry = image.walk().find(recordEntry(), end(), Role.COMM);
        return entry < 0 ? Text.withNul("") : new Text(image.slice(entry, 8));
    }

    /** Where its TASK record begins, in bytes from the start of the file. */
    public long offset() {
        return image.index().offset(recordEntry());
    }

    /** Its own records from TASK on, those of definitions left out. */
    public List<ImageRecord> records() {
        List<ImageRecord> records = new ArrayList<>();
        for (int at = recordEntry(); at < end(); at = image.walk().next(at)) {
            if (image.index().type(at) != RecordType.OBJREF) {
                records.add(new ImageRecord(image, at));
            }
        }
        return records;
    }

    /** The first of its own records that is of the given type. */
    public Optional<ImageRecord> record(RecordType wanted) {
        return record(image.walk().find(recordEntry(), end(), wanted));
    }

    /** The first of its own records that has the given role. */
    public Optional<ImageRecord> record(Role wanted) {
        return record(image.walk().find(recordEntry(), end(), wanted));
    }

    private Optional<ImageRecord> record(int entry) {
        return entry < 0 ? Optional.empty() : Optional.of(new ImageRecord(image, entry));
    }

    int recordEntry() {
        return image.index().taskRecords.get(number);
    }

    int start() {
        return image.index().taskStarts.get(number);
    }

    int end() {
        return number + 1 < image.index().taskStarts.size()
                ? image.index().taskStarts.get(number + 1)
                : image.index().tasksEnd;
    }

    private <T extends CkptRecord> Optional<T> find(RecordType type, Class<T> record) {
        int entry = image.walk().find(recordEntry(), end(), type);
        return image.find(entry, record);
    }

    /** Which shared objects it uses. */
    public Optional<TaskObjsRecord> objects() {
        return find(RecordType.TASK_OBJS, TaskObjsRecord.class);
    }

    /**
     * The object that TASK_OBJS names. In an image that ends before TASK_OBJS it is the one that stands in the task's
     * own part: only objects that the task uses are defined there, and one of each type.
     */
    private int ownDefinition(Function<TaskObjsRecord, ObjRef> field, ObjectType type) {
        Optional<TaskObjsRecord> objects = objects();
        if (objects.isPresent()) {
            return image.definition(field.apply(objects.get()), type);
        }
        for (int at = recordEntry(); at < end(); at = image.walk().next(at)) {
            int definition = image.index().definitionAt(at);
            if (definition >= 0 && image.definition(definition).type().orElse(null) == type) {
                return definition;
            }
        }
        return RecordIndex.NONE;
    }

    /** Its file table; without descriptors if it has none. */
    public FileTable files() {
        return new FileTable(image, ownDefinition(TaskObjsRecord::filesObjref, ObjectType.FILE_TABLE));
    }

    /** Its address space; without vmas if it has none. */
    public AddressSpace memory() {
        return new AddressSpace(image, ownDefinition(TaskObjsRecord::mmObjref, ObjectType.MM));
    }

    /** Its working directory and root; none before v20. */
    public Optional<Fs> fs() {
        int definition = ownDefinition(TaskObjsRecord::fsObjref, ObjectType.FS);
        return definition < 0 ? Optional.empty() : Optional.of(new Fs(image, definition));
    }

    /** Signal handlers, pending signals, limits and timers. */
    public TaskSignals signals() {
        return new TaskSignals(image, this);
    }

    /** The credentials that it has (the objective ones). */
    public Optional<Credentials> credentials() {
        return credentials(find(RecordType.TASK_CREDS, TaskCredsRecord.class).map(TaskCredsRecord::credRef));
    }

    /** The credentials that it acts with; normally the same. */
    public Optional<Credentials> effectiveCredentials() {
        return credentials(find(RecordType.TASK_CREDS, TaskCredsRecord.class).map(TaskCredsRecord::ecredRef));
    }

    private Optional<Credentials> credentials(Optional<ObjRef> ref) {
        int definition = definition(ref, ObjectType.CRED);
        return definition < 0 ? Optional.empty() : Optional.of(new Credentials(image, definition));
    }

    /** Its namespaces. */
    public Optional<Namespaces> namespaces() {
        Optional<ObjRef> ref = find(RecordType.TASK_NS, TaskNsRecord.class).map(TaskNsRecord::nsObjref);
        int definition = definition(ref, ObjectType.NS);
        return definition < 0 ? Optional.empty() : Optional.of(new Namespaces(image, definition));
    }

    private int definition(Optional<ObjRef> ref, ObjectType type) {
        return image.definition(ref.orElse(ObjRef.NONE), type);
    }

    /** The registers. */
    public Optional<CpuRecord> cpu() {
        int entry = image.walk().find(recordEntry(), end(), RecordType.CPU);
        return image.find(entry, CpuRecord.class);
    }

    /** Flags and thread-local storage; powerpc images have none. */
    public Optional<ThreadRecord> thread() {
        int entry = image.walk().find(recordEntry(), end(), RecordType.THREAD);
        return image.find(entry, ThreadRecord.class);
    }

    /** The floating-point state as the kernel keeps it; x86 only, and only if the task used it. */
    public Optional<ByteBuf> fpu() {
        int entry = image.walk().find(recordEntry(), end(), RecordType.CPU_FPU);
        return entry < 0 ? Optional.empty() : Optional.of(image.slice(entry, 8));
    }

    /** How an interrupted system call is continued. */
    public Optional<RestartBlockRecord> restartBlock() {
        return find(RecordType.RESTART_BLOCK, RestartBlockRecord.class);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task that && image == that.image && number == that.number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    /** {@code task 278 (bash)}. */
    @Override
    public String toString() {
        return "task " + pid() + " (" + comm() + ")";
    }
}
