package org.ckptimage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Collection;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.json.view.TargetJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How and where the image is going to be restarted: what {@code check} and {@code repair} are told alike. */
final class RestartOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "FILE",
            description = "The place of restart, as `ckpt target` describes it in JSON. Without it what depends on the"
                    + " place is assumed to fit, and listed; - reads standard input.")
    private String target;

    @Option(
            names = "--feed",
            paramLabel = "HOW",
            description = "How the kernel gets the image: through a pipe, as restart(1) does (if nothing is said), or"
                    + " from a file.")
    private CheckOptions.Feed feed = CheckOptions.Feed.PIPE;

    @Option(
            names = "--pids",
            paramLabel = "HOW",
            description = "Whether the tasks get new pids (if nothing is said), or keep theirs, as with --pidns.")
    private CheckOptions.Pids pids = CheckOptions.Pids.NEW;

    /**
     * Refuses a target that would come the same way as an image.
     *
     * @throws ParameterException if it does
     */
    void checkInput(Collection<String> images) {
        if (target != null && ImageInput.isStdin(target) && images.stream().anyMatch(ImageInput::isStdin)) {
            throw new ParameterException(
                    spec.commandLine(), "standard input can be only one of the image and the --target");
        }
    }

    /**
     * The options as the checker takes them.
     *
     * @throws IOException if the target's file cannot be read
     * @throws ParameterException if it holds no target
     */
    CheckOptions read(Streams streams) throws IOException {
        CheckOptions options = CheckOptions.DEFAULT.withFeed(feed).withPids(pids);
        if (target == null) {
            return options;
        }
        try (InputStream in =
                ImageInput.isStdin(target) ? streams.in() : Files.newInputStream(ImageInput.path(target))) {
            return options.withTarget(TargetJson.read(in));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--target " + target + ": " + e.getMessage());
        }
    }

    /** The options as they are typed behind another command. */
    String words() {
        return (target == null ? "" : " --target " + target)
                + (feed == CheckOptions.Feed.PIPE ? "" : " --feed file")
                + (pids == CheckOptions.Pids.NEW ? "" : " --pids keep");
    }

    /** The file of the target, or an empty text. */
    String targetName() {
        return target == null ? "" : ImageInput.shown(target);
    }
}
