package org.ckptimage.format;

/** The states of a socket's file side (SOCKET.socket.state). */
public enum SocketState {
    FREE,
    UNCONNECTED,
    CONNECTING,
    CONNECTED,
    DISCONNECTING;

    private static final SocketState[] VALUES = values();

    /** The value of SOCKET.socket.state: 0 to 4. */
    public int number() {
        return ordinal();
    }

    /** The state with this number, or null: an image may hold any. */
    public static SocketState of(long number) {
        return number >= 0 && number < VALUES.length ? VALUES[(int) number] : null;
    }
}
