package org.ckptimage.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script that teaches zsh: as for bash, with what each command and option does beside it. */
final class ZshCompletion {
    private final CommandSpec root;
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion(CommandSpec root) {
        this.root = root;
    }

    static String of(CommandSpec root) {
        return new ZshCompletion(root).write();
    }

    private String write() {
        lines(
                "#compdef ckpt",
                "# zsh completion for ckpt: a file _ckpt in a folder of $fpath, or source <(ckpt completion zsh)",
                "_ckpt() {",
                "    local curcontext=$curcontext state line ret=1",
                "    local -a commands",
                "    commands=(");
        for (CommandLine command : Completion.commands(root)) {
            String purpose = command.getCommandSpec().usageMessage().header()[0];
            lines("        " + quoted(command.getCommandName() + ":" + purpose));
        }
        lines("    )", "    _arguments -C \\");
        Completion.options(root).forEach(this::option);
        lines(
                "        '1:command:->command' \\",
                "        '*::argument:->argument' && ret=0",
                "    case $state in",
                "        command) _describe command commands && ret=0 ;;",
                "        argument)",
                "            curcontext=${curcontext%:*:*}:ckpt-$line[1]:",
                "            case $line[1] in");
        for (CommandLine command : Completion.commands(root)) {
            command(command.getCommandSpec());
        }
        lines(
                "            esac",
                "            ;;",
                "    esac",
                "    return ret",
                "}",
                "# Loaded by compinit, this file is the function itself.",
                "if [ \"$funcstack[1]\" = _ckpt ]; then",
                "    _ckpt \"$@\"",
                "else",
                "    compdef _ckpt ckpt",
                "fi");
        return script.toString();
    }

    private void command(CommandSpec command) {
        lines("                " + command.name() + ")", "    _arguments -S \\");
        Completion.options(command).forEach(this::option);
        List<PositionalParamSpec> parameters = command.positionalParameters();
        for (int i = 0; i < parameters.size(); i++) {
            PositionalParamSpec parameter = parameters.get(i);
            String place = parameter.arity().max() > 1 ? "*" : String.valueOf(i + 1);
            lines("        " + quoted(place + ":" + parameter.paramLabel() + ":" + action(parameter)) + " \\");
        }
        lines("        && ret=0", "    ;;");
    }

    private void option(OptionSpec option) {
        String purpose = option.description().length == 0 ? "" : option.description()[0];
        String explained =
                "[" + purpose.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") + "]";
        // Several times, unless it says once: zsh would no longer offer it.
        String times = option.isMultiValue() ? "*" : "";
        for (String name : option.names()) {
            String value = Completion.takesValue(option)
                    ? ":" + option.paramLabel().replace(":", "\\:") + ":" + action(option)
                    : "";
            String glue = value.isEmpty() || !name.startsWith("--") ? "" : "=";
            lines("        " + quoted(times + name + glue + explained + value) + " \\");
        }
    }

    private String action(ArgSpec argument) {
        if (argument.paramLabel().equals("COMMAND")) {
            return Completion.commands(root).stream()
                    .map(CommandLine::getCommandName)
                    .collect(Collectors.joining(" ", "(", ")"));
        }
        List<String> values = Completion.values(argument);
        return values.isEmpty() ? "_files" : "(" + String.join(" ", values).replace(":", "\\:") + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void lines(String... lines) {
        for (String line : lines) {
            script.append(line).append('\n');
        }
    }
}
