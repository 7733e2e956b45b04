package org.ckptimage.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file {@code .NAME.ckpt-XXXX} beside another one, into which that one's new contents go. Closing it removes it, and
 * so does a signal that ends the JVM; one that a killed process left is known by nobody's holding a lock on it.
 */
final class Neighbour implements AutoCloseable {
    static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final Thread removal = new Thread(this::removeForGood);
    private boolean ended;

    Neighbour(Path place) {
        path = place.resolveSibling(prefix(place) + Long.toString(RANDOM.nextLong() >>> 1, 36));
        Runtime.getRuntime().addShutdownHook(removal);
    }

    private static String prefix(Path place) {
        return "." + place.getFileName() + ".ckpt-";
    }

    Path path() {
        return path;
    }

    /**
     * Creates it, with mode 0600.
     *
     * @throws IOException if the name exists already, be it as a link to elsewhere
     */
    synchronized FileChannel create() throws IOException {
        if (ended) {
            throw new InterruptedIOException("ended by a signal");
        }
        return FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    private synchronized void removeForGood() {
        ended = true;
        delete(path);
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // The hooks are running already, and this one does what it is there for.
            return;
        }
    }

    /** Removes what killed processes left beside a file. */
    static void removeLeftBehind(Path place) throws IOException {
        String prefix = prefix(place);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                place.toAbsolutePath().getParent(),
                path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path path : left) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !isLocked(path)) {
                    delete(path);
                }
            }
        }
    }

    private static boolean isLocked(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Nothing more can be done about it; the next run tries again.
            return;
        }
    }
}
