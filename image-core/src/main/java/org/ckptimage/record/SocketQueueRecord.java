package org.ckptimage.record;

/**
 * SOCKET_QUEUE: a receive or write queue of a socket, in this order among the deferred records; that many
 * SOCKET_BUFFERs follow.
 *
 * @param skbCount number of socket buffers
 * @param totalBytes bytes in the queue, the sum of their skb_len
 * @param padding what no field covers
 */
public record SocketQueueRecord(long skbCount, long totalBytes, Padding padding) implements CkptRecord {
    static final Shape<SocketQueueRecord> SHAPE = Shape.of(
            in -> new SocketQueueRecord(in.number(), in.number(), in.padding()),
            (r, out) -> out.number(r.skbCount).number(r.totalBytes).padding(r.padding),
            "skb_count",
            "total_bytes");
}
