package org.ckptimage.format;

/** The address families that a kernel writes (SOCKET.sock_common.family). */
public enum SocketFamily {
    UNIX(1),
    INET(2),
    /** Described as working in 2010; the grammar of its addresses is not known. */
    INET6(10);

    private static final SocketFamily[] VALUES = values();

    private final int number;

    SocketFamily(int number) {
        this.number = number;
    }

    /** The value of SOCKET.sock_common.family, AF_UNIX and so on. */
    public int number() {
        return number;
    }

    /** The family with this number, or null: an image may hold any. */
    public static SocketFamily of(long number) {
        for (SocketFamily family : VALUES) {
            if (family.number == number) {
                return family;
            }
        }
        return null;
    }
}
