package org.ckptimage.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckptimage.check.Errno;
import org.ckptimage.check.Finding;
import org.ckptimage.image.Image;
import org.ckptimage.io.Journal;
import org.ckptimage.json.view.HandOverJson;
import org.ckptimage.json.view.PlanJson;
import org.ckptimage.record.Printable;
import org.ckptimage.rewrite.Consequence;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.HandOver;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;
import org.ckptimage.rewrite.StreamRewrite;
import picocli.CommandLine.Option;

/** A command that changes an image: prints what will change, then writes the result. */
abstract class EditCommand extends ImageCommand {
    /** As repair says that there is nothing to mend; the result is written all the same, and is a copy. */
    private static final String NOTHING = "there is nothing to change";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = "--in-place",
            description =
                    "Change the image itself where it stands, if nothing in it moves. A crash leaves no mix of old"
                            + " and new: IMAGE.ckpt-journal then lies beside it, and the next run completes the"
                            + " change.")
    private boolean inPlace;

    @Option(
            names = "--stream",
            description =
                    "Write on while reading, without a copy of what comes through a pipe. Takes only edits that need"
                            + " no look-ahead. If it fails, with any status but 0, throw the result away.")
    private boolean stream;

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

    /** The same, of a rewrite while streaming. */
    void prepare(StreamRewrite rewrite) {}

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
        if (stream && (inPlace || dryRun || json || handOver != null || input().hasOffset())) {
            throw usage("--stream goes with none of --in-place, --dry-run, --json, --handover, --at");
        }
        if (handOver != null
                && (Destination.isSameFile(handOver, imageName())
                        || Destination.isSameFile(handOver, target)
                        || Destination.isStdout(handOver))) {
            throw usage("--handover needs a file of its own, neither the image nor the result");
        }
    }

    /** What an option says. Bytes that are no UTF-8 reach Java as U+FFFD, and what they were is lost. */
    final <T> T read(String option, String text, Function<String, T> reader) {
        if (text.indexOf('\ufffd') >= 0) {
            throw usage(option + ": '" + text
                    + "' has bytes that are no UTF-8; say each of them as ckpt files prints it, with x and two digits");
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
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
    boolean isDoneBeforeOpening() throws IOException {
        if (!dryRun && !readsStdin() && Journal.finish(ImageInput.path(imageName()))) {
            failures().say(imageName(), "a change in place that was interrupted has been completed");
        }
        if (stream) {
            stream();
        }
        return stream;
    }

    /** Lets the image pass. What changes is said as it happens. */
    private void stream() throws IOException {
        boolean toStderr = Destination.isStdout(target);
        Output log = toStderr ? new Output(streams().err(), false) : out();
        AtomicInteger changes = new AtomicInteger();
        StreamRewrite rewrite = StreamRewrite.of(edits(null)).telling(consequence -> {
            changes.incrementAndGet();
            print(consequence, log);
        });
        input().dialect().ifPresent(rewrite::as);
        prepare(rewrite);
        try (ReadableByteChannel source = input().stream(streams(), imageName())) {
            new Destination(streams(), target).write(-1, (channel, listener) -> rewrite.run(source, channel));
            if (changes.get() == 0) {
                log.line(NOTHING);
            }
        } finally {
            log.flush();
        }
    }

    private static void print(Consequence consequence, Output log) {
        try {
            log.line(consequence.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void show(Image image) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        edits(image).forEach(rewrite::add);
        prepare(rewrite);
        RewritePlan plan = rewrite.plan();
        if (inPlace) {
            refuseInPlace(plan.whyNotInPlace());
            refuseInPlace(Journal.whyNot(ImageInput.path(imageName())));
        }
        boolean toStdout = !dryRun && !inPlace && Destination.isStdout(target);
        print(plan, toStdout);
        if (!dryRun) {
            // First: without it the result would be of no use.
            writeHandOver(plan);
            write(plan);
        }
    }

    private void refuseInPlace(Optional<String> reason) {
        if (reason.isPresent()) {
            throw new Refusal(reason.get() + "; say -o " + imageName() + " to have the whole file written anew");
        }
    }

    private void print(RewritePlan plan, boolean toStderr) throws IOException {
        Output out = toStderr ? new Output(streams().err(), false) : out();
        if (json) {
            PlanJson.write(plan, out);
        } else {
            if (plan.consequences().isEmpty()) {
                out.line(NOTHING);
            }
            for (Consequence consequence : plan.consequences()) {
                out.line(consequence.toString());
            }
            for (HandOver handOver : plan.handOvers()) {
                out.line("after the restart, hand over descriptor "
                        + handOver.descriptor().number() + " as " + targets(handOver));
            }
            out.line("the result has " + Numbers.count(plan.size(), "byte")
                    + plan.report().first().map(this::whyNot).orElse(", and would restart"));
        }
        out.flush();
    }

    /** By what a restart of the result would end, and where to read on if the result is a file. */
    private String whyNot(Finding first) {
        String file = inPlace ? imageName() : target;
        String advice = "";
        if (!dryRun && !Destination.isStdout(file)) {
            advice = "; see ckpt check " + file + (first.mend().isPresent() ? ", or ckpt repair " + file : "");
        }
        String error = first.errno().map(Errno::name).orElse("a crash");
        return Printable.of(", and would not restart: " + first.rule().id() + " " + error + " at offset "
                + first.stopOffset() + advice);
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
