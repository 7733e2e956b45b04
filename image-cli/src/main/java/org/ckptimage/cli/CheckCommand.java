package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Severity;
import org.ckptimage.image.Image;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.json.view.CheckJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ckpt check}: whether images would restart. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Would it restart? If not, why, and where",
        description = {
            "Walks over each image as a restart does, and tells whether it would succeed, what stops it first, and"
                    + " everything else that is wrong. Reads no contents of pages.",
            "Exit status 0: all would restart; 1: one would not."
        },
        footer = {
            "Would it restart?",
            "  ckpt check job.ckpt",
            "One line for each of many:",
            "  ckpt check -q job.ckpt broken.ckpt",
            "On another machine, described there by ckpt target >there.json:",
            "  ckpt check job.ckpt --target there.json",
            "What does a rule mean?",
            "  ckpt check --explain R130"
        })
final class CheckCommand implements Callable<Integer> {
    private final Streams streams;
    private final Failures failures;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "Checkpoint images; - reads standard input.")
    private List<String> names = List.of();

    @Mixin
    private ImageInput input = new ImageInput();

    @Mixin
    private RestartOptions restart = new RestartOptions();

    @Option(names = "--strict", description = "Take it for a failure if state would be lost without an error.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "One line an image: the verdict.")
    private boolean quiet;

    @Option(names = "--json", description = "As JSON: an object, or with several images one a line.")
    private boolean json;

    @Option(
            names = "--explain",
            paramLabel = "RULE",
            description = "Explain a rule, as R107, or a mend, as W01, and do nothing else.")
    private String explain;

    CheckCommand(Streams streams) {
        this.streams = streams;
        this.failures = new Failures(streams);
    }

    @Override
    public Integer call() {
        if (explain != null) {
            return explain();
        }
        if (names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "which image shall be checked?");
        }
        restart.checkInput(names);
        CheckOptions options;
        try {
            options = restart.read(streams);
        } catch (IOException e) {
            return failures.report(restart.targetName(), e);
        }
        int worst = ExitStatus.FINE;
        for (String name : names) {
            worst = Math.max(worst, check(name, options));
        }
        return worst;
    }

    private int explain() {
        String id = RuleText.id(explain)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), RuleText.unknown(explain)));
        try {
            RuleText.explain(id, streams.out(), streams.style());
            return ExitStatus.FINE;
        } catch (IOException e) {
            return failures.report("", e);
        }
    }

    private int check(String name, CheckOptions options) {
        String shown = ImageInput.shown(name);
        try (Image image = input.open(streams, name)) {
            CheckReport found = MappedFaults.guard(image.source(), () -> Checker.check(image, options));
            CheckReport report = strict ? strictly(found) : found;
            if (json && names.size() > 1) {
                CheckJson.writeLine(shown, report, streams.out());
            } else if (json) {
                CheckJson.write(shown, report, streams.out());
            } else {
                CheckText text = new CheckText(streams.out(), streams.style());
                text.verdict(shown, report);
                if (!quiet) {
                    text.rest(report);
                }
                if (!quiet && !ImageInput.isStdin(name)) {
                    text.next("ckpt repair " + name + input.words() + restart.words() + " -o FILE", report);
                }
            }
            streams.out().flush();
            failures.sayWhatFollows(shown, image);
            return report.verdict() == CheckReport.Verdict.RESTARTS ? ExitStatus.FINE : ExitStatus.BAD_IMAGE;
        } catch (IOException | RuntimeException | Error e) {
            return failures.report(shown, e);
        }
    }

    /** A loss counts like an error. */
    private static CheckReport strictly(CheckReport report) {
        if (report.verdict() != CheckReport.Verdict.RESTARTS || !report.has(Severity.LOSS)) {
            return report;
        }
        return new CheckReport(
                CheckReport.Verdict.FAILS,
                report.findings().stream().filter(CheckCommand::isLoss).findFirst(),
                report.findings(),
                report.findingCount(),
                report.trailingBytes(),
                report.assumptions());
    }

    private static boolean isLoss(Finding finding) {
        return finding.severity() == Severity.LOSS;
    }
}
