package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckptimage.image.Image;
import org.ckptimage.io.Journal;
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
    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = "--in-place",
            description =
                    "Change the image itself where it stands, if nothing in it moves. A crash leaves no mix of old"
                            + " and new: IMAGE.ckpt-journal then lies beside it, and the next run completes the change.")
    private boolean inPlace;

    @Option(
            names = "--handover",
            paramLabel = "FILE",
            description = "Where to write, as JSON, which descriptors must be handed over to whom.")
    private String handOver;

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
        if (target == null && !inPlace && !dryRun) {
            throw usage("where shall the result go? Say -o FILE, -o - for standard output, --in-place or --dry-run");
        }
        if (inPlace && target != null) {
            throw usage("--in-place changes the image itself; leave out -o");
        }
        if (inPlace && readsStdin()) {
            throw usage("--in-place needs a file, standard input cannot be changed");
        }
        if (handOver != null
                && (Destination.isSameFile(handOver, imageName())
                        || Destination.isSameFile(handOver, target)
                        || Destination.isStdout(handOver))) {
            throw usage("--handover needs a file of its own, neither the image nor the result");
        }
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

    /** What an earlier run began is completed before anything new. */
    @Override
    void beforeOpening() throws IOException {
        if (!dryRun && !readsStdin() && Journal.finish(ImageInput.path(imageName()))) {
            failures().say(imageName(), "a change in place that was interrupted has been completed");
        }
    }

    @Override
    void show(Image image) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        edits(image).forEach(rewrite::add);
        prepare(rewrite);
        RewritePlan plan = rewrite.plan();
        if (inPlace) {
            plan.whyNotInPlace().ifPresent(reason -> {
                throw new Refusal(reason + "; say -o " + imageName() + " to have the whole file written anew");
            });
        }
        boolean toStdout = !dryRun && !inPlace && Destination.isStdout(target);
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
        if (inPlace) {
            writeInPlace(plan);
        } else {
            new Destination(streams(), target).write(plan.size(), plan::writeTo);
        }
    }

    private void writeInPlace(RewritePlan plan) throws IOException {
        try {
            plan.writeInPlace(ImageInput.path(imageName()));
        } catch (IOException e) {
            boolean begun = Journal.isPending(ImageInput.path(imageName()));
            throw new WriteFailure(imageName(), e, begun ? "the next run completes the change" : "nothing was changed");
        }
    }

    private void writeHandOver(RewritePlan plan) throws IOException {
        if (handOver != null) {
            new Destination(streams(), handOver)
                    .write(0, (channel, listener) -> HandOverJson.write(plan, Channels.newOutputStream(channel)));
        }
    }
}
