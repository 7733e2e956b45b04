package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/**
 * Makes up images in any dialect and for any architecture, written as the kernel would: the same grammar, numbers in
 * the order of first sight, deferred records where they belong.
 *
 * <pre>
 * byte[] image = MadeUpImage.of(V20, X86_64)
 *         .task(278, t -&gt; t.file(3, "/etc/passwd").pipe(4, 5, "unread").epoll(6, 3, 4)
 *                 .memory(m -&gt; m.anon(0x10000, page(1), page(2))))
 *         .task(279, t -&gt; t.parent(278).inherit(0, 278, 3))
 *         .build();
 * </pre>
 *
 * What is odd about an image is said with {@link #with} (fields), {@link #before} (records where none should be) and
 * the methods of {@link WrittenImage} (damage).
 */
public final class MadeUpImage {
    private static final long MAGIC_OF_TAIL = 0x002d2a0cc0deef00L;

    private final ImageFormat format;
    private final Map<Integer, MadeUpTask> tasks = new LinkedHashMap<>();
    private final MadeUpNamespaces namespaces = new MadeUpNamespaces();
    private final Map<String, MadeUpCreds> creds = new HashMap<>();
    private final Map<RecordType, Consumer<RecordFields>> tweaks = new EnumMap<>(RecordType.class);
    private final List<Consumer<ImageWriter>> insertions = new ArrayList<>();
    private int pageSize;
    private int[] kernel;
    private long uflags = 1;
    private boolean tail = true;

    private MadeUpImage(ImageFormat format) {
        this.format = format;
        this.pageSize = format.architecture().pageSizes()[0];
        this.kernel = defaultKernel(format.dialect());
    }

    /** An image without tasks; one without {@link #task} gets none, so say at least {@code task(1)}. */
    public static MadeUpImage of(ImageFormat format) {
        return new MadeUpImage(format);
    }

    /** An image without tasks. */
    public static MadeUpImage of(Dialect dialect, Architecture architecture) {
        return of(ImageFormat.of(dialect, architecture));
    }

    /** All pairs of dialect and architecture that exist. */
    public static List<ImageFormat> allFormats() {
        List<ImageFormat> all = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            for (Architecture architecture : Architecture.values()) {
                ImageFormat.find(dialect, architecture).ifPresent(all::add);
            }
        }
        return all;
    }

    private static int[] defaultKernel(Dialect dialect) {
        return switch (dialect) {
            case V18 -> new int[] {2, 6, 31};
            case V19_RC2 -> new int[] {2, 6, 32};
            case V20 -> new int[] {2, 6, 33};
            case V21 -> new int[] {2, 6, 34};
            case V23_RC1, V23_RC1_PIDS -> new int[] {2, 6, 37};
            case V23 -> new int[] {2, 6, 38};
            case V23_3_0 -> new int[] {3, 0, 0};
        };
    }

    // ---- the whole image

    /** The kernel version in the header; by default that of the dialect. */
    public MadeUpImage kernel(int major, int minor, int patch) {
        kernel = new int[] {major, minor, patch};
        return this;
    }

    /** Flags of checkpoint(2): 1 a subtree (the default), 0 a whole container. */
    public MadeUpImage uflags(long flags) {
        uflags = flags;
        return this;
    }

    /** Bytes of a page; 4096 by default. Must be set before pages are described. */
    public MadeUpImage pageSize(int bytes) {
        pageSize = bytes;
        return this;
    }

    /** Ends without TAIL, as an image of a checkpoint that failed. */
    public MadeUpImage withoutTail() {
        tail = false;
        return this;
    }

    /** Sets fields in all records of a type, after all defaults. */
    public MadeUpImage with(RecordType type, Consumer<RecordFields> fields) {
        tweaks.merge(type, fields, Consumer::andThen);
        return this;
    }

    /** Writes something just before a record; {@code nth} counts those of the type from 0. */
    public MadeUpImage before(RecordType type, int nth, Consumer<ImageWriter> records) {
        insertions.add(out -> out.before(type, nth, records));
        return this;
    }

    /** SysV objects, which all tasks share. */
    public MadeUpImage ipc(Consumer<MadeUpIpc> objects) {
        objects.accept(namespaces.ipc());
        return this;
    }

    /** A network namespace with devices, which all tasks share; from v21 on. */
    public MadeUpImage network(Consumer<MadeUpNetwork> devices) {
        devices.accept(namespaces.network());
        return this;
    }

    // ---- tasks

    /** A live process. The first one is the root of the tree; it should come before its children. */
    public MadeUpImage task(int pid, Consumer<MadeUpTask> more) {
        MadeUpTask task = new MadeUpTask(this, pid);
        tasks.put(pid, task);
        more.accept(task);
        return this;
    }

    /** A thread of a process that was described before. */
    public MadeUpImage thread(int pid, int processPid, Consumer<MadeUpTask> more) {
        return task(pid, task -> more.accept(task.threadOf(processPid)));
    }

    /** A zombie. @param exitCode wait status: exit code in bits 8-15, signal in bits 0-6 */
    public MadeUpImage zombie(int pid, int parent, int exitCode) {
        return task(pid, task -> task.parent(parent).zombie(exitCode));
    }

    /** A task that was described before. */
    public MadeUpTask task(int pid) {
        MadeUpTask task = tasks.get(pid);
        if (task == null) {
            throw new IllegalArgumentException("no task " + pid);
        }
        return task;
    }

    /** The credentials of all tasks that say nothing else: root's. */
    public MadeUpCreds creds() {
        return creds(0, 0);
    }

    /** Credentials with these ids; the same object every time. */
    public MadeUpCreds creds(int uid, int gid) {
        return creds.computeIfAbsent(uid + ":" + gid, key -> new MadeUpCreds(uid, gid));
    }

    // ---- writing

    MadeUpNamespaces namespaces() {
        return namespaces;
    }

    int[] kernelVersion() {
        return kernel.clone();
    }

    long uflagsValue() {
        return uflags;
    }

    /** Writes the image; may be called again. */
    public WrittenImage write() {
        ImageWriter out = new ImageWriter(format, pageSize);
        insertions.forEach(insertion -> insertion.accept(out));
        out.tweaked(tweaks, () -> {
            List<MadeUpTask> all = List.copyOf(tasks.values());
            MadeUpHead.write(out, this);
            MadeUpHead.tree(out, all);
            all.forEach(task -> task.write(out));
            if (tail) {
                out.record(RecordType.TAIL, f -> f.set("magic", MAGIC_OF_TAIL));
            }
        });
        return out.finish();
    }

    /** The bytes of the image. */
    public byte[] build() {
        return write().bytes();
    }
}
