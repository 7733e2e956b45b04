package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.RecordType;

/**
 * A made-up task: by default a live process with memory, handlers and an empty file table of its own. Descriptors,
 * memory and signals have their own builders; the short forms of the file table are repeated here.
 */
public final class MadeUpTask {
    private static final int ZOMBIE = 64;
    private static final int EXIT_ZOMBIE = 16;
    private static final int SLEEPING = 2;
    private static final int SIGCHLD = 17;

    private final MadeUpImage image;
    private final int pid;
    private int parent;
    private int leader;
    private int group;
    private int session;
    private int[] innerPids = {};
    private String comm = "job";
    private boolean zombie;
    private int exitCode;
    private boolean usedMath = true;
    private MadeUpCreds creds;
    private MadeUpFiles files = new MadeUpFiles();
    private MadeUpMemory memory = new MadeUpMemory().exe("/bin/job");
    private MadeUpFs fs = new MadeUpFs();
    private MadeUpSignals signals = new MadeUpSignals();
    private MadeUpSemUndo semUndo;
    private final List<Integer> pending = new ArrayList<>();
    private final List<Integer> blocked = new ArrayList<>();
    private MadeUpFile terminal;
    private int nestedCreds;
    private final Map<RecordType, Consumer<RecordFields>> tweaks = new EnumMap<>(RecordType.class);

    MadeUpTask(MadeUpImage image, int pid) {
        this.image = image;
        this.pid = pid;
        this.leader = pid;
        this.group = pid;
        this.session = pid;
        this.creds = image.creds();
    }

    // ---- who it is

    /** Pid of the parent; 0 for one outside the image. */
    public MadeUpTask parent(int value) {
        parent = value;
        return this;
    }

    /** Process group. */
    public MadeUpTask group(int value) {
        group = value;
        return this;
    }

    /** Session. */
    public MadeUpTask session(int value) {
        session = value;
        return this;
    }

    /** Its pids in pid namespaces below the root's, for dialects with pid objects. */
    public MadeUpTask innerPids(int... numbers) {
        innerPids = numbers.clone();
        return this;
    }

    /** The name of the program, at most 15 characters. */
    public MadeUpTask comm(String name) {
        comm = name;
        return this;
    }

    /** A thread of another task, with which it shares everything that threads share. */
    public MadeUpTask threadOf(int processPid) {
        MadeUpTask process = image.task(processPid);
        leader = processPid;
        parent = process.parent;
        group = process.group;
        session = process.session;
        creds = process.creds;
        fs = process.fs;
        signals = process.signals;
        return shareFiles(processPid).shareMemory(processPid);
    }

    /** Dead, but not yet waited for. @param code wait status: exit code in bits 8-15, signal in bits 0-6 */
    public MadeUpTask zombie(int code) {
        zombie = true;
        exitCode = code;
        return this;
    }

    /** Whether floating point was used: on x86 CPU_FPU follows CPU. True by default. */
    public MadeUpTask usedMath(boolean used) {
        usedMath = used;
        return this;
    }

    /** Other credentials. */
    public MadeUpTask creds(MadeUpCreds own) {
        creds = own;
        return this;
    }

    /** Other credentials; the same ids are the same CRED in the whole image. */
    public MadeUpTask creds(int uid, int gid) {
        return creds(image.creds(uid, gid));
    }

    /** Current and root directory. */
    public MadeUpTask directories(String cwd, String root) {
        fs = new MadeUpFs(cwd, root);
        return this;
    }

    /** The same file table as another task (CLONE_FILES). */
    public MadeUpTask shareFiles(int otherPid) {
        files = image.task(otherPid).files;
        return this;
    }

    /** The same memory as another task (CLONE_VM). */
    public MadeUpTask shareMemory(int otherPid) {
        memory = image.task(otherPid).memory;
        return this;
    }

    // ---- what it has

    /** The file table. */
    public MadeUpFiles files() {
        return files;
    }

    /** Fills the file table. */
    public MadeUpTask files(Consumer<MadeUpFiles> table) {
        table.accept(files);
        return this;
    }

    /** Fills the memory. */
    public MadeUpTask memory(Consumer<MadeUpMemory> areas) {
        areas.accept(memory);
        return this;
    }

    /** Handlers, limits, timers and signals of the whole process. */
    public MadeUpTask signals(Consumer<MadeUpSignals> shared) {
        shared.accept(signals);
        return this;
    }

    /** Signals that wait for this thread. */
    public MadeUpTask pending(int... signos) {
        for (int signo : signos) {
            pending.add(signo);
        }
        return this;
    }

    /** Signals that this thread blocks. */
    public MadeUpTask blocked(int... signos) {
        for (int signo : signos) {
            blocked.add(signo);
        }
        return this;
    }

    /** Undo values for a semaphore set; from v23-rc1 on. */
    public MadeUpTask semUndo(int semid, int... adjustments) {
        semUndo = semUndo == null ? new MadeUpSemUndo() : semUndo;
        semUndo.add(semid, adjustments);
        return this;
    }

    /** The terminal behind a descriptor is the controlling one, and this group in the foreground. */
    public MadeUpTask controllingTerminal(int fd) {
        terminal = files.at(fd);
        return this;
    }

    /** Credentials that nobody uses, nested {@code depth} deep, in front of TASK_CREDS. */
    public MadeUpTask nestedCreds(int depth) {
        nestedCreds = depth;
        return this;
    }

    /** Sets fields in all records of a type that this task writes, after all defaults. */
    public MadeUpTask with(RecordType type, Consumer<RecordFields> fields) {
        tweaks.merge(type, fields, Consumer::andThen);
        return this;
    }

