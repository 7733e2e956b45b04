package org.ckptimage.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ckptimage.format.AccessMode;

/**
 * What takes the place of an open file: something that the restarting kernel opens by name. A value.
 *
 * <p>The kernel compares the mode of what it opened with the mode in the image and refuses a difference, so the kind of
 * the new file must be known when the image is written.
 */
public final class Replacement {

    /** What the name stands for on the machine of the restart. */
    public enum Kind {
        /** A regular file. */
        REGULAR(true, false),
        /** A directory. */
        DIRECTORY(true, false),
        /** A named pipe; it must exist. */
        FIFO(false, true),
        /** A device that cannot seek: a terminal, the console. */
        CHARACTER_DEVICE(false, true),
        /** One of /dev/null, /dev/zero and the like, which take any position and cannot be polled. */
        NULL_DEVICE(true, false);

        private final boolean seekable;
        private final boolean pollable;

        Kind(boolean seekable, boolean pollable) {
            this.seekable = seekable;
            this.pollable = pollable;
        }

        /** Whether it has a position. */
        public boolean isSeekable() {
            return seekable;
        }

        /** Whether an epoll set can watch it. */
        public boolean isPollable() {
            return pollable;
        }
    }

    private final Kind kind;
    private final String path;
    private final AccessMode access;
    private final Long position;

    private Replacement(Kind kind, String path, AccessMode access, Long position) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > 4095 || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path has 1 to 4095 bytes and no NUL, this one has " + bytes);
        }
        this.kind = kind;
        this.path = path;
        this.access = access;
        this.position = position;
    }

    /**
     * The file of that name: one of the null devices if the name says so, else a regular file. Access, flags and
     * position stay those of the old file.
     */
    public static Replacement file(String path) {
        boolean device = path.equals("/dev/null")
                || path.equals("/dev/zero")
                || path.equals("/dev/random")
                || path.equals("/dev/urandom");
        return of(device ? Kind.NULL_DEVICE : Kind.REGULAR, path);
    }

    /** Something of a given kind. */
    public static Replacement of(Kind kind, String path) {
        return new Replacement(kind, path, null, null);
    }

    /** The same, opened for other access than the old file was. */
    public Replacement access(AccessMode newAccess) {
        return new Replacement(kind, path, newAccess, position);
    }

    /** The same, at a given position in bytes. */
    public Replacement position(long newPosition) {
        return new Replacement(kind, path, access, newPosition);
    }

    /** What the name stands for. */
    public Kind kind() {
        return kind;
    }

    /** The name, as the restarting tasks see it. */
    public String path() {
        return path;
    }

    /** The access, if it is not the old file's. */
    public Optional<AccessMode> access() {
        return Optional.ofNullable(access);
    }

    /** The position in bytes, if it is not the old file's. */
    public Optional<Long> position() {
        return Optional.ofNullable(position);
    }

    /**
     * The mode that a kernel gives a file of this kind when it opens it.
     *
     * @return FILE.f_mode: 1 read, 2 write, 4 seek, 8 pread, 16 pwrite [experiments.md 4]
     */
    long mode(AccessMode opened) {
        long access = opened == AccessMode.READ_ONLY ? 1 : opened == AccessMode.WRITE_ONLY ? 2 : 3;
        switch (kind) {
            case FIFO:
                return access;
            case CHARACTER_DEVICE:
                return 3;
            default:
                return access | 0x1c;
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
