package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.ckptimage.io.SafeFile;
import org.ckptimage.io.TransferListener;

/** Where a result goes: a file, which is written safely, or standard output. What {@code -o} names. */
final class Destination {
    private static final String STDOUT = "-";
    private static final Set<String> STDOUT_NAMES = Set.of(STDOUT, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    private final Streams streams;
    private final String name;

    /** @param name as it was given to the command */
    Destination(Streams streams, String name) {
        this.streams = streams;
        this.name = name;
    }

    /** A result that can be written to a channel. */
    @FunctionalInterface
    interface Contents {
        void writeTo(WritableByteChannel channel, TransferListener listener) throws IOException;
    }

    /** Whether a name means standard output, whatever it is called. */
    static boolean isStdout(String name) {
        return STDOUT_NAMES.contains(name);
    }

    /** Whether it is the same file as another one that was named; standard input and output are none. */
    static boolean isSameFile(String one, String other) {
        if (one == null || other == null || isStdout(one) || isStdout(other)) {
            return false;
        }
        try {
            Path first = ImageInput.path(one);
            Path second = ImageInput.path(other);
            return Files.exists(first) && Files.exists(second)
                    ? Files.isSameFile(first, second)
                    : first.toAbsolutePath()
                            .normalize()
                            .equals(second.toAbsolutePath().normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes a result.
     *
     * @param size its bytes, for the bar that shows how far it has come
     * @throws Output.Failure if standard output cannot be written to
     * @throws WriteFailure if the file cannot be written; it is then as it was before
     */
    void write(long size, Contents contents) throws IOException {
        try (Progress progress = Progress.ofWriting(streams, size)) {
            if (isStdout(name)) {
                streams.out().pour(channel -> contents.writeTo(channel, progress::at));
            } else {
                writeFile(channel -> contents.writeTo(channel, progress::at));
            }
        }
    }

    private void writeFile(SafeFile.Contents contents) throws WriteFailure {
        try {
            if (name.endsWith("/")) {
                // A path drops the slash, and would name a file.
                throw new FileSystemException(
                        name,
                        null,
                        Files.isDirectory(ImageInput.path(name)) ? "is a directory" : "there is no such folder");
            }
            SafeFile.write(ImageInput.path(name), contents);
        } catch (IOException e) {
            throw new WriteFailure(name, e);
        }
    }
}
