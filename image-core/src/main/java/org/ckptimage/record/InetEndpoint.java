package org.ckptimage.record;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address and a port.
 *
 * @param address its four bytes, the first one highest: 127.0.0.1 is 0x7f000001
 * @param port 0 to 65535
 */
public record InetEndpoint(int address, int port) {

    /** Whether this is any address and no port, which stands for none. */
    public boolean isUnset() {
        return address == 0 && port == 0;
    }

    /** As Java's own address. */
    public InetSocketAddress toSocketAddress() {
        byte[] bytes = {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are always an address", e);
        }
    }

    /** {@code 127.0.0.1:80}. */
    @Override
    public String toString() {
        return addressText(address) + ":" + port;
    }

    /** {@code 127.0.0.1}. */
    static String addressText(int address) {
        return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }
}
