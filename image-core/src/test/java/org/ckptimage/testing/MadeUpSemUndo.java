package org.ckptimage.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** What a process's exit would undo on semaphores; from v23-rc1 on. The form of the values is a guess. */
final class MadeUpSemUndo {
    private final Map<Integer, int[]> adjustments = new LinkedHashMap<>();

    void add(int semid, int... values) {
        adjustments.put(semid, values.clone());
    }

    /** The number of the SEM_UNDO, defined here if it is new. */
    int write(ImageWriter out) {
        return out.object(ObjectType.SEM_UNDO, this, number -> {
            out.record(RecordType.TASK_SEM_UNDO_LIST, f -> f.set("count", adjustments.size()));
            adjustments.forEach((semid, values) -> {
                out.record(RecordType.TASK_SEM_UNDO, f -> f.set("semid", semid).set("semadj_count", values.length));
                byte[] shorts = new byte[2 * values.length];
                for (int i = 0; i < values.length; i++) {
                    System.arraycopy(out.number(2, values[i]), 0, shorts, 2 * i, 2);
                }
                out.buffer(shorts);
            });
        });
    }
}
