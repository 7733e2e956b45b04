package org.ckptimage.cli;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said of arguments that make no sense: a line on what is wrong, and one on what to do.
 *
 * @param message what is wrong
 * @param hint what may have been meant, and where to read on
 */
record WrongUsage(String message, String hint) {
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
    private static final Pattern INVALID = Pattern.compile(
            "Invalid value for (?:option '([^']+)'|positional parameter at index \\S+)(?: \\(([^)]+)\\))?: (.*)");
    private static final Pattern CHOICE =
            Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was ('.*')");
    private static final Pattern NO_INT = Pattern.compile(" is not an int$");

    /** Puts picocli's finding into words. */
    static WrongUsage of(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        List<String> unmatched = line.getUnmatchedArguments();
        // A misspelt option comes first: what else is missing may be missing because of it.
        if (!unmatched.isEmpty()
                && (wrong instanceof UnmatchedArgumentException || wrong instanceof MissingParameterException)) {
            return ofUnmatched(line, unmatched);
        }
        if (wrong instanceof MissingParameterException missing) {
            return new WrongUsage(missing(missing), seeHelp(line.getCommandSpec()));
        }
        String message = wrong.getMessage().lines().findFirst().orElse("wrong usage");
        return new WrongUsage(invalid(message), seeHelp(line.getCommandSpec()));
    }

    /** A word where the name of a command was wanted. */
    static WrongUsage ofCommand(CommandLine root, String name) {
        if (new File(name).exists()) {
            return new WrongUsage(
                    "'" + name + "' is a file, where the name of a command was wanted",
                    "what is it? ckpt info; would it restart? ckpt check; all else: " + seeHelp(root.getCommandSpec()));
        }
        return new WrongUsage(
                "unknown command '" + name + "'",
                didYouMean(OtherNames.meaning(name, root.getSubcommands().keySet()), root));
    }

    private static WrongUsage ofUnmatched(CommandLine line, List<String> unmatched) {
        String first = unmatched.stream()
                .filter(WrongUsage::looksLikeOption)
                .findFirst()
                .orElse(unmatched.get(0));
        CommandSpec command = line.getCommandSpec();
        if (looksLikeOption(first)) {
            String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            return command.parent() == null && name.startsWith("--") && isOptionOfCommand(line, name)
                    ? new WrongUsage("option '" + name + "' must stand behind the name of a command", seeHelp(command))
                    : new WrongUsage("unknown option '" + name + "'", suggestion(line, name));
        }
        if (command.parent() == null) {
            return ofCommand(line, first);
        }
        return new WrongUsage("'" + first + "' is one argument too many", seeHelp(command));
    }

    private static boolean isOptionOfCommand(CommandLine root, String name) {
        return root.getSubcommands().values().stream()
                .anyMatch(command -> command.getCommandSpec().findOption(name) != null);
    }

    private static boolean looksLikeOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1;
    }

    /** The options that picocli thinks were meant. */
    private static String suggestion(CommandLine line, String word) {
        String meant = new UnmatchedArgumentException(line, List.of(word))
                .getSuggestions().stream()
                        .filter(name -> name.startsWith("-"))
                        .limit(3)
                        .collect(Collectors.joining(" or "));
        return didYouMean(Optional.of(meant).filter(names -> !names.isEmpty()), line);
    }

    private static String didYouMean(Optional<String> meant, CommandLine line) {
        String help = seeHelp(line.getCommandSpec());
        return meant.map(names -> "did you mean " + names + "? If not, " + help).orElse(help);
    }

    /** A value that an option or parameter cannot have: picocli names constants of Java, users type small letters. */
    private static String invalid(String message) {
        Matcher invalid = INVALID.matcher(message);
        if (!invalid.matches()) {
            return message;
        }
        String name = invalid.group(1) == null ? invalid.group(2) : invalid.group(1);
        Matcher choice = CHOICE.matcher(invalid.group(3));
        return choice.matches()
                ? name + " is " + oneOf(choice.group(1)) + ", not " + choice.group(2)
                : name + ": " + NO_INT.matcher(invalid.group(3)).replaceFirst(" is no number");
    }

    /** {@code pipe or file}. */
    private static String oneOf(String constants) {
        String names = constants.toLowerCase(Locale.ROOT);
        int last = names.lastIndexOf(", ");
        return last < 0 ? names : names.substring(0, last) + " or " + names.substring(last + 2);
    }

    /** Names all that picocli's sentence names; its list has only the first. */
    private static String missing(MissingParameterException missing) {
        List<String> labels = QUOTED.matcher(missing.getMessage())
                .results()
                .map(match -> match.group(1))
                .toList();
        if (missing.getMessage().contains("parameter for option")) {
            return labels.get(0) + " needs a value: "
                    + missing.getMissing().get(0).paramLabel();
        }
        return labels.isEmpty()
                ? missing.getMessage()
                : String.join(" and ", labels) + (labels.size() > 1 ? " are missing" : " is missing");
    }

    private static String seeHelp(CommandSpec command) {
        return "see " + command.qualifiedName() + " --help";
    }
}
