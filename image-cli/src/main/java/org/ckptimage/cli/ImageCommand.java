package org.ckptimage.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.io.ImageIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A command that looks into one image: opens it, shows something, and says on standard error what is wrong with it.
 * Every exit status of such a command comes from here.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class ImageCommand implements Callable<Integer> {
    private final Streams streams;
    private final Failures failures;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", description = "A checkpoint image; - reads standard input.")
    private String name;

    @Mixin
    private ImageInput input = new ImageInput();

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

    /**
     * Refuses options that do not go together, before any image is opened.
     *
     * @throws IOException if a file that an option names cannot be read
     */
    void checkOptions() throws IOException {}

    /**
     * Does what must be done before the image is opened.
     *
     * @return whether that was all there is to do
     */
    boolean isDoneBeforeOpening() throws IOException {
        return false;
    }

    /** Answers without an image; the options for which that is said have {@code help = true}. */
    int withoutImage() {
        throw usage("Missing required parameter: 'IMAGE'");
    }

    /** What a message about damage adds. */
    String aboutDamage() {
        return "shown is what can be read";
    }

    /** What was given as the image. */
    final String imageName() {
        return name;
    }

    /** The exit status for an image that is damaged, or that ends too early, when all that was asked for was done. */
    int statusOfBadImage() {
        return ExitStatus.BAD_IMAGE;
    }

    /** Whether the command itself says what is wrong with the image. */
    boolean saysWhatIsWrong() {
        return false;
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
        if (name == null) {
            return withoutImage();
        }
        try {
            checkOptions();
        } catch (IOException e) {
            return failures.report("", e);
        }
        int status;
        try {
            if (isDoneBeforeOpening()) {
                return ExitStatus.FINE;
            }
        } catch (ParameterException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            return failures.report(shownName(), e);
        }
        try (Image image = input.open(streams, name)) {
            try {
                show(image);
                // What is gone from a mapped file reads as zeros, and nobody may have noticed.
                image.source().checkIntact();
                status = ExitStatus.FINE;
            } catch (IOException | RuntimeException | Error e) {
                // What was shown up to here comes first.
                streams.out().flush();
                if (e instanceof ParameterException wrong) {
                    throw wrong;
                }
                int failed = failures.report(shownName(), reason(image, e));
                if (e instanceof Refusal && !saysWhatIsWrong()) {
                    // What is not there may stand in the part that is missing.
                    judge(image);
                }
                return failed;
            }
            streams.out().flush();
            return saysWhatIsWrong() ? status : Math.max(status, judge(image));
        } catch (ParameterException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            return failures.report(shownName(), e);
        }
    }

    /** A failure, or that the file shrank, which then is the reason of any. */
    private static Throwable reason(Image image, Throwable failure) {
        try {
            image.source().checkIntact();
            return failure;
        } catch (ImageIOException shrunk) {
            return shrunk;
        }
    }

    /** The image's name as it was given. */
    final String name() {
        return name;
    }

    final ImageInput input() {
        return input;
    }

    final boolean readsStdin() {
        return ImageInput.isStdin(name);
    }

    final String shownName() {
        return ImageInput.shown(name);
    }

    /** Says what follows the image, and what is wrong with it. */
    private int judge(Image image) {
        failures.sayWhatFollows(shownName(), image);
        if (image.damageCount() > 0) {
            Damage first = image.damages().get(0);
            int more = image.damageCount() - 1;
            failures.say(
                    shownName(),
                    first + (more > 0 ? " (and " + Numbers.count(more, "more place") + ")" : "") + "; "
                            + aboutDamage());
            return statusOfBadImage();
        }
        if (!image.isComplete()) {
            failures.say(shownName(), "the image is not complete; " + aboutDamage());
            return statusOfBadImage();
        }
        return ExitStatus.FINE;
    }
}
