package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.RepairJson;
import org.ckptimage.record.Printable;
import org.ckptimage.rewrite.repair.Mended;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.rewrite.repair.RepairPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ckpt repair}: mends what would keep an image from restarting. */
@Command(
        name = "repair",
        header = "Mend what would keep it from restarting, and write the result",
        description = {
            "Applies what no restarted task can notice, and what only drops that which no restart could bring back."
                    + " Prints a line for each, with what is lost by it. The image itself stays as it is.",
            "Writes nothing if something that ends a restart is left, and says why it is not mended; with --only,"
                    + " what was asked for is written."
        },
        footer = {
            "What would be mended?",
            "  ckpt repair broken.ckpt --dry-run",
            "Mend it:",
            "  ckpt repair broken.ckpt -o mended.ckpt",
            "Mend what one rule found, and nothing else:",
            "  ckpt repair broken.ckpt --only R130 -o mended.ckpt"
        })
final class RepairCommand extends ImageCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; - is standard output.")
    private String target;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what would be mended, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--only",
            paramLabel = "RULE",
            split = ",",
            description =
                    "Mend nothing but what breaks these rules (R108), or what these mends are for (W01). Notes are"
                            + " mended only when they are named so.")
    private List<String> only = List.of();

    @Option(
            names = "--drop-tasks",
            description = "Cut an image that ends too early back to the last task that is there as a whole.")
    private boolean dropTasks;

    @Option(
            names = "--cut-pipes",
            description = "Cut the unread bytes of pipes to the 16 KiB that surely reach the kernel through a pipe.")
    private boolean cutPipes;

    @Mixin
    private RestartOptions restart = new RestartOptions();

    @Option(names = "--json", description = "Print what is mended as JSON.")
    private boolean json;

    RepairCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() {
        restart.checkInput(List.of(name()));
        rules();
        if (target == null && !dryRun) {
            throw usage("where shall the result go? Say -o FILE, -o - for standard output, or --dry-run");
        }
        if (!dryRun && Destination.isSameFile(target, name())) {
            throw usage("a repair leaves its image as it is: name another file with -o");
        }
    }

    /** What {@code --only} names. */
    private List<String> rules() {
        return only.stream()
                .map(typed -> RuleText.id(typed).orElseThrow(() -> usage(RuleText.unknown(typed))))
                .toList();
    }

    @Override
    boolean saysWhatIsWrong() {
        return true;
    }

    @Override
    void show(Image image) throws IOException {
        CheckOptions options;
        try {
            options = restart.read(streams());
        } catch (IOException e) {
            throw new OptionFailure(restart.targetName(), e);
        }
        Repair repair = Repair.of(image).restartedAs(options).only(rules());
        if (dropTasks) {
            repair.dropTasks();
        }
        if (cutPipes) {
            repair.cutPipes();
        }
        RepairPlan plan = repair.plan();
        boolean writes = !dryRun && (plan.left().isEmpty() || !only.isEmpty());
        print(plan, writes || dryRun, writes && Destination.isStdout(target));
        if (writes) {
            write(plan);
        }
        if (writes || dryRun) {
            sayWhatStays(image, plan);
        }
        if (!plan.left().isEmpty()) {
            String what = writes ? target + " was written, but would not restart" : "nothing was written";
            throw new Refusal((dryRun ? "the result would not restart" : what) + ": "
                    + Numbers.count(plan.left().size(), "fault") + " left, the first is "
                    + plan.left().get(0).finding().rule().id() + " at offset "
                    + plan.left().get(0).finding().offset());
        }
    }

    private void print(RepairPlan plan, boolean hasResult, boolean toStderr) throws IOException {
        Output out = toStderr ? new Output(streams().err(), false) : out();
        if (json) {
            RepairJson.write(shownName(), plan, out);
        } else {
            for (Mended mended : plan.mended()) {
                out.line(Printable.of(mended.toString()));
            }
            if (plan.mended().isEmpty()) {
                out.line(plan.left().isEmpty() ? "there is nothing to mend" : "nothing is mended");
            }
            for (RepairPlan.Left left : plan.left()) {
                out.line(style().red("left: "
                        + Printable.of(left.finding() + "; not mended: " + left.detail() + advice(left.advice()))));
            }
            if (hasResult) {
                out.line("the result has " + Numbers.count(plan.size(), "byte")
                        + (plan.left().isEmpty() ? ", and would restart" : ""));
            }
        }
        out.flush();
    }

    private static String advice(RepairPlan.Advice advice) {
        return switch (advice) {
            case NONE -> "";
            case DROP_TASKS -> "; --drop-tasks allows that";
            case CUT_PIPES -> "; --feed file aligns it for a restart that reads a file, --cut-pipes cuts its data";
        };
    }

    /** What follows an image is dropped, unless --only names other rules. */
    private void sayWhatStays(Image image, RepairPlan plan) throws IOException {
        if (image.trailingBytes() == 0) {
            return;
        }
        try (Image result = plan.open()) {
            if (result.trailingBytes() > 0) {
                failures()
                        .say(
                                shownName(),
                                Numbers.count(result.trailingBytes(), "byte")
                                        + " behind the end of the image stay; R184 drops"
                                        + " them, and --only does not name it");
            }
        }
    }

    private void write(RepairPlan plan) throws IOException {
        new Destination(streams(), target).write(plan.size(), plan::writeTo);
    }
}
