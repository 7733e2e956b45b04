package org.ckptimage.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.io.OrderedBytes;

/** Puts places of an image into words: {@code task 278 > FILE_TABLE #8 > FILE #12}. */
final class Places {
    private static final int MOST_LEVELS = 8;

    private final RecordIndex index;
    private final OrderedBytes bytes;
    private final ImageFormat format;
    private final Supplier<PidArray> pids;

    /** Of an index that is still being made. */
    Places(RecordIndex index, OrderedBytes bytes, ImageFormat format) {
        this(index, bytes, format, () -> PidArray.of(index, bytes, format));
    }

    Places(RecordIndex index, OrderedBytes bytes, ImageFormat format, Supplier<PidArray> pids) {
        this.pids = pids;
        this.index = index;
        this.bytes = bytes;
        this.format = format;
    }

    /** The place of an entry, its own definition included. */
    String of(int entry) {
        int task = index.taskOf(entry);
        String section = task >= 0 ? task(task) : entry < index.headEnd ? "head" : "end";
        return chain(section, index.definitions.enclosing(entry));
    }

    /** What a task is called: by its pid, or by its number where the image does not tell. */
    String task(int task) {
        PidArray array = pids.get();
        return task < array.size() ? "task " + array.pid(task) : "task number " + (task + 1);
    }

    /** A section and the definitions inside it, outermost first; of many levels the innermost. */
    String chain(String section, int definition) {
        Deque<String> parts = new ArrayDeque<>();
        int levels = 0;
        for (int at = definition; at >= 0; at = index.definitions.parent(at)) {
            if (++levels > MOST_LEVELS) {
                parts.addFirst("...");
                break;
            }
            long offset = index.offset(at);
            ObjectType type = format.objectType(bytes.s32(offset + 8));
            parts.addFirst((type == null ? "object" : type) + " #" + bytes.s32(offset + 12));
        }
        parts.addFirst(section);
        return String.join(" > ", parts);
    }
}