    // ---- short forms

    /** As {@link MadeUpFiles#file}. */
    public MadeUpTask file(int fd, String path) {
        files.file(fd, path);
        return this;
    }

    /** As {@link MadeUpFiles#file}, and more about the file. */
    public MadeUpTask file(int fd, String path, Consumer<MadeUpFile> more) {
        files.file(fd, path).at(fd, more);
        return this;
    }

    /** As {@link MadeUpFiles#dup}. */
    public MadeUpTask dup(int fd, int copy) {
        files.dup(fd, copy);
        return this;
    }

    /** A descriptor for an open file of another task. */
    public MadeUpTask inherit(int fd, int otherPid, int otherFd) {
        files.put(fd, image.task(otherPid).files.at(otherFd));
        return this;
    }

    /** As {@link MadeUpFiles#pipe}. */
    public MadeUpTask pipe(int readFd, int writeFd, String unread) {
        files.pipe(readFd, writeFd, unread);
        return this;
    }

    /** As {@link MadeUpFiles#fifo}. */
    public MadeUpTask fifo(int fd, String path, String unread) {
        files.fifo(fd, path, unread);
        return this;
    }

    /** As {@link MadeUpFiles#eventfd}. */
    public MadeUpTask eventfd(int fd, long count) {
        files.eventfd(fd, count);
        return this;
    }

    /** As {@link MadeUpFiles#epoll}. */
    public MadeUpTask epoll(int fd, int... watched) {
        files.epoll(fd, watched);
        return this;
    }

    /** As {@link MadeUpFiles#socket}. */
    public MadeUpTask socket(int fd, MadeUpSocket socket) {
        files.socket(fd, socket);
        return this;
    }

    /** As {@link MadeUpFiles#socketPair(int, int, String, String)}. */
    public MadeUpTask socketPair(int fd, int otherFd, String unread, String otherUnread) {
        files.socketPair(fd, otherFd, unread, otherUnread);
        return this;
    }

    /** As {@link MadeUpFiles#socketPair(int, int)}. */
    public MadeUpTask socketPair(int fd, int otherFd) {
        files.socketPair(fd, otherFd);
        return this;
    }

    /** As {@link MadeUpFiles#tcp}. */
    public MadeUpTask tcp(int fd, int otherFd, int port, String unread) {
        files.tcp(fd, otherFd, port, unread);
        return this;
    }

    /** As {@link MadeUpFiles#listener}. */
    public MadeUpTask listener(int fd, int port) {
        files.listener(fd, port);
        return this;
    }

    /** As {@link MadeUpFiles#udp}. */
    public MadeUpTask udp(int fd, int port) {
        files.udp(fd, port);
        return this;
    }

    /** As {@link MadeUpFiles#pty(int, int, Consumer)}. */
    public MadeUpTask pty(int masterFd, int slaveFd, Consumer<MadeUpPty> more) {
        files.pty(masterFd, slaveFd, more);
        return this;
    }

    // ---- writing

    int pid() {
        return pid;
    }

    int parent() {
        return parent;
    }

    int leader() {
        return leader;
    }

    int group() {
        return group;
    }

    int session() {
        return session;
    }

    int[] innerPids() {
        return innerPids.clone();
    }

    void write(ImageWriter out) {
        out.tweaked(tweaks, () -> {
            out.record(RecordType.TASK, f -> {
                f.set("state", zombie ? ZOMBIE : SLEEPING).set("exit_state", zombie ? EXIT_ZOMBIE : 0);
                f.set("exit_code", exitCode);
                if (!zombie) {
                    f.set("exit_signal", leader == pid ? SIGCHLD : -1);
                    f.set(
                            "robust_futex_head_len",
                            3L * f.format().architecture().wordSize());
                }
            });
            out.string(comm, 16);
            if (!zombie) {
                live(out);
            }
        });
    }

    private void live(ImageWriter out) {
        MadeUpCpu.thread(out);
        out.record(RecordType.RESTART_BLOCK, f -> f.set("function_type", 1));
        MadeUpCpu.cpu(out, usedMath);
        int cred = creds.write(out);
        if (nestedCreds > 0) {
            DeepNesting.creds(out, nestedCreds, creds);
        }
        out.record(RecordType.TASK_CREDS, f -> f.set("cred_ref", cred).set("ecred_ref", cred));
        int namespaces = image.namespaces().write(out);
        out.record(RecordType.TASK_NS, f -> f.set("ns_objref", namespaces));
        objects(out);
        MadeUpSignals.pendingRecord(out, pending);
        out.record(RecordType.SIGNAL_TASK, f -> f.set("blocked", MadeUpSignals.sigset(out.format(), blocked)));
    }

    private void objects(ImageWriter out) {
        int table = files.write(out, creds);
        int mm = memory.write(out, creds);
        int directories = fs.write(out);
        int undo = semUndo == null ? 0 : semUndo.write(out);
        int handlers = signals.writeHandlers(out);
        boolean newProcess = !out.knows(signals.identity());
        int signal = out.hidden(signals.identity());
        out.record(
                RecordType.TASK_OBJS,
                f -> f.set("files_objref", table)
                        .set("mm_objref", mm)
                        .setIfPresent("fs_objref", directories)
                        .setIfPresent("sem_undo_objref", undo)
                        .set("sighand_objref", handlers)
                        .set("signal_objref", signal));
        if (newProcess) {
            int tty = terminal == null ? 0 : ((FileKinds.Tty) terminal).number(out);
            signals.writeShared(out, tty, tty == 0 ? 0 : group);
        }
    }
}
