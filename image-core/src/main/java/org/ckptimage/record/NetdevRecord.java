package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * NETDEV: a network device; STRINGs with names and its addresses follow in a way that is not known. From v21 on.
 *
 * @param netnsRef the namespace it is in (NET_NS)
 * @param thisRefOrMode of a veth: the device itself (NETDEV); of a macvlan its mode
 * @param peerRef of a veth: its other half (NETDEV), maybe defined later; else without meaning
 * @param inetAddrs number of addresses
 * @param type 0 loopback, 1 veth, 2 sit, 3 macvlan
 * @param flags flags of the interface
 * @param hwaddr 6 bytes of hardware address
 * @param padding what no field covers
 */
public record NetdevRecord(
        ObjRef netnsRef,
        ObjRef thisRefOrMode,
        ObjRef peerRef,
        long inetAddrs,
        int type,
        Flags flags,
        ByteBuf hwaddr,
        Padding padding)
        implements CkptRecord {
    static final Shape<NetdevRecord> SHAPE = Shape.of(
            in -> new NetdevRecord(
                    in.objref(),
                    in.objref(),
                    in.objref(),
                    in.number(),
                    in.integer(),
                    in.flags(FlagKind.NETDEV_FLAGS),
                    in.bytes(),
                    in.padding()),
            (r, out) -> out.objref(r.netnsRef)
                    .objref(r.thisRefOrMode)
                    .objref(r.peerRef)
                    .number(r.inetAddrs)
                    .number(r.type)
                    .flags(r.flags)
                    .bytes(r.hwaddr)
                    .padding(r.padding),
            "netns_ref",
            "veth.this_ref",
            "veth.peer_ref",
            "inet_addrs",
            "type",
            "flags",
            "hwaddr");

    /** Of a veth: the device itself. */
    public ObjRef vethThisRef() {
        return thisRefOrMode;
    }

    /** Of a macvlan: its mode. */
    public long macvlanMode() {
        return Integer.toUnsignedLong(thisRefOrMode.number());
    }
}
