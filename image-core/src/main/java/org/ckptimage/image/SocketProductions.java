package org.ckptimage.image;

import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;

/** Sockets, and their queues among the deferred groups. */
final class SocketProductions {
    private SocketProductions() {}

    /** SOCKET, then the part of its family; between the two the definition of a unix peer may stand. */
    static final class Sock extends Production {
        private static final int AF_UNIX = 1;
        private static final int AF_INET = 2;
        private static final int CLOSE = 7;
        private static final int LISTEN = 10;
        private static final long DEAD = 1;
        private static final int SOCKET = 0;
        private static final int FAMILY = 1;
        private static final int DIRECTORY = 2;

        Sock() {
            super("SOCK", RecordType.SOCKET, RecordType.SOCKET_UNIX, RecordType.SOCKET_INET);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case SOCKET:
                    return RecordType.SOCKET;
                case FAMILY:
                    return (in.count() & 1) != 0 ? RecordType.SOCKET_UNIX : RecordType.SOCKET_INET;
                default:
                    return RecordType.STRING;
            }
        }

        /** The count holds what is needed later: bit 0 unix, bit 1 has queues, bit 2 a reader would not read them. */
        @Override
        int consume(ImageParser in) {
            if (in.state() == SOCKET) {
                in.state(FAMILY);
                int family = in.u16(in.fields().sockFamily);
                int state = in.u8(in.fields().sockState);
                boolean queues = state != LISTEN && (in.u64(in.fields().sockFlags) & DEAD) == 0;
                if (queues && in.format().dialect().atLeast(Dialect.V23_RC1)) {
                    queues = in.u8(in.fields().sockHasBuffers) != 0;
                }
                in.count((family == AF_UNIX ? 1 : 0)
                        | (queues ? 2 : 0)
                        | (queues && family == AF_INET && state == CLOSE ? 4 : 0));
                if (family != AF_UNIX && family != AF_INET) {
                    in.damage(
                            Damage.Kind.UNKNOWN_SOCKET_FAMILY,
                            "SOCKET has the unknown family " + family + " (known are 1 AF_UNIX and 2 AF_INET)");
                    return end(in);
                }
                return MORE;
            }
            if (in.state() == FAMILY && in.type() == RecordType.SOCKET_UNIX && hasDirectory(in)) {
                in.state(DIRECTORY);
                return MORE;
            }
            if (in.state() == DIRECTORY) {
                in.role(Role.SOCKET_CWD);
            }
            return end(in);
        }

        /** Whether the socket was bound to a relative path, so that the directory of the bind follows. */
        private static boolean hasDirectory(ImageParser in) {
            if (in.u32(in.fields().unixLaddrLen) <= 2) {
                return false;
            }
            int first = in.u8(in.fields().unixLaddrPath);
            return first != 0 && first != '/';
        }

        private static int end(ImageParser in) {
            if ((in.count() & 2) != 0) {
                in.deferred().add(in.definition(), false, (in.count() & 4) != 0);
            }
            return DONE;
        }
    }

    /** The receive queue and the write queue of one socket. */
    static final class Queues extends Production {
        Queues() {
            super("socket queues", RecordType.SOCKET_QUEUE);
        }

        @Override
        RecordType expected(ImageParser in) {
            return RecordType.SOCKET_QUEUE;
        }

        @Override
        int consume(ImageParser in) {
            in.role(in.state() == 0 ? Role.RECEIVE_QUEUE : Role.WRITE_QUEUE);
            in.state(in.state() + 1);
            long buffers = in.u32(in.fields().skbCount);
            if (buffers == 0) {
                return partDone(in);
            }
            in.push(in.grammar().queue);
            in.count(buffers);
            return MORE;
        }

        @Override
        int partDone(ImageParser in) {
            return in.state() == 2 ? DONE : MORE;
        }
    }

    /** The socket buffers of one queue: each has its linear bytes and perhaps fragments with a raw page each. */
    static final class Queue extends Production {
        private static final int HEAD = 0;
        private static final int BYTES = 1;
        private static final int FRAGMENTS = 2;

        Queue() {
            super("socket queue", RecordType.SOCKET_BUFFER, RecordType.SOCKET_FRAG);
        }

        /** The fragments that are left stand above bit 32 of the count, the buffers that are left below. */
        private static long fragments(ImageParser in) {
            return in.count() >>> 32;
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case HEAD:
                    return RecordType.SOCKET_BUFFER;
                case BYTES:
                    return RecordType.BUFFER;
                default:
                    return RecordType.SOCKET_FRAG;
            }
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == HEAD) {
                long fragments = in.fields().skbFragments < 0 ? 0 : in.u16(in.fields().skbFragments);
                in.count(in.count() & 0xffffffffL | fragments << 32);
                in.state(BYTES);
                return MORE;
            }
            if (in.state() == BYTES) {
                in.role(Role.SOCKET_DATA);
            } else {
                in.count(in.count() - (1L << 32));
                in.rawPage();
            }
            if (fragments(in) > 0) {
                in.state(FRAGMENTS);
                return MORE;
            }
            in.count(in.count() - 1);
            in.state(HEAD);
            return in.count() == 0 ? DONE : MORE;
        }

        @Override
        boolean skipTo(ImageParser in, RecordType type) {
            if (type == RecordType.SOCKET_BUFFER && (in.count() & 0xffffffffL) > 0) {
                in.state(HEAD);
            }
            return type == expected(in);
        }
    }
}
