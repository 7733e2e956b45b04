package org.ckptimage.format;

/**
 * The states of a socket's network side (SOCKET.sock.state). Unix and UDP sockets use ESTABLISHED, CLOSE and LISTEN.
 */
public enum SockState {
    ESTABLISHED,
    SYN_SENT,
    SYN_RECV,
    FIN_WAIT1,
    FIN_WAIT2,
    TIME_WAIT,
    CLOSE,
    CLOSE_WAIT,
    LAST_ACK,
    LISTEN,
    CLOSING;

    private static final SockState[] VALUES = values();

    /** The value of SOCKET.sock.state: 1 to 11. */
    public int number() {
        return ordinal() + 1;
    }

    /** The state with this number, or null: an image may hold any. */
    public static SockState of(long number) {
        return number >= 1 && number <= VALUES.length ? VALUES[(int) number - 1] : null;
    }
}
