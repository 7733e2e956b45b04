package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Changes bytes of a file where they stand, so that a crash at any moment leaves no mix of old and new.
 *
 * <p>What will change is first written into {@code NAME.ckpt-journal} beside the file (mode 0600, with a checksum,
 * forced to disk before it gets that name); then the file is changed and forced to disk, and the journal removed. From
 * the moment at which the journal has its name the file counts as changed: {@link ByteSource#open} reads it so, and
 * {@link #finish} completes it.
 *
 * <p>Symbolic links are followed, and the journal lies beside the file that they lead to. A file with several names
 * (hard links) is refused: by its other names nobody would find the journal.
 */
public final class Journal {
    private static final String SUFFIX = ".ckpt-journal";
    /** Enough of an image for the time at which it was taken, and for its first tasks. */
    private static final int BEGINNING = 1 << 16;

    private Journal() {}

    /**
     * Where the journal of a file lies.
     *
     * @throws IOException if the links of the path cannot be followed
     */
    public static Path of(Path file) throws IOException {
        checkNotNull(file, "file");
        Path real = SafeFile.followLinks(file);
        return real.resolveSibling(real.getFileName() + SUFFIX);
    }

    /** Whether a change of this file was interrupted, so that {@link #finish} has something to do. */
    public static boolean isPending(Path file) {
        checkNotNull(file, "file");
        try {
            return Files.isRegularFile(file) && isTrusted(of(file), file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether a journal is there, and written by somebody who may change the file: in /tmp anybody can create files.
     */
    private static boolean isTrusted(Path journal, Path file) throws IOException {
        if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Object owner = Files.getAttribute(journal, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return owner.equals(0)
                || owner.equals(Files.getAttribute(file, "unix:uid"))
                || owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** What an interrupted change of a file still has to do, if there was one. */
    static Optional<List<Patch>> pending(Path file, FileChannel channel) throws IOException {
        if (!isPending(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(fitting(of(file), file, channel).patches());
        } catch (NoSuchFileException e) {
            // Who was at it has finished this very moment.
            return Optional.empty();
        }
    }

    private static JournalFile fitting(Path journal, Path file, FileChannel channel) throws IOException {
        JournalFile found = JournalFile.read(journal);
        if (!found.fits(channel)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "the journal " + journal + " was left by a change of another file; if this one took its place,"
                            + " remove the journal");
        }
        return found;
    }

    /**
     * Completes a change that was interrupted.
     *
     * @return whether there was one
     * @throws IOException if that fails; the journal then stays
     */
    public static boolean finish(Path file) throws IOException {
        checkNotNull(file, "file");
        if (!isPending(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(file, channel);
            Path journal = of(file);
            carryOut(fitting(journal, file, channel), channel);
            remove(journal);
            return true;
        }
    }

    /**
     * Changes a file; all of the change is there afterwards, or none.
     *
     * @param patches in the order of their offsets, none overlapping another
     * @throws IOException if the file is no regular file, has several names, does not hold what the patches say, or is
     *     being changed by somebody else; or if writing fails, when the journal may stay, for {@link #finish}
     */
    public static void change(Path file, List<Patch> patches) throws IOException {
        checkNotNull(file, "file");
        checkNotNull(patches, "patches");
        change(file, patches, () -> {});
    }

    /**
     * Changes the file that a source reads, which must not have been changed since it was opened. From then on {@link
     * ByteSource#checkUnchanged} of that source says that it must be opened again.
     *
     * @param patches as there
     * @throws ImageIOException if the file was changed since the source was opened
     * @throws IOException as there
     */
    public static void change(ByteSource source, Path file, List<Patch> patches) throws IOException {
        checkNotNull(source, "source");
        checkNotNull(file, "file");
        checkNotNull(patches, "patches");
        source.checkUnchanged();
        change(file, patches, source instanceof MappedSource mapped ? mapped::changedInPlace : () -> {});
    }

    /** @param begun called when the file counts as changed */
    private static void change(Path file, List<Patch> patches, Runnable begun) throws IOException {
        if (patches.isEmpty()) {
            return;
        }
        mayBeChanged(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(file, channel);
            for (Patch patch : patches) {
                if (!patch.isBefore(read(channel, patch.offset(), patch.before().length))) {
                    throw new FileSystemException(file.toString(), null, "the file was changed while it was read");
                }
            }
            JournalFile content = new JournalFile(channel.size(), beginning(channel, patches), patches);
            Path journal = of(file);
            SafeFile.write(journal, content::writeTo);
            begun.run();
            carryOut(content, channel);
            remove(journal);
        }
    }

    /**
     * Why a file cannot be changed in place, if that is so: it is no regular file, or has several names.
     *
     * @throws IOException if the file cannot be asked
     */
    public static Optional<String> whyNot(Path file) throws IOException {
        checkNotNull(file, "file");
        if (!Files.isRegularFile(file)) {
            return Optional.of("is no regular file, which alone can be changed in place");
        }
        Object names = Files.getAttribute(file, "unix:nlink");
        return names.equals(1)
                ? Optional.empty()
                : Optional.of("has " + names
                        + " names (hard links), and by the others nobody would notice a crash in between");
    }

    private static void mayBeChanged(Path file) throws IOException {
        Optional<String> refusal = whyNot(file);
        if (refusal.isPresent()) {
            throw new FileSystemException(file.toString(), null, refusal.get());
        }
        if (Files.exists(of(file), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "there is a journal " + of(file) + " already");
        }
    }

    /** Keeps other processes from changing the file until the channel is closed. */
    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        }
        throw new FileSystemException(file.toString(), null, "is being changed by another process");
    }

    private static void carryOut(JournalFile journal, FileChannel channel) throws IOException {
        for (Patch patch : journal.patches()) {
            ByteBuffer bytes = ByteBuffer.wrap(patch.after());
            while (bytes.hasRemaining()) {
                channel.write(bytes, patch.offset() + bytes.position());
            }
        }
        channel.force(true);
    }

    private static void remove(Path journal) throws IOException {
        Files.delete(journal);
        SafeFile.force(journal.toAbsolutePath().getParent());
    }

    /**
     * The CRC-32 of a file's beginning, what patches change taken as zeros: it is the same before, between and after.
     */
    static int beginning(FileChannel file, List<Patch> patches) throws IOException {
        byte[] bytes = read(file, 0, (int) Math.min(BEGINNING, file.size()));
        for (Patch patch : patches) {
            for (long at = patch.offset(); at < Math.min(patch.end(), bytes.length); at++) {
                bytes[(int) at] = 0;
            }
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static byte[] read(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("the file ends at " + file.size());
            }
        }
        return bytes.array();
    }
}
