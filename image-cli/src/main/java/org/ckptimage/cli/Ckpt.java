package org.ckptimage.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command itself: knows its subcommands, and says how it is used. */
@Command(
        name = "ckpt",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into checkpoint images of Linux-CR, and changes them before restart.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:All is well.",
            "1:The image is bad, or the answer is no, or a change is refused.",
            "2:Wrong usage.",
            "3:Input, output, memory: whatever lies outside of the image."
        },
        footer = {
            "What is this file, and would it restart?",
            "  ckpt info job.ckpt",
            "  ckpt check job.ckpt",
            "How is a command used?",
            "  ckpt help rewrite"
        })
final class Ckpt implements Callable<Integer> {
    private static final int USAGE_WIDTH = 80;

    /** In the order of the help text. */
    private static final List<String> SUBCOMMANDS = List.of(
            "info",
            "ps",
            "files",
            "mem",
            "records",
            "object",
            "check",
            "needs",
            "target",
            "diff",
            "json",
            "encode",
            "rewrite",
            "substitute",
            "repair",
            "completion",
            "help");

    /** Those that speak of the others. */
    private static final Set<String> NEED_ALL = Set.of("completion", "help");

    @Spec
    private CommandSpec spec;

    private Ckpt() {}

    /** Runs the command and gives its exit status. Throws nothing. */
    static int run(Streams streams, String... args) {
        try {
            int status = commandLine(streams, args).execute(args);
            if (status != ExitStatus.TROUBLE) {
                // Help and version; a command has flushed, and said what went wrong.
                streams.out().flush();
            }
            return status;
        } catch (IOException | RuntimeException | Error e) {
            return new Failures(streams).report("", e);
        }
    }

    /**
     * Only the subcommand that is asked for: reading the annotations of all of them takes longer than most commands.
     */
    private static List<String> wanted(String... args) {
        return args.length > 0 && SUBCOMMANDS.contains(args[0]) && !NEED_ALL.contains(args[0])
                ? List.of(args[0])
                : SUBCOMMANDS;
    }

    private static Callable<Integer> subcommand(String name, Streams streams) {
        return switch (name) {
            case "info" -> new InfoCommand(streams);
            case "ps" -> new PsCommand(streams);
            case "files" -> new FilesCommand(streams);
            case "mem" -> new MemCommand(streams);
            case "records" -> new RecordsCommand(streams);
            case "object" -> new ObjectCommand(streams);
            case "check" -> new CheckCommand(streams);
            case "needs" -> new NeedsCommand(streams);
            case "target" -> new TargetCommand(streams);
            case "repair" -> new RepairCommand(streams);
            case "diff" -> new DiffCommand(streams);
            case "json" -> new JsonCommand(streams);
            case "encode" -> new EncodeCommand(streams);
            case "rewrite" -> new RewriteCommand(streams);
            case "substitute" -> new SubstituteCommand(streams);
            case "completion" -> new CompletionCommand(streams);
            case "help" -> new HelpCommand(streams);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The footer of a command is its examples. */
    private static void showExamples(CommandLine line) {
        line.getCommandSpec().usageMessage().footerHeading("%nExamples:%n");
        line.getSubcommands().values().forEach(Ckpt::showExamples);
    }

    /** The command with all its subcommands, or only the one that the arguments ask for. */
    static CommandLine commandLine(Streams streams, String... args) {
        CommandLine line = new CommandLine(new Ckpt());
        for (String command : wanted(args)) {
            line.addSubcommand(subcommand(command, streams));
        }
        showExamples(line);
        line.setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8)));
        line.setErr(new PrintWriter(streams.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(streams.style().colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(USAGE_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, all) -> new Failures(streams).report(WrongUsage.of(wrong)));
        line.setExecutionExceptionHandler((e, failed, parsed) -> new Failures(streams).report("", e));
        return line;
    }

    /** Without a subcommand: how the command is used, as an error. */
    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return ExitStatus.USAGE;
    }
}
