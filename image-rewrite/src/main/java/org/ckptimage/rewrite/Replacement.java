package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.AccessMode;

/**
 * What takes the place of an open file. A value.
 *
 * <p>The kernel compares the mode of what it opened with the mode in the image and refuses a difference, so the kind of
 * the new file must be known when the image is written.
 */
public final class Replacement {

    /** What the new file is on the machine of the restart. */
    public enum Kind {
        /** A regular file, reopened by name. */
        REGULAR,
        /** A directory. */
        DIR,
        /** A named pipe; it must exist. */
        FIFO,
        /** A device that cannot seek: a terminal, the console. */
        CHARDEV,
        /** One of /dev/null, /dev/zero and the like, which take any position and cannot be polled. */
        NULL_DEVICE,
        /** An end of a new, empty pipe whose other end is closed. */
        PIPE,
        /** A new eventfd. */
        EVENTFD;

        /** Whether it is opened by a name. */
        public boolean hasName() {
            return this != PIPE && this != EVENTFD;
        }

        /** Whether it has a position. */
        public boolean isSeekable() {
            return this == REGULAR || this == DIR || this == NULL_DEVICE;
        }

        /** Whether an epoll set can watch it. */
        public boolean isPollable() {
            return !isSeekable();
        }

        /** The name in options: regular, dir, fifo, chardev, pipe, eventfd. */
        public String id() {
            return this == NULL_DEVICE ? CHARDEV.id() : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> NULL_DEVICES =
            Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

    private final Kind kind;
    private final String path;
    private final long count;
    private final AccessMode access;
    private final Set<String> flags;
    private final Position position;

    private Replacement(Kind kind, String path, long count, AccessMode access, Set<String> flags, Position position) {
        this.kind = kind;
        this.path = path;
        this.count = count;
        this.access = access;
        this.flags = flags;
        this.position = position;
    }

    /**
     * The file of that name: one of the null devices if the name says so, else a regular file. Access, flags and
     * position stay those of the old file.
     *
     * @throws IllegalArgumentException if the path does not begin with a slash, or is longer than 4095 bytes
     */
    public static Replacement file(String path) {
        checkNotNull(path, "path");
        return named(Kind.REGULAR, path);
    }

    /**
     * Something of a given kind that has a name.
     *
     * @throws IllegalArgumentException if the kind has no name, or the path does not begin with a slash or is longer
     *     than 4095 bytes
     */
    public static Replacement named(Kind kind, String name) {
        checkNotNull(kind, "kind");
        checkNotNull(name, "name");
        if (!kind.hasName()) {
            throw new IllegalArgumentException("a " + kind.id() + " has no name");
        }
        String path = PathText.check(name);
        boolean device = (kind == Kind.REGULAR || kind == Kind.CHARDEV) && NULL_DEVICES.contains(path);
        return new Replacement(device ? Kind.NULL_DEVICE : kind, path, 0, null, null, Position.KEEP);
    }

    /** An end of an empty pipe whose other end is closed: reading gives the end of the file, writing SIGPIPE. */
    public static Replacement emptyPipe() {
        return new Replacement(Kind.PIPE, "", 0, null, null, Position.at(0));
    }

    /** A new eventfd with this counter, an unsigned 32-bit number. */
    public static Replacement eventfd(long counter) {
        if (counter < 0 || counter > 0xfffffffeL) {
            throw new IllegalArgumentException("the counter of an eventfd is 0 to 4294967294, not " + counter);
        }
        return new Replacement(Kind.EVENTFD, "", counter, AccessMode.READ_WRITE, null, Position.at(0));
    }

    /** The same, opened for other access than the old file was. */
    public Replacement access(AccessMode newAccess) {
        checkNotNull(newAccess, "newAccess");
        return new Replacement(kind, path, count, newAccess, flags, position);
    }

    /**
     * The same, with these open flags beside the access mode instead of the old file's.
     *
     * @param newFlags names such as {@code O_APPEND}
     * @throws IllegalArgumentException if one of them is no name of an open flag, or of one for creating a file
     */
    public Replacement flags(Set<String> newFlags) {
        checkNotNull(newFlags, "newFlags");
        return new Replacement(kind, path, count, access, OpenFlags.checked(newFlags), position);
    }

    /** The same, at another position than the old file was. */
    public Replacement position(Position newPosition) {
        checkNotNull(newPosition, "newPosition");
        return new Replacement(kind, path, count, access, flags, newPosition);
    }

    /** What the new file is. */
    public Kind kind() {
        return kind;
    }

    /** The name, as the restarting tasks see it; empty for what has none. */
    public String path() {
        return path;
    }

    /** The counter of an eventfd. */
    public long count() {
        return count;
    }

    /** The access, if it is not the old file's. */
    public Optional<AccessMode> access() {
        return Optional.ofNullable(access);
    }

    /** The open flags beside the access, if they are not the old file's. */
    public Optional<Set<String>> flags() {
        return Optional.ofNullable(flags);
    }

    /** Where the new file is read or written next. */
    public Position position() {
        return position;
    }

    /**
     * The mode that a kernel gives a file of this kind when it opens it.
     *
     * @return FILE.f_mode: 1 read, 2 write, 4 seek, 8 pread, 16 pwrite
     */
    long mode(AccessMode opened) {
        if (kind == Kind.EVENTFD) {
            return 3;
        }
        long access = opened == AccessMode.READ_ONLY ? 1 : opened == AccessMode.WRITE_ONLY ? 2 : 3;
        return kind.isSeekable() ? access | 0x1c : access;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Replacement that
                && kind == that.kind
                && path.equals(that.path)
                && count == that.count
                && access == that.access
                && Objects.equals(flags, that.flags)
                && position.equals(that.position);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, path, count, access, flags, position);
    }

    /** What it is, in words. */
    @Override
    public String toString() {
        return kind.hasName() ? path : kind == Kind.EVENTFD ? "an eventfd at " + count : "an end of an empty pipe";
    }
}
