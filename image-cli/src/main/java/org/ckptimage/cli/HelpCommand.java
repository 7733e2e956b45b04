package org.ckptimage.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ckpt help}: how a command is used, with examples. */
@Command(
        name = "help",
        helpCommand = true,
        header = "How a command is used, with examples",
        description = "The same as ckpt COMMAND --help; without COMMAND, all commands.",
        footer = {
            "How are results written?", //
            "  ckpt help rewrite",
            "Which commands are there?",
            "  ckpt help"
        })
final class HelpCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "COMMAND", arity = "0..1", description = "A command.")
    private String name;

    @Parameters(index = "1..*", hidden = true)
    private List<String> more = List.of();

    HelpCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.parent().commandLine();
        if (!more.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "'" + more.get(0) + "' is one argument too many: help is for one command");
        }
        CommandLine wanted = name == null ? root : root.getSubcommands().get(name);
        if (wanted == null) {
            return new Failures(streams).report(WrongUsage.ofCommand(root, name));
        }
        wanted.usage(root.getOut(), root.getColorScheme());
        return ExitStatus.FINE;
    }
}
