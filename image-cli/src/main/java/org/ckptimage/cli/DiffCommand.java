package org.ckptimage.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Difference;
import org.ckptimage.compare.Differences;
import org.ckptimage.compare.PageRuns;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.DiffJson;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ckpt diff}: two images by meaning. Its exit status is that of diff(1): 3 is trouble of any kind. */
@Command(
        name = "diff",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        header = "What two images do not have in common",
        description =
                "Compares what a restart would make of two images: object numbers, order and nesting do not count.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:They are the same.",
            "1:They are not the same.",
            "2:Wrong usage.",
            "3:Trouble; also an image that cannot be read."
        },
        footer = {
            "Did a rewrite change only what it should?",
            "  ckpt diff job.ckpt edited.ckpt",
            "For a program to read:",
            "  ckpt diff --json job.ckpt edited.ckpt"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final String NOT_COMPARED = "they are not compared";

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "An image; - reads standard input.")
    private String left;

    @Parameters(index = "1", paramLabel = "B", description = "Another; - if A is not.")
    private String right;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--all",
            description = "Also what a restart does not look at: times, kernel versions, positions in pipes.")
    private boolean all;

    DiffCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (ImageInput.isStdin(left) && ImageInput.isStdin(right)) {
            throw new ParameterException(spec.commandLine(), "standard input can be only one of the images");
        }
        Failures failures = new Failures(streams);
        String open = left;
        try (Image first = new ImageInput().open(streams, left)) {
            open = right;
            try (Image second = new ImageInput().open(streams, right)) {
                Differences differences = all ? Comparison.ofAll(first, second) : Comparison.of(first, second);
                print(differences);
                failures.sayWhatFollows(ImageInput.shown(left), first, NOT_COMPARED);
                failures.sayWhatFollows(ImageInput.shown(right), second, NOT_COMPARED);
                return differences.isEmpty() ? ExitStatus.FINE : DIFFERENT;
            }
        } catch (ImageFormatException e) {
            failures.report(ImageInput.shown(open), e);
            return ExitStatus.TROUBLE;
        } catch (IOException | RuntimeException | Error e) {
            return failures.report(ImageInput.shown(open), e);
        }
    }

    private void print(Differences differences) throws IOException {
        Output out = streams.out();
        if (json) {
            DiffJson.write(differences, out);
        } else if (!differences.isEmpty()) {
            out.line("--- " + Printable.of(ImageInput.shown(left)));
            out.line("+++ " + Printable.of(ImageInput.shown(right)));
            for (Difference difference : differences) {
                print(difference, out);
            }
        }
        out.flush();
    }

    private static void print(Difference difference, Output out) throws IOException {
        out.line("@@ " + Printable.of(difference.path()) + " @@");
        if (difference.left().isPresent()) {
            out.line("-" + Printable.of(difference.left().get()));
        }
        if (difference.right().isPresent()) {
            out.line("+" + Printable.of(difference.right().get()));
        }
        if (difference.pages().isPresent()) {
            for (PageRuns.Run run : difference.pages().get().runs()) {
                out.line(" pages " + run);
            }
        }
    }
}
