package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/**
 * An IPv4 address of a network device. Whether it stands in a NETDEV_ADDR or in a BUFFER is not known.
 *
 * @param type 0 for IPv4
 * @param inet4Local local address, as a number with the first byte highest
 * @param inet4Address address, for links between two hosts that of the other one
 * @param inet4Mask network mask
 * @param inet4Broadcast broadcast address
 * @param padding what no field covers
 */
public record NetdevAddress(
        int type, long inet4Local, long inet4Address, long inet4Mask, long inet4Broadcast, Padding padding) {
    private static final String STRUCT = "netdev_addr";

    static final Shape<NetdevAddress> SHAPE = Shape.of(
            in -> new NetdevAddress(
                    in.integer(),
                    in.networkNumber(),
                    in.networkNumber(),
                    in.networkNumber(),
                    in.networkNumber(),
                    in.padding()),
            (r, out) -> out.number(r.type)
                    .networkNumber(r.inet4Local)
                    .networkNumber(r.inet4Address)
                    .networkNumber(r.inet4Mask)
                    .networkNumber(r.inet4Broadcast)
                    .padding(r.padding),
            "type",
            "inet4_local",
            "inet4_address",
            "inet4_mask",
            "inet4_broadcast");

    /** All whole entries of a payload, as a view; bytes left over are passed over. */
    public static List<NetdevAddress> readAll(ImageFormat format, ByteBuf payload) {
        return Elements.read(format, SHAPE, STRUCT, payload);
    }

    /** The payload with these entries. */
    public static ByteBuf writeAll(ImageFormat format, List<NetdevAddress> addresses) {
        return Elements.write(format, SHAPE, STRUCT, addresses);
    }
}
