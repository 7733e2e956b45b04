package org.ckptimage.record;

import java.util.Optional;
import java.util.OptionalLong;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * SOCKET_UNIX: the unix part of a socket; behind SOCKET. A STRING with the directory of the bind follows if the local
 * address is a relative path.
 *
 * @param self the socket itself (the SOCK whose body this is); the struct calls it {@code this}
 * @param peer the socket at the other end (SOCK), 0 none; may be defined later
 * @param peercredUid user id of the peer when it connected, 0xffffffff if it never did; up to v21
 * @param peercredGid group id of the peer; up to v21
 * @param peercred presumably the peer's credentials (CRED); from v23-rc1 on
 * @param flags LINKED if the bound path still exists
 * @param laddrLen bytes of the local address: 2 unnamed, 2+n abstract, 2+n+1 a path and its NUL
 * @param raddrLen bytes of the remote address, 0 no peer
 * @param laddr local address: {@link #localAddress}
 * @param raddr remote address; a restart does not read it
 * @param padding what no field covers
 */
public record SocketUnixRecord(
        ObjRef self,
        ObjRef peer,
        OptionalLong peercredUid,
        OptionalLong peercredGid,
        ObjRef peercred,
        Flags flags,
        long laddrLen,
        long raddrLen,
        SockaddrUn laddr,
        SockaddrUn raddr,
        Padding padding)
        implements CkptRecord {
    static final Shape<SocketUnixRecord> SHAPE = Shape.of(
            in -> new SocketUnixRecord(
                    in.objref(),
                    in.objref(),
                    in.optionalNumber(),
                    in.optionalNumber(),
                    in.objref(),
                    in.flags(FlagKind.UNIX_SOCKET_FLAGS),
                    in.number(),
                    in.number(),
                    SockaddrUn.read(in),
                    SockaddrUn.read(in),
                    in.padding()),
            (r, out) -> {
                out.objref(r.self)
                        .objref(r.peer)
                        .number(r.peercredUid)
                        .number(r.peercredGid)
                        .objref(r.peercred)
                        .flags(r.flags)
                        .number(r.laddrLen)
                        .number(r.raddrLen);
                r.laddr.write(out);
                r.raddr.write(out);
                out.padding(r.padding);
            },
            "this",
            "peer",
            "peercred_uid",
            "peercred_gid",
            "peercred",
            "flags",
            "laddr_len",
            "raddr_len",
            "laddr.sun_family",
            "laddr.sun_path",
            "raddr.sun_family",
            "raddr.sun_path");

    /** The address the socket is bound to. */
    public UnixAddress localAddress() {
        return UnixAddress.of(laddrLen, laddr.sunPath().bytes());
    }

    /** The address of the peer, or empty if there is none. */
    public Optional<UnixAddress> remoteAddress() {
        return raddrLen == 0
                ? Optional.empty()
                : Optional.of(UnixAddress.of(raddrLen, raddr.sunPath().bytes()));
    }

    /** Whether a STRING with the directory of the bind follows: the local address is a path that is not absolute. */
    public boolean hasWorkingDirectory() {
        return localAddress().isRelativePath();
    }
}
