package org.ckptimage.benchmarks.generate;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjrefRecord;
import org.ckptimage.record.RecordReader;

/**
 * The records of a real image of one process, cut at the places where a generated one goes its own way. Numbers of
 * objects that all tasks share (credentials, namespaces, the executable) stay as they are.
 */
record Skeleton(
        List<Part> head,
        Part tree,
        List<Part> task,
        List<Part> credentials,
        Part taskCreds,
        List<Part> namespaces,
        Part taskNs,
        List<Part> executable,
        Part mm,
        List<Part> areas,
        List<Part> stack,
        List<Part> fs,
        List<Part> handlers,
        Part objects,
        List<Part> signals,
        Part tail) {
    /** Number of the credentials that all tasks and files have. */
    static final int CRED = 1;
    /** Objects that are made get numbers from here on. */
    static final int FIRST_FREE_NUMBER = 100;

    private static final String IMAGE = "plain.ckpt";

    /** A record as it stands in the image. */
    record Part(RecordType type, ObjectType defines, byte[] bytes) {}

    static Skeleton read() throws IOException {
        List<Part> all = new ArrayList<>();
        try (InputStream in = Skeleton.class.getResourceAsStream(IMAGE);
                RecordReader records = RecordReader.streaming(Channels.newChannel(in))) {
            while (records.next()) {
                RecordType type = records.type().orElseThrow();
                ObjectType defines = records.decode() instanceof ObjrefRecord objref
                        ? objref.type(ImageOut.FORMAT).orElseThrow()
                        : null;
                all.add(new Part(type, defines, ByteBufUtil.getBytes(records.bytes())));
            }
        }
        return new Cutter(all).cut();
    }

    /** Takes the records away from the front. */
    private static final class Cutter {
        private final List<Part> parts;
        private int at;

        Cutter(List<Part> parts) {
            this.parts = parts;
        }

        Skeleton cut() {
            List<Part> head = until(RecordType.TREE);
            Part tree = next();
            until(RecordType.TASK);
            List<Part> task = until(ObjectType.CRED);
            List<Part> credentials = until(RecordType.TASK_CREDS);
            Part taskCreds = next();
            List<Part> namespaces = until(RecordType.TASK_NS);
            Part taskNs = next();
            until(ObjectType.MM);
            next();
            List<Part> executable = until(RecordType.MM);
            Part mm = next();
            List<Part> behind = until(ObjectType.FS);
            // The last two areas are the stack and the vdso; those that are made go below them.
            int stack = lastAreas(behind, 2);
            return new Skeleton(
                    head,
                    tree,
                    task,
                    credentials,
                    taskCreds,
                    namespaces,
                    taskNs,
                    executable,
                    mm,
                    behind.subList(0, stack),
                    behind.subList(stack, behind.size()),
                    until(ObjectType.SIGHAND),
                    until(RecordType.TASK_OBJS),
                    next(),
                    until(RecordType.TAIL),
                    next());
        }

        private static int lastAreas(List<Part> parts, int count) {
            int left = count;
            for (int i = parts.size() - 1; ; i--) {
                if (parts.get(i).type() == RecordType.VMA && --left == 0) {
                    return i;
                }
            }
        }

        private Part next() {
            return parts.get(at++);
        }

        private List<Part> until(RecordType type) {
            return until(part -> part.type() == type);
        }

        private List<Part> until(ObjectType type) {
            return until(part -> part.defines() == type);
        }

        private List<Part> until(Predicate<Part> end) {
            int from = at;
            while (!end.test(parts.get(at))) {
                at++;
            }
            return List.copyOf(parts.subList(from, at));
        }
    }
}
