package org.ckptimage.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ckptimage.image.Image;
import org.ckptimage.json.PlanJson;
import org.ckptimage.record.Printable;
import org.ckptimage.rewrite.Consequence;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt rewrite}: deletes, replaces and closes open files. */
@Command(
        name = "rewrite",
        header = "Delete, replace or close open files, and write the result",
        description = {
            "Prints what will change, then writes the changed image. The image itself may be the target: it is"
                    + " replaced only when the new one is whole.",
            "SEL selects open files: 12 (object number), 278:3 (pid:fd), /path/* (* stops at /, ** does not),"
                    + " type:tty, std:278, task:278."
        })
final class RewriteCommand extends ImageCommand {
    private static final String STDOUT = "-";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = "--delete",
            paramLabel = "SEL",
            description = "Delete the files everywhere: descriptors, watches, what belongs to them.")
    private List<String> deletions = List.of();

    @Option(
            names = "--replace",
            paramLabel = "SEL=[KIND:]ARG",
            description = "Put another file in the place of the files. KIND is regular (if none is said), dir, fifo,"
                    + " chardev with a path, pipe without, or eventfd with a counter. Behind it may stand"
                    + " ,flags=rw+append and ,pos=keep|zero|end|clamp|N.")
    private List<String> replacements = List.of();

    @Option(
            names = "--close",
            paramLabel = "PID:FD",
            description = "Close one descriptor; the file goes with it if nothing else refers to it.")
    private List<String> closings = List.of();

    @Option(
            names = "--mapped",
            paramLabel = "WHAT",
            description =
                    "What to do with files that are mapped: refuse (if nothing is said), keep them for the mappings"
                            + " when deleting, or replace them for the mappings too.")
    private MappedFiles mapped = MappedFiles.REFUSE;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Where the files of the restart lie, for pos=end|clamp.")
    private Path root;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what would change, and write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what changes as JSON.")
    private boolean json;

    private final List<Edit> edits = new ArrayList<>();

    RewriteCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() {
        if (target == null && !dryRun) {
            throw usage("where shall the result go? Say -o FILE, -o - for standard output, or --dry-run");
        }
        for (String text : deletions) {
            edits.add(new Edit.DeleteFiles(read(text, EditText::selector), mapped));
        }
        for (String text : replacements) {
            List<String> parts = read(text, EditText::split);
            edits.add(new Edit.ReplaceFiles(
                    read(parts.get(0), EditText::selector), read(parts.get(1), EditText::replacement), mapped));
        }
        for (String text : closings) {
            edits.add(read(text, EditText::descriptor));
        }
    }

    private <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /** The result is there, and no worse than the image was. */
    @Override
    int statusOfBadImage() {
        return ExitStatus.FINE;
    }

    @Override
    void show(Image image) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        edits.forEach(rewrite::add);
        if (root != null) {
            rewrite.filesBelow(root);
        }
        RewritePlan plan = rewrite.plan();
        boolean toStdout = !dryRun && target.equals(STDOUT);
        print(plan, toStdout);
        if (!dryRun) {
            write(plan);
        }
    }

    private void print(RewritePlan plan, boolean toStderr) throws IOException {
        Output out = toStderr ? new Output(streams().err(), false) : out();
        if (json) {
            PlanJson.write(plan, out);
        } else {
            for (Consequence consequence : plan.consequences()) {
                out.line(Printable.of(consequence.toString()));
            }
            out.line("the result has " + Numbers.count(plan.size(), "byte"));
        }
        out.flush();
    }

    private void write(RewritePlan plan) throws IOException {
        if (target.equals(STDOUT)) {
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
}
