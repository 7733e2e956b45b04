package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckptimage.image.Image;
import org.ckptimage.io.SafeFile;
import org.ckptimage.json.HandOverJson;
import org.ckptimage.json.PlanJson;
import org.ckptimage.rewrite.Consequence;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.HandOver;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;
import picocli.CommandLine.Option;

/** A command that changes an image: prints what will change, then writes the result. */
abstract class EditCommand extends ImageCommand {
    private static final String STDOUT = "-";
    private static final Set<String> STDOUT_NAMES = Set.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = "--handover",
            paramLabel = "FILE",
            description = "Where to write, as JSON, which descriptors must be handed over to whom.")
    private Path handOver;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what would change, and write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what changes as JSON.")
    private boolean json;

    EditCommand(Streams streams) {
        super(streams);
    }

    /** The edits that were asked for. */
    abstract List<Edit> edits(Image image);

    /** Settings beside the edits. */
    void prepare(Rewrite rewrite) {}

    final boolean writesHandOver() {
        return handOver != null;
    }

    @Override
    void checkOptions() throws IOException {
        if (target == null && !dryRun) {
            throw usage("where shall the result go? Say -o FILE, -o - for standard output, or --dry-run");
        }
        if (handOver != null
                && (isSame(handOver, imageName()) || isSame(handOver, target) || isStdout(handOver.toString()))) {
            throw usage("--handover needs a file of its own, neither the image nor the result");
        }
    }

    private static boolean isSame(Path file, String name) {
        if (name == null || name.equals(STDOUT)) {
            return false;
        }
        Path other = Path.of(name);
        try {
            return Files.exists(file) && Files.exists(other)
                    ? Files.isSameFile(file, other)
                    : file.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a target is standard output, whatever it is called. */
    private static boolean isStdout(String name) {
        return name.equals(STDOUT) || STDOUT_NAMES.contains(name);
    }

    final <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    @Override
    String aboutDamage() {
        return "the damage is in the result too";
    }

    /** The result is there, and no worse than the image was. */
    @Override
    int statusOfBadImage() {
        return ExitStatus.FINE;
    }

    @Override
    void show(Image image) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        edits(image).forEach(rewrite::add);
        prepare(rewrite);
        RewritePlan plan = rewrite.plan();
        boolean toStdout = !dryRun && isStdout(target);
        print(plan, toStdout);
        if (!dryRun) {
            // First: without it the result would be of no use.
            writeHandOver(plan);
            write(plan);
        }
    }

    private void print(RewritePlan plan, boolean toStderr) throws IOException {
        Output out = toStderr ? new Output(streams().err(), false) : out();
        if (json) {
            PlanJson.write(plan, out);
        } else {
            for (Consequence consequence : plan.consequences()) {
                out.line(consequence.toString());
            }
            for (HandOver handOver : plan.handOvers()) {
                out.line("after the restart, hand over descriptor "
                        + handOver.descriptor().number() + " as " + targets(handOver));
            }
            out.line("the result has " + Numbers.count(plan.size(), "byte"));
        }
        out.flush();
    }

    private static String targets(HandOver handOver) {
        return handOver.targets().stream()
                .map(target -> target.pid() + ":" + target.descriptor())
                .collect(Collectors.joining(", "));
    }

    private void write(RewritePlan plan) throws IOException {
        if (isStdout(target)) {
            plan.writeTo(Channels.newChannel(out()));
            out().flush();
            return;
        }
        try {
            plan.writeTo(Path.of(target));
        } catch (IOException e) {
            throw new WriteFailure(target, e);
        }
    }

    private void writeHandOver(RewritePlan plan) throws IOException {
        if (handOver != null) {
            try {
                SafeFile.write(handOver, channel -> HandOverJson.write(plan, Channels.newOutputStream(channel)));
            } catch (IOException e) {
                throw new WriteFailure(handOver.toString(), e);
            }
        }
    }
}
