package org.ckptimage.check;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.Role;

/** What stands in the deferred groups: socket queues with their buffers, and the items of epoll sets. */
final class QueueRules {
    private static final int ITEM = 24;
    private static final int ITEM_FD = 8;
    private static final int ITEM_FILE = 12;
    private static final int MOST_FRAGMENTS = 18;

    private final Restart restart;
    private final Findings findings;
    private final UnixQueueRules unix;
    private Definition owner;
    private At queue;
    private long sum;
    /** Whether a buffer of a unix socket's queue was read in part. */
    private boolean readInPart;

    private At buffer;
    private long fragments;
    private long sumOfFragments;
    private At items;

    QueueRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.unix = new UnixQueueRules(restart);
        on.record(RecordType.SOCKET_QUEUE, this::beginQueue);
        on.record(RecordType.SOCKET_BUFFER, this::total);
        on.record(RecordType.SOCKET_BUFFER, this::internetBuffer);
        on.record(RecordType.SOCKET_BUFFER, at -> unix.buffer(at, queue, owner));
        on.record(RecordType.BUFFER, this::data);
        on.record(RecordType.SOCKET_FRAG, this::fragment);
        on.record(RecordType.EPOLL_ITEMS, this::epollSet);
        on.record(RecordType.BUFFER, this::items);
    }

    private boolean isInet() {
        return owner != null && Sockets.socket(owner).filter(Sockets::isInet).isPresent();
    }

    /** The most that the kernel allocates for the bytes of a buffer: four pages less what it keeps behind them. */
    static long mostLinear(Restart restart) {
        return 4L * restart.pageSize() - (restart.wordSize() == Long.BYTES ? 512 : 256);
    }

    private void beginQueue(At at) {
        if (at.role() == Role.RECEIVE_QUEUE || at.role() == Role.PLAIN) {
            owner = at.record()
                    .deferredOwner()
                    .map(ImageObject::ref)
                    .flatMap(ref -> restart.known(ref.number()))
                    .orElse(null);
        }
        queue = at;
        sum = 0;
        readInPart = false;
        buffer = null;
        if (at.role() == Role.WRITE_QUEUE && at.number("skb_count") > 0 && owner != null && !isInet()) {
            findings.found("R137", at, "skb_count")
                    .stop(at.end())
                    .say("the write queue of a unix socket has %d buffers", at.number("skb_count"));
        }
    }

    /** R142: the queue announces as many bytes as its buffers have. */
    private void total(At at) {
        if (queue == null) {
            return;
        }
        boolean inet = isInet();
        sum += at.number(inet ? "skb_len" : "lin_len");
        readInPart |= !inet && at.number("data_offset") > 0;
        if (at.has("lin_len") && sum > queue.number("total_bytes")) {
            Findings.Draft draft = findings.found("R142", at, inet ? "skb_len" : "lin_len")
                    .offset(queue.offset("total_bytes"))
                    .stop(at.offset());
            if (readInPart) {
                draft.mend("W03");
            }
            draft.say("total_bytes is %d, the buffers have %d bytes by here", queue.number("total_bytes"), sum);
        }
    }

    /** R143, R145: a buffer of an internet socket. */
    private void internetBuffer(At at) {
        buffer = at;
        fragments = 0;
        if (!isInet() || !at.has("lin_len")) {
            return;
        }
        long most = mostLinear(restart);
        for (String field : new String[] {"lin_len", "frg_len"}) {
            if (at.number(field) > most) {
                findings.found("R143", at, field).say("%s is %d, %d at most", field, at.number(field), most);
            }
        }
        if (at.number("nr_frags") >= MOST_FRAGMENTS) {
            findings.found("R143", at, "nr_frags").say("%d fragments", at.number("nr_frags"));
        }
        long network = at.number("network_header");
        if ((at.number("mac_header") + at.number("mac_len") & 0xffffffffL) != network) {
            findings.found("R145", at, "mac_header")
                    .say(
                            "mac_header 0x%x and mac_len %d do not lead to network_header %d",
                            at.number("mac_header"), at.number("mac_len"), network);
        }
        for (String field : new String[] {"network_header", "transport_header", "data_offset"}) {
            if (at.number(field) > at.number("lin_len")) {
                findings.found("R145", at, field)
                        .say("%s is %d, lin_len %d", field, at.number(field), at.number("lin_len"));
            }
        }
        if (at.number("skb_len") > most) {
            findings.found("R145", at, "skb_len").say("skb_len is %d, %d at most", at.number("skb_len"), most);
        }
    }

    /** R139: the bytes of a buffer. */
    private void data(At at) {
        if (at.role() != Role.SOCKET_DATA || buffer == null || !buffer.has("lin_len")) {
            return;
        }
        if (at.payload() != buffer.number("lin_len")) {
            findings.found("R139", at)
                    .say("the BUFFER has %d bytes, lin_len is %d", at.payload(), buffer.number("lin_len"));
        }
        if (buffer.number("nr_frags") == 0) {
            fragmentSum(at);
        }
    }

    /** R144: a fragment in its page. */
    private void fragment(At at) {
        if (at.number("size") > restart.pageSize()) {
            findings.found("R144", at, "size").say("a fragment of %d bytes", at.number("size"));
        }
        if (at.number("offset") >= restart.pageSize()) {
            findings.found("R144", at, "offset").say("a fragment at %d in its page", at.number("offset"));
        }
        if (buffer == null) {
            return;
        }
        sumOfFragments = fragments == 0 ? at.number("size") : sumOfFragments + at.number("size");
        if (++fragments == buffer.number("nr_frags")) {
            fragmentSum(at);
        }
    }

    private void fragmentSum(At at) {
        long total = fragments == 0 ? 0 : sumOfFragments;
        if (isInet() && total != buffer.number("frg_len")) {
            findings.found("R144", buffer, "frg_len")
                    .stop(at.offset())
                    .say("frg_len is %d, the fragments have %d bytes", buffer.number("frg_len"), total);
        }
    }

    /** R146: EPOLL_ITEMS names a set. */
    private void epollSet(At at) {
        items = at;
        restart.refer("R146", at, "epfile_objref", ObjectType.FILE, false)
                .filter(file -> kind(file) != FileType.EPOLL)
                .ifPresent(file -> findings.found("R146", at, "epfile_objref").say("%s is no epoll set", file));
    }

    private static FileType kind(Definition file) {
        return file.find(RecordType.FILE).flatMap(At::fileType).orElse(null);
    }

    /** R147, R148, R149: what an epoll set watches. */
    private void items(At at) {
        if (at.role() != Role.EPOLL_ITEMS || items == null) {
            return;
        }
        long count = items.number("num_items");
        if (at.payload() != count * ITEM) {
            findings.found("R147", at).say("%d items need %d bytes, there are %d", count, count * ITEM, at.payload());
        }
        LongMap seen = new LongMap();
        for (long item = At.HEAD; item + ITEM <= at.length(); item += ITEM) {
            int number = at.s32At(item + ITEM_FILE);
            long place = at.offset() + item + ITEM_FILE;
            Definition file = watched(at, place, number);
            if (file != null) {
                polled(at, place, file, seen.add((long) number << 32 | at.u32At(item + ITEM_FD)));
            }
        }
    }

    private Definition watched(At at, long place, int number) {
        if (restart.known(number).isEmpty() && restart.later(number).isPresent()) {
            findings.found("R148", at)
                    .offset(place)
                    .mend("W21")
                    .say("a watch on #%d, which is defined only later", number);
            return null;
        }
        return restart.refer("R148", at, place, "a watch", number, ObjectType.FILE)
                .orElse(null);
    }

    /** R149: a watch that cannot be added is lost, and all behind it. */
    private void polled(At at, long place, Definition file, boolean first) {
        String why = null;
        if (file.number() == items.s32("epfile_objref")) {
            why = "the set itself";
        } else if (!first) {
            why = "watched twice under one descriptor";
        } else if (cannotBePolled(file)) {
            why = "a file that cannot be polled";
        }
        if (why != null) {
            findings.found("R149", at).offset(place).say("a watch on %s, %s: it and all behind it are lost", file, why);
        }
    }

    private static boolean cannotBePolled(Definition file) {
        At at = file.find(RecordType.FILE).orElse(null);
        if (at == null || file.isHidden() || at.fileType().orElse(null) != FileType.GENERIC) {
            return false;
        }
        String name = file.find(RecordType.FILE_NAME).map(At::text).orElse("");
        boolean random = name.equals("/dev/random") || name.equals("/dev/urandom");
        return (at.number("f_mode") & FileModes.LSEEK) != 0 && !random;
    }
}
