package org.ckptimage.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** Which file a path led to, and when that was last written to. */
final class FileStamp {
    /** Of a file without a name, which nobody else can write to. */
    static final FileStamp NONE = new FileStamp(null, null, null);

    private final Path path;
    private final Object key;
    private final FileTime modified;

    private FileStamp(Path path, Object key, FileTime modified) {
        this.path = path;
        this.key = key;
        this.modified = modified;
    }

    static FileStamp of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileStamp(path, attributes.fileKey(), attributes.lastModifiedTime());
    }

    /** Whether the same file has been written to since. Of one that has another name now, or none, nobody can tell. */
    boolean isOutdated() {
        if (path == null) {
            return false;
        }
        try {
            FileStamp now = of(path);
            return Objects.equals(key, now.key) && !modified.equals(now.modified);
        } catch (IOException e) {
            return false;
        }
    }
}
