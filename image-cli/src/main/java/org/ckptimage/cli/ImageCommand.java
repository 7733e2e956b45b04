package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ckptimage.format.Dialect;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A command that looks into one image: opens it, shows something, and says on standard error what is wrong with it. Every
 * exit status of such a command comes from here.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class ImageCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final Streams streams;
    private final Failures failures;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", description = "A checkpoint image; - reads standard input.")
    private String name;

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

    ImageCommand(Streams streams) {
        this.streams = streams;
        this.failures = new Failures(streams);
    }

    /**
     * Shows what was asked for.
     *
     * @throws Refusal if the image does not have it
     */
    abstract void show(Image image) throws IOException;

    /** Refuses options that do not go together, before anything is opened. */
    void checkOptions() {}

    /** The exit status for an image that is damaged, or that ends too early, when all that was asked for was done. */
    int statusOfBadImage() {
        return ExitStatus.BAD_IMAGE;
    }

    final Failures failures() {
        return failures;
    }

    final Streams streams() {
        return streams;
    }

    final Output out() {
        return streams.out();
    }

    final Style style() {
        return streams.style();
    }

    /** Wrong usage that picocli cannot know of. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    @Override
    public final Integer call() {
        checkOptions();
        int status;
        try (Image image = open()) {
            try {
                show(image);
                status = ExitStatus.FINE;
            } catch (IOException | RuntimeException | Error e) {
                // What was shown up to here comes first.
                streams.out().flush();
                if (e instanceof ParameterException wrong) {
                    throw wrong;
                }
                return failures.report(shownName(), e);
            }
            streams.out().flush();
            return Math.max(status, judge(image));
        } catch (ParameterException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            return failures.report(shownName(), e);
        }
    }

    private String shownName() {
        return name.equals(STDIN) ? "<stdin>" : name;
    }

    private Image open() throws IOException {
        OpenOptions options = new OpenOptions(at == null ? 0 : at, Optional.ofNullable(dialect));
        return Image.open(source(), options);
    }

    private ByteSource source() throws IOException {
        if (!name.equals(STDIN)) {
            return ByteSource.open(path());
        }
        try (Progress progress = Progress.ofBytes(streams, "Reading")) {
            return ByteSource.spool(progress.watch(Channels.newChannel(streams.in())), shownName());
        }
    }

    private Path path() throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw (IOException) new NoSuchFileException(name).initCause(e);
        }
    }

    /** Says what is wrong with the image, and what follows it. */
    private int judge(Image image) {
        if (image.trailingBytes() > 0) {
            long behind = image.start() + image.size() - image.trailingBytes();
            failures.say(
                    shownName(),
                    "offset " + Numbers.offset(behind) + ": " + Numbers.count(image.trailingBytes(), "byte")
                            + " behind the end of the image; if another image begins there: --at " + behind);
        }
        if (image.damageCount() > 0) {
            Damage first = image.damages().get(0);
            int more = image.damageCount() - 1;
            failures.say(
                    shownName(),
                    first + (more > 0 ? " (and " + Numbers.count(more, "more place") + ")" : "")
                            + "; shown is what can be read");
            return statusOfBadImage();
        }
        if (!image.isComplete()) {
            failures.say(shownName(), "the image is not complete; shown is what can be read");
            return statusOfBadImage();
        }
        return ExitStatus.FINE;
    }
}
