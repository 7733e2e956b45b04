package org.ckptimage.image;

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

    /** All groups since the queue was last empty; those in front of {@code first} have been run. */
    private LongChunks pending = new LongChunks();

    private int first;

    /**
     * Adds a group.
     *
     * @param maybeAbsent whether writers write the group but readers do not read it, so that a mended image lacks it
     */
    void add(int definition, boolean epoll, boolean maybeAbsent) {
        pending.add(definition | (epoll ? EPOLL : 0) | (maybeAbsent ? MAYBE_ABSENT : 0));
    }

    private boolean isEmpty() {
        return first == pending.size();
    }

    /** At the end of a table: the top frame's count says from now on whether another group is to be run. */
    void beginRun(ImageParser in) {
        in.count(1);
        int maybe = 0;
        int socks = 0;
        for (int i = first; i < pending.size(); i++) {
            maybe += (pending.get(i) & MAYBE_ABSENT) != 0 ? 1 : 0;
            socks += (pending.get(i) & EPOLL) == 0 ? 1 : 0;
        }
        if (maybe > 0 && queuesAhead(in) <= 2L * (socks - maybe)) {
            dropMaybeAbsent();
        }
    }

    /** Pushes the production of the next group of this run, if there is one. */
    boolean pushNext(ImageParser in) {
        if (in.count() == 0 || isEmpty()) {
            return false;
        }
        long group = pending.get(first++);
        in.count(isEmpty() ? 0 : 1);
        if (isEmpty()) {
            clear();
        }
        in.pushGroup((int) group, (group & EPOLL) != 0 ? in.grammar().epollSet : in.grammar().queues);
        return true;
    }

    private void clear() {
        pending = new LongChunks();
        first = 0;
    }

    private void dropMaybeAbsent() {
        LongChunks all = pending;
        int next = first;
        clear();
        for (int i = next; i < all.size(); i++) {
            if ((all.get(i) & MAYBE_ABSENT) == 0) {
                pending.add(all.get(i));
            }
        }
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
