package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The address of a unix socket: nothing, a path, or an abstract name, which is any bytes.
 *
 * @param kind which of the three
 * @param name the path without its NUL, or the abstract name without the NUL before it; a view of the image
 */
public record UnixAddress(Kind kind, ByteBuf name) {
    private static final int FAMILY = 2;

    /** The kinds of unix addresses. */
    public enum Kind {
        UNNAMED,
        ABSTRACT,
        PATH
    }

    /**
     * The address in the first bytes of a sun_path.
     *
     * @param length of the address, the 2 bytes of its family included; taken for less if {@code path} has less
     * @param path the bytes of sun_path
     */
    public static UnixAddress of(long length, ByteBuf path) {
        int bytes = (int) Math.min(Math.max(0, length - FAMILY), path.readableBytes());
        if (bytes == 0) {
            return new UnixAddress(Kind.UNNAMED, Unpooled.EMPTY_BUFFER);
        }
        ByteBuf used = path.slice(path.readerIndex(), bytes);
        if (used.getByte(used.readerIndex()) == 0) {
            return new UnixAddress(Kind.ABSTRACT, used.slice(1, bytes - 1));
        }
        return new UnixAddress(Kind.PATH, used.slice(0, new Text(used).length()));
    }

    /** Whether this is a path that does not begin at the root. */
    public boolean isRelativePath() {
        return kind == Kind.PATH && name.isReadable() && name.getByte(name.readerIndex()) != '/';
    }

    /** The bytes of {@link #toString}, of which not all need be UTF-8. */
    public Text printed() {
        if (kind == Kind.UNNAMED) {
            return Text.withNul("*");
        }
        ByteBuf bytes = Unpooled.buffer(name.readableBytes() + 1);
        if (kind == Kind.ABSTRACT) {
            bytes.writeByte('@');
        }
        for (int i = name.readerIndex(); i < name.writerIndex(); i++) {
            byte b = name.getByte(i);
            bytes.writeByte(b == 0 ? '@' : b);
        }
        return new Text(bytes);
    }

    /**
     * As ss(8) prints it: {@code *} unnamed, {@code @name} abstract, else the path. NULs in an abstract name come out
     * as {@code @}.
     */
    @Override
    public String toString() {
        String text = name.toString(StandardCharsets.UTF_8);
        return switch (kind) {
            case UNNAMED -> "*";
            case ABSTRACT -> "@" + text.replace('\0', '@');
            case PATH -> text;
        };
    }
}
