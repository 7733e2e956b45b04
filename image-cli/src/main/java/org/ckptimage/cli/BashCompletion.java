package org.ckptimage.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script that teaches bash: commands, options and known values; where there are none, bash offers file names. */
final class BashCompletion {
    private final CommandSpec root;
    private final StringBuilder script = new StringBuilder();

    private BashCompletion(CommandSpec root) {
        this.root = root;
    }

    static String of(CommandSpec root) {
        return new BashCompletion(root).write();
    }

    private String write() {
        lines(
                "# bash completion for ckpt. For this shell: source <(ckpt completion bash)",
                "_ckpt() {",
                "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} words=",
                "    # --option=value comes as three words.",
                "    if [ \"$cur\" = = ]; then",
                "        cur=",
                "    elif [ \"$prev\" = = ]; then",
                "        prev=${COMP_WORDS[COMP_CWORD - 2]}",
                "    fi",
                "    if [ \"$COMP_CWORD\" = 1 ]; then",
                "        words='" + join(Stream.concat(names(), optionNames(root))) + "'",
                "    else",
                "        case ${COMP_WORDS[1]} in");
        for (CommandLine command : Completion.commands(root)) {
            command(command.getCommandSpec());
        }
        lines(
                "        esac",
                "    fi",
                "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))",
                "}",
                "complete -o bashdefault -o default -F _ckpt ckpt");
        return script.toString();
    }

    private void command(CommandSpec command) {
        lines("            " + command.name() + ")", "                case $prev in");
        for (OptionSpec option : Completion.options(command)) {
            if (Completion.takesValue(option)) {
                String values = String.join(" ", Completion.values(option));
                lines("                    " + String.join(" | ", option.names()) + ") words='" + values + "' ;;");
            }
        }
        lines(
                "                    *)",
                "                        case $cur in",
                "                            -*) words='" + join(optionNames(command)) + "' ;;");
        String values = join(
                command.positionalParameters().stream().flatMap(parameter -> valuesOf(command, parameter).stream()));
        if (!values.isEmpty()) {
            lines("                            *) words='" + values + "' ;;");
        }
        lines(
                "                        esac",
                "                        ;;",
                "                esac",
                "                ;;");
    }

    /** What help speaks of is a command. */
    private List<String> valuesOf(CommandSpec command, PositionalParamSpec parameter) {
        return parameter.paramLabel().equals("COMMAND")
                ? names().filter(name -> !name.equals(command.name())).toList()
                : Completion.values(parameter);
    }

    private Stream<String> names() {
        return Completion.commands(root).stream().map(CommandLine::getCommandName);
    }

    private static Stream<String> optionNames(CommandSpec command) {
        return Completion.options(command).stream().flatMap(option -> Stream.of(option.names()));
    }

    private static String join(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    private void lines(String... lines) {
        for (String line : lines) {
            script.append(line).append('\n');
        }
    }
}
