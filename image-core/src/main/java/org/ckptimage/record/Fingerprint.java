package org.ckptimage.record;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.ckptimage.format.RecordType;

/**
 * The records by whose number and length dialects can be told apart. A constant is a row of the format's table of
 * fingerprints; numbers and lengths are the layout tables', so that a row is only the name of what to look at. What a
 * length says depends on all that its number may mean: 102 with 16 bytes is a TREE and speaks for pid objects, with 64
 * or 80 bytes a TASK.
 */
enum Fingerprint {
    /** Behind CONTAINER; v18 has none. */
    LSM(RecordType.LSM_INFO),
    /** 101: TREE with 16 bytes, or PIDS with 24 where pids are objects. */
    TREE(RecordType.TREE, RecordType.PIDS),
    /** 64 bytes, before v20 72 but on i386, from v23-rc1 on 80. */
    TASK(RecordType.TASK),
    /** x86: 40 bytes, from v23-rc1 on 48. RESTART_BLOCK, which has its number elsewhere, has 56. */
    THREAD(RecordType.THREAD, RecordType.RESTART_BLOCK),
    /** x86: 240 bytes, from v20 on 192. */
    CPU(RecordType.CPU),
    /** 88 bytes in v18, else 96; USER_NS and USER, which have its number elsewhere, have 16. */
    CRED(RecordType.CRED, RecordType.USER_NS, RecordType.USER),
    /** 16 bytes, from v21 on 24; UTS_NS, which has its number elsewhere, has 400. */
    NS(RecordType.NS, RecordType.UTS_NS),
    /** 8 bytes less in v18, whatever the kind. */
    FILE(RecordType.FILE),
    /** 72 bytes, from v23 on 80. */
    VMA(RecordType.VMA),
    /** 404, from v23 on 405; 404 is HPAGE there, and on x86 as long. */
    MM_CONTEXT(RecordType.MM_CONTEXT, RecordType.HPAGE),
    /** From v20 on 8 bytes, from v23-rc1 on 16. */
    FS(RecordType.FS),
    /** 24 bytes, from v20 on 32. */
    TASK_OBJS(RecordType.TASK_OBJS),
    /** 112 bytes, from v23-rc1 on 120. */
    SOCKET(RecordType.SOCKET),
    /** 704: SOCKET_UNIX with 256 bytes in v18, else SOCKET_FRAG with 16. */
    SOCKET_FRAG(RecordType.SOCKET_FRAG, RecordType.SOCKET_UNIX),
    /** An entry has 48 bytes, from v23-rc1 on 88. */
    SIGPENDING(RecordType.SIGPENDING),
    /** 72 bytes, with pid objects 96. */
    TTY(RecordType.TTY);

    private final Set<RecordType> types;

    Fingerprint(RecordType... types) {
        this.types = EnumSet.copyOf(Arrays.asList(types));
    }

    /** Whether this row is about records of that type. */
    boolean covers(RecordType type) {
        return types.contains(type);
    }
}
