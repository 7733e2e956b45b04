package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.ckptimage.format.Dialect;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.Journal;
import org.ckptimage.io.StreamCheck;
import picocli.CommandLine.Option;

/** How images are opened: from a file or standard input, from some offset on, as some dialect. */
final class ImageInput {
    private static final String STDIN = "-";

    @Option(
            names = "--at",
            paramLabel = "OFFSET",
            converter = Offset.class,
            description = "Where the image begins in the file, in bytes; decimal or 0x...")
    private Long at;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            converter = DialectName.class,
            description = "Read it as this dialect, whatever it says: v18, v19-rc2, v20, v21, v23-rc1, v23-rc1-pids,"
                    + " v23 or v23-3.0.")
    private Dialect dialect;

    static boolean isStdin(String name) {
        return name.equals(STDIN);
    }

    /** What messages call an image. */
    static String shown(String name) {
        return isStdin(name) ? "<stdin>" : name;
    }

    /** Opens an image; {@code -} is standard input. */
    Image open(Streams streams, String name) throws IOException {
        OpenOptions options = new OpenOptions(at == null ? 0 : at, Optional.ofNullable(dialect));
        return Image.open(source(streams, name, options.streamCheck()), options);
    }

    /** Opens the image as a stream; {@code -} is standard input. */
    ReadableByteChannel stream(Streams streams, String name) throws IOException {
        if (isStdin(name)) {
            return Channels.newChannel(streams.in());
        }
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** The dialect that was given. */
    Optional<Dialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    /** The options as they are typed behind another command. */
    String words() {
        return (at == null ? "" : " --at " + at) + (dialect == null ? "" : " --dialect " + dialect.id());
    }

    boolean hasOffset() {
        return at != null;
    }

    private static ByteSource source(Streams streams, String name, StreamCheck check) throws IOException {
        if (!isStdin(name)) {
            return open(streams, name, check);
        }
        try (Progress progress = Progress.ofBytes(streams, "Reading")) {
            return ByteSource.spool(progress.watch(Channels.newChannel(streams.in())), shown(name), check);
        }
    }

    /** Opens a file, then says if what is read is not quite what is in it: only now its journal is known as whole. */
    static ByteSource open(Streams streams, String name, StreamCheck check) throws IOException {
        Path path = path(name);
        ByteSource source = ByteSource.open(path, check);
        if (Journal.isPending(path)) {
            new Failures(streams)
                    .say(
                            name,
                            "a change in place was interrupted; this is the image as it will be when it is completed,"
                                    + " by ckpt rewrite --in-place");
        }
        return source;
    }

    /** The folder that an option names. */
    static Path folder(String option, String name) throws IOException {
        Path folder = path(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        String problem = Files.exists(folder) ? "this is no folder" : "there is no such folder";
        throw new OptionFailure(option + " " + name, new IOException(problem));
    }

    /** A path; one that cannot even be said does not exist. */
    static Path path(String name) throws IOException {
        if (name.isEmpty()) {
            // To Java it would be the current folder.
            throw new FileSystemException("", null, "'' is no name of a file; is a variable of the shell empty?");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw (IOException) new NoSuchFileException(name).initCause(e);
        }
    }
}
