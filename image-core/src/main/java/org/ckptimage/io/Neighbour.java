package org.ckptimage.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
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
 * The file {@code .NAME.ckpt-XXXX} beside another one, into which that one's new contents go. Closing it removes it,
 * and so does a signal that ends the JVM; one that a killed process left is known by nobody's holding a lock on it.
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
     * Creates it, with mode 0600, and locks it for as long as the channel is open. Whoever looks for files that were
     * left behind may take it for one before it is locked; then it is made again.
     *
     * @throws IOException if the name exists already, be it as a link to elsewhere
     */
    synchronized FileChannel create() throws IOException {
        while (!ended) {
            FileChannel channel = FileChannel.open(
                    path,
                    EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(PRIVATE));
            if (lock(channel) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return channel;
            }
            channel.close();
            delete(path);
        }
        throw new InterruptedIOException("ended by a signal");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM is looking at it.
            return false;
        }
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
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(path);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            // Removed while it is locked, so that its maker cannot believe to have it.
            if (lock(channel)) {
                delete(path);
            }
        } catch (IOException e) {
            // Somebody else's, or gone by now.
            return;
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
