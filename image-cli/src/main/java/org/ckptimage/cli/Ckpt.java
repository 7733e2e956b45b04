package org.ckptimage.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.ckptimage.record.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself: knows its subcommands, and says how it is used. */
@Command(
        name = "ckpt",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into checkpoint images of Linux-CR, and changes them before restart.",
        footer = {
            "",
            "Exit status: 0 all is well; 1 the image is bad, or does not have what was asked for; 2 wrong usage;"
                    + " 3 input, output, or anything else outside of the image."
        })
final class Ckpt implements Callable<Integer> {
    private static final int USAGE_WIDTH = 100;

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
            "repair");

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

    /** Only the subcommand that is asked for: reading the annotations of all of them takes longer than most commands. */
    private static List<String> wanted(String... args) {
        return args.length > 0 && SUBCOMMANDS.contains(args[0]) ? List.of(args[0]) : SUBCOMMANDS;
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
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static CommandLine commandLine(Streams streams, String... args) {
        CommandLine line = new CommandLine(new Ckpt());
        for (String command : wanted(args)) {
            line.addSubcommand(subcommand(command, streams));
        }
        line.setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8)));
        line.setErr(new PrintWriter(streams.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(streams.style().colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(USAGE_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, all) -> wrongUsage(streams, wrong));
        line.setExecutionExceptionHandler((e, failed, parsed) -> new Failures(streams).report("", e));
        return line;
    }

    /** Says in two lines what is wrong with the arguments, and where to read on. */
    private static int wrongUsage(Streams streams, ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        new Failures(streams).say("", firstLine(wrong.getMessage()));
        List<String> suggestions =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String hint = suggestions.isEmpty()
                ? "see " + line.getCommandSpec().qualifiedName() + " --help"
                : "did you mean " + String.join(" or ", suggestions) + "?";
        streams.err().println("ckpt: " + Printable.of(hint));
        return ExitStatus.USAGE;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("wrong usage");
    }

    /** Without a subcommand: how the command is used, as an error. */
    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return ExitStatus.USAGE;
    }
}
