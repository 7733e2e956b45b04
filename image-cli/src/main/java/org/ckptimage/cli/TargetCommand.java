package org.ckptimage.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ckptimage.check.Target;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.TargetJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ckpt target}: describes a place of restart. */
@Command(
        name = "target",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Describe a place of restart, for check --target",
        description = "Prints in JSON what is known of this machine, or of the one that wrote an image. Members may be"
                + " changed, added and left out: what is not said is assumed to fit.",
        footer = {
            "Describe this machine:",
            "  ckpt target >here.json",
            "Describe the one where an image was taken:",
            "  ckpt target --from job.ckpt >there.json"
        })
final class TargetCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(
            names = "--from",
            paramLabel = "IMAGE",
            description = "The machine that wrote this image: its kernel, constants, architecture and processor state.")
    private String from;

    @Option(names = "--root", paramLabel = "DIR", description = "Where names of the image are looked up.")
    private String root;

    @Mixin
    private ImageInput input = new ImageInput();

    TargetCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        try {
            Target.Builder target = from == null ? ThisMachine.target() : fromImage();
            if (root != null) {
                target.root(ImageInput.folder("--root", root).toAbsolutePath());
            }
            TargetJson.write(target.build(), streams.out());
            streams.out().flush();
            return ExitStatus.FINE;
        } catch (IOException | RuntimeException | Error e) {
            return new Failures(streams)
                    .report(Optional.ofNullable(from).map(ImageInput::shown).orElse(""), e);
        }
    }

    private Target.Builder fromImage() throws IOException {
        try (Image image = input.open(streams, from)) {
            return Target.from(image).toBuilder();
        }
    }
}
