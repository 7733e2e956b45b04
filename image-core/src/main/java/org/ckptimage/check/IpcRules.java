package org.ckptimage.check;

import java.util.BitSet;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;

/** Namespaces, and System V segments and semaphore sets; queues are {@link IpcMessageRules}. */
final class IpcRules {
    private static final int[] LISTS = {502, 503, 505};
    private static final String[] LIMITS = {
        "shm_ctlmni",
        "msg_ctlmax",
        "msg_ctlmnb",
        "msg_ctlmni",
        "sem_ctl_msl",
        "sem_ctl_mns",
        "sem_ctl_opm",
        "sem_ctl_mni"
    };
    private static final int SLOTS = 32768;
    private static final long NORESERVE = 010000;
    private static final long HUGETLB = 04000;
    private static final long NOT_LOCKED = 0xffffffffL;
    private static final int SHM_DEST = 01000;

    private final Restart restart;
    private final Findings findings;
    private int list;
    private long pages;
    private long semaphores;
    private At set;
    /** Slots and keys that are taken in the list that is being read. */
    private final BitSet slots = new BitSet();

    private NumberTable keys = new NumberTable();

    IpcRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.IPC_NS, this::begin);
        on.record(RecordType.IPC_NS, this::limits);
        on.record(RecordType.IPC, this::lists);
        on.record(RecordType.IPC, this::countLimit);
        on.record(RecordType.IPC_SHM, this::identifier);
        on.record(RecordType.IPC_MSG, this::identifier);
        on.record(RecordType.IPC_SEM, this::identifier);
        on.record(RecordType.IPC_SHM, this::segmentFlags);
        on.record(RecordType.IPC_SEM, this::semaphoreCount);
        on.record(RecordType.IPC_SHM, this::unique);
        on.record(RecordType.IPC_MSG, this::unique);
        on.record(RecordType.IPC_SEM, this::unique);
        on.record(RecordType.IPC_SHM, this::segmentSize);
        on.record(RecordType.IPC_SEM, this::semaphoreLimits);
        on.record(RecordType.IPC_SHM, this::permissions);
        on.record(RecordType.IPC_MSG, this::permissions);
        on.record(RecordType.IPC_SEM, this::permissions);
        on.record(RecordType.IPC_SHM, this::segmentPids);
        on.record(RecordType.IPC_SHM, this::segmentNumber);
        on.record(RecordType.BUFFER, this::semaphores);
        on.record(RecordType.NS, at -> restart.refer("R089", at, "uts_objref", ObjectType.UTS_NS, true));
        on.record(RecordType.NS, at -> restart.refer("R089", at, "ipc_objref", ObjectType.IPC_NS, true));
        on.record(RecordType.TASK_NS, at -> restart.refer("R090", at, "ns_objref", ObjectType.NS, false));
    }

    private long limit(String name) {
        return restart.enclosing(ObjectType.IPC_NS)
                .flatMap(ns -> ns.find(RecordType.IPC_NS))
                .filter(at -> at.has(name))
                .map(at -> at.number(name))
                .orElse(Long.MAX_VALUE);
    }

    private void begin(At at) {
        list = 0;
        pages = 0;
        semaphores = 0;
        set = null;
        slots.clear();
        keys = new NumberTable();
    }

    /** R070: no negative limit. */
    private void limits(At at) {
        for (String name : LIMITS) {
            if (at.has(name) && at.s32(name) < 0) {
                findings.found("R070", at, name).say("the limit %s is %d", name, at.s32(name));
            }
        }
    }

    /** R072: the lists in their order. */
    private void lists(At at) {
        int kind = at.s32("ipc_type");
        int wanted = list < LISTS.length ? LISTS[list] : 0;
        if (kind != wanted) {
            findings.found("R072", at, "ipc_type")
                    .say("list %d of the namespace is %d, not %d", list + 1, kind, wanted);
        }
        list++;
        slots.clear();
        keys = new NumberTable();
    }

    /** R081: not more objects than the namespace allows. */
    private void countLimit(At at) {
        long count = at.number("ipc_count");
        String name = list == 1 ? "shm_ctlmni" : list == 2 ? "msg_ctlmni" : "sem_ctl_mni";
        if (count > limit(name)) {
            findings.found("R081", at, "ipc_count")
                    .errno(Errno.ENOSPC)
                    .say("%d objects, and the namespace allows %d", count, limit(name));
        }
    }

    /** R073: the identifier. */
    private void identifier(At at) {
        if (at.s32("perms.id") < 0) {
            findings.found("R073", at, "perms.id").say("the identifier is %d", at.s32("perms.id"));
        }
    }

    /** R074: a segment's flags, and that it is not locked. */
    private void segmentFlags(At at) {
        long flags = at.number("flags");
        if ((flags & ~(NORESERVE | HUGETLB)) != 0) {
            findings.found("R074", at, "flags").say("a segment with the flags 0%o", flags);
        } else if ((flags & HUGETLB) != 0) {
            findings.found("R074", at, "flags").errno(Errno.ENOSYS).say("a segment of huge pages");
        }
        if (at.has("mlock_uid") && at.number("mlock_uid") != NOT_LOCKED) {
            findings.found("R074", at, "mlock_uid")
                    .errno(Errno.ENOSYS)
                    .say("a segment that user %d has locked", at.number("mlock_uid"));
        }
    }

    /** R081: slot and key are free. */
    private void unique(At at) {
        int id = at.s32("perms.id");
        if (id >= 0 && slots.get(id % SLOTS)) {
            findings.found("R081", at, "perms.id").say("the slot %d of identifier %d is taken", id % SLOTS, id);
        } else if (id >= 0) {
            slots.set(id % SLOTS);
        }
        int key = at.s32("perms.key");
        if (key != 0 && keys.putIfAbsent(key, 0) != NumberTable.ABSENT) {
            findings.found("R081", at, "perms.key").errno(Errno.EEXIST).say("the key 0x%x is taken", key);
        }
    }

    /** R082: sizes of segments. */
    private void segmentSize(At at) {
        long size = at.number("shm_segsz");
        if (size == 0 || Long.compareUnsigned(size, limit("shm_ctlmax")) > 0 && limit("shm_ctlmax") != -1) {
            findings.found("R082", at, "shm_segsz")
                    .say(
                            "a segment of %s bytes, and the namespace allows %s",
                            Long.toUnsignedString(size), Long.toUnsignedString(limit("shm_ctlmax")));
            return;
        }
        pages += Long.divideUnsigned(size - 1, restart.pageSize()) + 1;
        if (Long.compareUnsigned(pages, limit("shm_ctlall")) > 0) {
            findings.found("R082", at, "shm_segsz")
                    .errno(Errno.ENOSPC)
                    .say("the segments have %d pages by here, and the namespace allows %d", pages, limit("shm_ctlall"));
        }
    }

    /** R080, R088: semaphore sets. */
    private void semaphoreCount(At at) {
        set = at;
        if (at.has("sem_nsems") && at.number("sem_nsems") == 0) {
            findings.found("R080", at, "sem_nsems").as(Severity.CRASH).say("a semaphore set without semaphores");
        }
        findings.found("R088", at)
                .mend("W10")
                .moment(Long.MAX_VALUE)
                .say("a semaphore set: the restart succeeds, and the kernel crashes at the first operation on it");
    }

    /** R082: numbers of semaphores. */
    private void semaphoreLimits(At at) {
        long count = at.number("sem_nsems");
        semaphores += count;
        if (count > limit("sem_ctl_msl")) {
            findings.found("R082", at, "sem_nsems")
                    .say("%d semaphores, and a set may have %d", count, limit("sem_ctl_msl"));
        }
        if (semaphores > limit("sem_ctl_mns")) {
            findings.found("R082", at, "sem_nsems")
                    .errno(Errno.ENOSPC)
                    .say("%d semaphores by here, and the namespace allows %d", semaphores, limit("sem_ctl_mns"));
        }
    }

    /** R083: mode and sequence number. */
    private void permissions(At at) {
        long allowed = at.is(RecordType.IPC_SHM) ? 0777 | SHM_DEST : 0777;
        if ((at.number("perms.mode") & ~allowed) != 0) {
            findings.found("R083", at, "perms.mode").say("the mode is 0%o", at.number("perms.mode"));
        }
        if (Long.compareUnsigned(at.number("perms.seq"), 65535) >= 0) {
            findings.found("R083", at, "perms.seq").say("the sequence number is %d", at.number("perms.seq"));
        }
    }

    /** R085: pids of a segment. */
    private void segmentPids(At at) {
        for (String field : new String[] {"shm_cprid", "shm_lprid"}) {
            if (at.s32(field) < 0) {
                findings.found("R085", at, field).say("%s is %d", field, at.s32(field));
            }
        }
    }

    /** R087: the object number of a segment. */
    private void segmentNumber(At at) {
        int number = at.s32("objref");
        if (number <= 0 || restart.known(number).isPresent()) {
            findings.found("R087", at, "objref")
                    .say("a segment has the object number %d, which is %s", number, number <= 0 ? "none" : "taken");
        }
    }

    /** R080: the semaphores themselves. */
    private void semaphores(At at) {
        if (at.role() != Role.SEMAPHORES) {
            return;
        }
        long count = set == null ? 0 : set.number("sem_nsems");
        int size = restart.atLeast(Dialect.V20) ? 8 + 2 * restart.wordSize() : 0;
        if (size > 0 && count > 0 && at.payload() != count * size) {
            findings.found("R080", at)
                    .say("the semaphores have %d bytes, %d of them need %d", at.payload(), count, count * size);
        }
        for (long i = 0; size > 0 && i < Math.min(count, at.payload() / size); i++) {
            long place = At.HEAD + i * size;
            if (at.s32At(place) < 0 || at.s32At(place + 4) < 0) {
                findings.found("R080", at)
                        .offset(at.offset() + place)
                        .say("semaphore %d has the value %d and the pid %d", i, at.s32At(place), at.s32At(place + 4));
                return;
            }
        }
    }
}
