package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** Writes the head of an image: everything up to the pid array. */
final class MadeUpHead {
    private static final long MAGIC = 0x00feed0cc0a2d200L;
    private static final int UTS_LENGTH = 65;
    private static final int LSM_NAME_LENGTH = 11;
    /** No pid, in the pid array of dialects with pid objects. */
    private static final int NO_PID = 0;

    private MadeUpHead() {}

    /** HEADER to LSM_INFO. */
    static void write(ImageWriter out, MadeUpImage image) {
        ImageFormat format = out.format();
        int[] kernel = image.kernelVersion();
        out.record(RecordType.HEADER, f -> {
            f.set("magic", MAGIC);
            int arch = format.architectureNumber();
            f.set("arch_id", new byte[] {(byte) arch, (byte) (arch >> 8)});
            f.set("major", kernel[0]).set("minor", kernel[1]).set("patch", kernel[2]);
            f.set("rev", format.dialect().rev()).set("time", 1267000000).set("uflags", image.uflagsValue());
            constants(f, format);
        });
        String release = kernel[0] + "." + kernel[1] + (kernel[0] == 2 ? "." + kernel[2] : "");
        for (String text :
                new String[] {release, "#1 SMP", format.architecture().id()}) {
            out.buffer(Arrays.copyOf(ImageWriter.cString(text), UTS_LENGTH));
        }
        MadeUpCpu.header(out);
        out.record(RecordType.CONTAINER);
        if (format.has(RecordType.LSM_INFO)) {
            out.buffer(Arrays.copyOf(ImageWriter.cString("lsm_none"), LSM_NAME_LENGTH));
            out.payload(RecordType.LSM_INFO, new byte[] {'d', 'u', 'm', 'm', 'y'});
        }
    }

    private static void constants(RecordFields f, ImageFormat format) {
        f.set("constants.task_comm_len", 16).set("constants.signal_nsig", 64);
        f.setIfPresent("constants.at_vector_size", auxvConstant(format));
        f.setIfPresent("constants.mm_saved_auxv_len", auxvConstant(format));
        for (String name : new String[] {"sysname", "nodename", "release", "version", "machine", "domainname"}) {
            f.set("constants.uts_" + name + "_len", UTS_LENGTH);
        }
        f.set("constants.rlimit_nlimits", 16).set("constants.n_tty_buf_size", 4096);
        f.setIfPresent("constants.tty_termios_ncc", format.architecture().isPowerPc() ? 10 : 8);
        f.setIfPresent("constants.tty_termios_nccs", 19);
    }

    /** constants@34: entries of the auxiliary vector since v20, bytes before. */
    static int auxvConstant(ImageFormat format) {
        boolean entries = format.dialect().atLeast(Dialect.V20);
        Architecture architecture = format.architecture();
        return switch (architecture) {
            case I386 -> entries ? 44 : 176;
            case X86_64 -> entries ? 44 : 352;
            case S390X -> entries ? 40 : 320;
            case PPC32 -> entries ? 52 : 208;
            case PPC64 -> entries ? 52 : 416;
            case ARM -> 40;
        };
    }

    /** PIDS where the dialect has them, TREE, and the pid array. */
    static void tree(ImageWriter out, List<MadeUpTask> tasks) {
        Map<Integer, Integer> tags = new LinkedHashMap<>();
        if (out.format().has(RecordType.PIDS)) {
            tags(out, tasks, tags);
        }
        out.record(RecordType.TREE, f -> f.set("nr_tasks", tasks.size()));
        List<byte[]> entries = new ArrayList<>();
        for (MadeUpTask task : tasks) {
            entries.add(out.element(
                    pidArrayEntry(out.format()),
                    f -> f.set("vpid", tag(tags, task.pid()))
                            .set("vppid", tag(tags, task.parent()))
                            .set("vtgid", tag(tags, task.leader()))
                            .set("vpgid", tag(tags, task.group()))
                            .set("vsid", tag(tags, task.session()))));
        }
        out.buffer(ImageWriter.concat(entries));
    }

    /** The pid array's entry; its old name means an entry of PIDS where there are pid objects. */
    private static String pidArrayEntry(ImageFormat format) {
        return format.has(RecordType.PIDS) ? "task_pids" : "pids";
    }

    private static int tag(Map<Integer, Integer> tags, int pid) {
        return tags.isEmpty() ? pid : tags.getOrDefault(pid, NO_PID);
    }

    private static void tags(ImageWriter out, List<MadeUpTask> tasks, Map<Integer, Integer> tags) {
        Map<Integer, int[]> inner = new LinkedHashMap<>();
        for (MadeUpTask task : tasks) {
            inner.put(task.pid(), task.innerPids());
        }
        for (MadeUpTask task : tasks) {
            for (int pid : new int[] {task.leader(), task.group(), task.session()}) {
                inner.putIfAbsent(pid, new int[0]);
            }
        }
        int first = out.reserve(inner.size());
        List<byte[]> entries = new ArrayList<>();
        int beyondOne = 0;
        for (Map.Entry<Integer, int[]> pid : inner.entrySet()) {
            tags.put(pid.getKey(), first + tags.size());
            entries.add(out.number(4, pid.getValue().length));
            entries.add(out.number(4, pid.getKey()));
            for (int number : pid.getValue()) {
                entries.add(out.number(4, number));
            }
            beyondOne += pid.getValue().length;
        }
        int more = beyondOne;
        out.record(
                RecordType.PIDS,
                f -> f.set("nr_pids", inner.size()).set("nr_vpids", more).set("offset", first));
        out.buffer(ImageWriter.concat(entries));
    }
}
