package org.ckptimage.format;

/** The kinds of communication that a socket offers (SOCKET.sock.type). */
public enum SocketType {
    STREAM(1),
    DGRAM(2),
    RAW(3),
    SEQPACKET(5);

    private static final SocketType[] VALUES = values();

    private final int number;

    SocketType(int number) {
        this.number = number;
    }

    /** The value of SOCKET.sock.type. */
    public int number() {
        return number;
    }

    /** The type with this number, or null: an image may hold any. */
    public static SocketType of(long number) {
        for (SocketType type : VALUES) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }
}
