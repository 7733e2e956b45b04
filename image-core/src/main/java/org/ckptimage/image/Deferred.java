package org.ckptimage.image;

import java.util.Arrays;
import org.ckptimage.format.RecordType;

/**
 * The queue of groups that file tables owe: an epoll set's items, a socket's two queues. Filled where the object is
 * read, emptied behind the last descriptor of a table, first in first out.
 *
 * <p>As in the kernel, which entry comes next is fixed before an entry is run: what the last one adds is left for the
 * next table's run.
 */
final class Deferred {
    private static final long EPOLL = 1L << 32;
    private static final long MAYBE_ABSENT = 1L << 33;

    private long[] pending = new long[16];
    private int first;
    private int size;

    /**
     * Adds a group.
     *
     * @param maybeAbsent whether writers write the group but readers do not read it, so that a mended image lacks it
     */
    void add(int definition, boolean epoll, boolean maybeAbsent) {
        if (size == pending.length) {
            long[] larger = new long[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = at(i);
            }
            pending = larger;
            first = 0;
        }
        pending[(first + size) % pending.length] = definition | (epoll ? EPOLL : 0) | (maybeAbsent ? MAYBE_ABSENT : 0);
        size++;
    }

    private long at(int i) {
        return pending[(first + i) % pending.length];
    }

    /** At the end of a table: the top frame's count says from now on whether another group is to be run. */
    void beginRun(ImageParser in) {
        in.count(1);
        int maybe = 0;
        int socks = 0;
        for (int i = 0; i < size; i++) {
            maybe += (at(i) & MAYBE_ABSENT) != 0 ? 1 : 0;
            socks += (at(i) & EPOLL) == 0 ? 1 : 0;
        }
        if (maybe > 0 && queuesAhead(in) <= 2L * (socks - maybe)) {
            dropMaybeAbsent();
        }
    }

    /** Pushes the production of the next group of this run, if there is one. */
    boolean pushNext(ImageParser in) {
        if (in.count() == 0 || size == 0) {
            return false;
        }
        long group = pending[first];
        first = (first + 1) % pending.length;
        size--;
        in.count(size > 0 ? 1 : 0);
        in.pushGroup((int) group, (group & EPOLL) != 0 ? in.grammar().epollSet : in.grammar().queues);
        return true;
    }

    private void dropMaybeAbsent() {
        long[] kept = new long[pending.length];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if ((at(i) & MAYBE_ABSENT) == 0) {
                kept[count++] = at(i);
            }
        }
        pending = Arrays.copyOf(kept, pending.length);
        first = 0;
        size = count;
    }

    /**
     * The number of queues in the deferred part that begins behind the record at hand, those of sockets that are
     * defined in it not counted. A walk by lengths, as far as records go that can stand there.
     */
    private static long queuesAhead(ImageParser in) {
        long queues = 0;
        long at = in.nextOffset();
        while (true) {
            RecordType type = in.typeAhead(at);
            if (type == null) {
                return queues;
            }
            long length = in.lengthAhead(at);
            switch (type) {
                case SOCKET_QUEUE:
                    queues++;
                    break;
                case SOCKET:
                    queues -= 2;
                    break;
                case SOCKET_FRAG:
                    at += in.pageSize();
                    break;
                case SOCKET_BUFFER:
                case BUFFER:
                case EPOLL_ITEMS:
                case OBJREF:
                case SOCKET_UNIX:
                case SOCKET_INET:
                case STRING:
                    break;
                default:
                    return queues;
            }
            at += length;
        }
    }
}
