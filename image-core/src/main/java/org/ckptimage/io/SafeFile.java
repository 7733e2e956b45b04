package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Writes a file so that its name always stands for a whole file: the old one or the new one, whatever fails in between.
 *
 * <p>The new contents go into a neighbour {@code .NAME.ckpt-XXXX}, which is forced to disk and renamed. It is created
 * with mode 0600, or the mode of the file that it replaces, so nobody else can look into it at any moment. A failure or
 * a signal removes it; what a killed process leaves behind, the next one removes.
 *
 * <p>A target that is no regular file (a FIFO, {@code /dev/stdout}) cannot be replaced and is streamed to.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class SafeFile {
    private SafeFile() {}

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Contents {
        /**
         * Writes everything to the channel, which the caller closes.
         *
         * @throws IOException if writing fails; the target then stays as it is
         */
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    /**
     * Writes or replaces a file. A symbolic link is followed, and what it points to replaced.
     *
     * @throws IOException if that fails; the target is then as it was
     */
    public static void write(Path target, Contents contents) throws IOException {
        checkNotNull(target, "target");
        checkNotNull(contents, "contents");
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                contents.writeTo(channel);
            }
            return;
        }
        Path place = followLinks(target);
        Path folder = place.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "there is no folder " + folder);
        }
        Journal.finish(place);
        Neighbour.removeLeftBehind(place);
        replace(place, folder, contents);
    }

    /** The file that a chain of links ends at; it need not exist. */
    static Path followLinks(Path target) throws IOException {
        Path at = target;
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == 40) {
                throw new FileSystemException(target.toString(), null, "too many symbolic links");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        return at;
    }

    private static void replace(Path place, Path folder, Contents contents) throws IOException {
        try (Neighbour neighbour = new Neighbour(place);
                FileChannel channel = neighbour.create();
                WriteBack writeBack = WriteBack.of(channel)) {
            if (Files.exists(place)) {
                likeBefore(place, neighbour.path());
            }
            contents.writeTo(channel);
            writeBack.finish();
            // Still locked, so that nobody takes it for left behind.
            Files.move(neighbour.path(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        }
    }

    /** Owner and group as before, where we may, and the mode as before. */
    private static void likeBefore(Path old, Path replacement) throws IOException {
        PosixFileAttributes before = Files.readAttributes(old, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(replacement, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.owner().equals(before.owner()) || !now.group().equals(before.group())) {
                view.setOwner(before.owner());
                view.setGroup(before.group());
            }
        } catch (IOException e) {
            // Only root may give files away. The mode alone then decides who can read it, as for every new file.
            view.setPermissions(Neighbour.PRIVATE);
            return;
        }
        view.setPermissions(before.permissions());
    }

    /** Makes a rename survive a crash; not every file system lets a folder be forced. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }
}
