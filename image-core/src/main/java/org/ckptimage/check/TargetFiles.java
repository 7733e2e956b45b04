package org.ckptimage.check;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks names of the image up below the target's root directory. */
final class TargetFiles {
    /** What opening a name gives, as far as positions go. */
    enum Kind {
        /** Not known: no target, or nothing there. */
        UNKNOWN,
        /** A regular file or directory. */
        POSITIONED,
        /** A FIFO or terminal. */
        STREAM
    }

    private final Optional<Path> root;

    TargetFiles(Restart restart) {
        this(restart.target().flatMap(Target::root));
    }

    TargetFiles(Optional<Path> root) {
        this.root = root;
    }

    boolean canLookUp() {
        return root.isPresent();
    }

    /** The place of a name below the root, symbolic links left to the file system; empty where nothing can be told. */
    Optional<Path> find(String name) {
        if (root.isEmpty() || !name.startsWith("/") || name.startsWith("/proc/")) {
            return Optional.empty();
        }
        try {
            Path below = Path.of("/" + name).normalize();
            return Optional.of(root.get().resolve(below.toString().substring(1)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The error that opening a name fails with. */
    Optional<Errno> lookUp(String name) {
        return find(name).filter(path -> !Files.exists(path)).map(path -> Errno.ENOENT);
    }

    /** The error that changing to a directory fails with. */
    Optional<Errno> lookUpDirectory(String name) {
        return find(name)
                .filter(path -> !Files.isDirectory(path))
                .map(path -> Files.exists(path) ? Errno.ENOTDIR : Errno.ENOENT);
    }

    /** The bytes of a regular file. */
    Optional<Long> size(String name) {
        return find(name).filter(Files::isRegularFile).map(path -> path.toFile().length());
    }

    Kind kind(String name) {
        Path path = find(name).orElse(null);
        if (path == null || !Files.exists(path)) {
            return Kind.UNKNOWN;
        }
        return Files.isRegularFile(path) || Files.isDirectory(path) ? Kind.POSITIONED : Kind.UNKNOWN;
    }
}
