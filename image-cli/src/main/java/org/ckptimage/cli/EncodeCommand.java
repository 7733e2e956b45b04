package org.ckptimage.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Severity;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.StreamCheck;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonImageException;
import org.ckptimage.json.PayloadFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ckpt encode}: makes an image of what {@code ckpt json} printed. */
@Command(
        name = "encode",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        header = "Make an image of JSON",
        description = {
            "Makes the image again of which json made JSON, in the tree or the flat form, with whatever was changed in"
                    + " it. Lengths and counts that are left out or \"auto\" are computed; those that contradict are"
                    + " errors. What the result breaks of the rules of a restart is said as warnings, and written all"
                    + " the same."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:The image is written; warnings or not.",
            "1:The JSON is broken, or describes no image. Nothing is written.",
            "2:Wrong usage.",
            "3:Input, output, or anything else outside of the JSON."
        },
        footer = {
            "The image again, from JSON that has everything:",
            "  ckpt encode job.json -o again.ckpt",
            "From JSON without the contents of memory, which stay those of the original:",
            "  ckpt encode edited.json --from job.ckpt -o edited.ckpt"
        })
final class EncodeCommand implements Callable<Integer> {
    private static final String STDIN = "-";
    private static final int MOST_WARNINGS = 10;
    private static final long STEP = 1 << 26;

    private final Streams streams;
    private final Failures failures;

    @Parameters(paramLabel = "JSON", description = "The JSON; - reads standard input.")
    private String name;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "IMAGE",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = "--from",
            paramLabel = "ORIGINAL",
            description = "The image that the JSON was made from: it has the bytes that are not in the JSON.")
    private String from;

    @Spec
    private CommandSpec spec;

    EncodeCommand(Streams streams) {
        this.streams = streams;
        this.failures = new Failures(streams);
    }

    /** Refuses to write over what the image is made of: without it there would be nothing to try again with. */
    private void checkTarget(String input, String what) {
        if (Destination.isSameFile(target, input)) {
            throw new ParameterException(
                    spec.commandLine(), "the image needs a file of its own, not that of " + what + ", " + input);
        }
    }

    @Override
    public Integer call() {
        String shown = ImageInput.shown(name);
        checkTarget(name, "the JSON");
        checkTarget(from, "the original");
        try (Originals originals = new Originals();
                InputStream json = open()) {
            Path file = Destination.isStdout(target) ? null : ImageInput.path(target);
            if (file != null && (Files.isRegularFile(file) || !Files.exists(file))) {
                new Destination(streams, target)
                        .write(
                                0,
                                (channel, listener) -> ImageJson.read(json, (SeekableByteChannel) channel, originals));
                warn(ByteSource.open(file));
            } else {
                pour(json, originals);
            }
            return ExitStatus.FINE;
        } catch (ParameterException e) {
            throw e;
        } catch (WriteFailure e) {
            return report(
                    shown,
                    e.getCause() instanceof JsonImageException || e.getCause() instanceof OptionFailure
                            ? (IOException) e.getCause()
                            : e);
        } catch (IOException | RuntimeException | Error e) {
            return report(shown, e);
        }
    }

    private int report(String shown, Throwable failure) {
        if (failure instanceof JsonImageException bad) {
            failures.say(shown, bad.detail() + advice(bad));
            return ExitStatus.BAD_IMAGE;
        }
        return failures.report(shown, failure);
    }

    private static String advice(JsonImageException bad) {
        return switch (bad.advice()) {
            case NONE -> "";
            case GIVE_ORIGINAL -> "; say --from ORIGINAL, or make the JSON with ckpt json --payload base64";
            case GIVE_SIDECAR -> "; put that file there again";
            case WRITE_ALL -> "; make the JSON without --select";
            case WRITE_JSON -> "; ckpt json makes JSON of it";
        };
    }

    /** Makes the whole image before the first byte of it goes where nothing can be taken back. */
    private void pour(InputStream json, Originals originals) throws IOException {
        try (ByteSource image = ImageJson.read(json, originals, ImageInput.shown(name))) {
            new Destination(streams, target).write(image.size(), (channel, listener) -> {
                for (long at = 0; at < image.size(); at += STEP) {
                    image.transferTo(at, Math.min(STEP, image.size() - at), channel);
                    listener.transferred(at);
                }
            });
            warn(image);
        }
    }

    private InputStream open() throws IOException {
        if (name.equals(STDIN)) {
            return streams.in();
        }
        Path path = ImageInput.path(name);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        return new BufferedInputStream(new NamedInput(Files.newInputStream(path)), 1 << 16);
    }

    /** What fails while it is read is not taken for a failure of what is written. */
    private final class NamedInput extends FilterInputStream {
        NamedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                throw new OptionFailure(name, e);
            }
        }
    }

    /** Says what would be wrong with the image at a restart, or that it is none. */
    private void warn(ByteSource source) throws IOException {
        try (Image image = Image.open(source, OpenOptions.DEFAULT)) {
            CheckReport report = Checker.check(image);
            int said = 0;
            for (Finding finding : report.findings()) {
                if (finding.severity() != Severity.NOTE && said++ < MOST_WARNINGS) {
                    failures.say(shownTarget(), "warning: " + finding);
                }
            }
            if (said > MOST_WARNINGS) {
                failures.say(
                        shownTarget(),
                        "warning: " + Numbers.count(said - MOST_WARNINGS, "more finding") + "; ckpt check shows them");
            }
        } catch (ImageFormatException e) {
            failures.say(shownTarget(), "warning: " + e.detail());
        }
    }

    private String shownTarget() {
        return Destination.isStdout(target) ? "<stdout>" : target;
    }

    /** The files that the JSON refers to. */
    private final class Originals implements PayloadFiles, AutoCloseable {
        private ByteSource original;
        private ByteSource sidecar;

        @Override
        public Optional<ByteSource> original(String named, long offset, boolean references) throws IOException {
            if (from != null) {
                original = open(from, OpenOptions.DEFAULT.at(offset).streamCheck());
            } else if (references) {
                original = openNamed(named);
            }
            return Optional.ofNullable(original);
        }

        @Override
        public Optional<ByteSource> sidecar(String named) throws IOException {
            sidecar = openNamed(named);
            return Optional.of(sidecar);
        }

        /** A file that the JSON names, who knows why: not one that is waited for, or that never ends. */
        private ByteSource openNamed(String named) throws IOException {
            Path path = ImageInput.path(named);
            checkTarget(named, "what the JSON refers to");
            if (Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
                throw new OptionFailure(
                        named, new IOException("is no regular file, as what the JSON refers to must be"));
            }
            return open(named, StreamCheck.NONE);
        }

        private ByteSource open(String named, StreamCheck check) throws IOException {
            try {
                return ImageInput.open(streams, named, check);
            } catch (IOException e) {
                throw new OptionFailure(named, e);
            }
        }

        @Override
        public void close() throws IOException {
            if (original != null) {
                original.close();
            }
            if (sidecar != null) {
                sidecar.close();
            }
        }
    }
}
