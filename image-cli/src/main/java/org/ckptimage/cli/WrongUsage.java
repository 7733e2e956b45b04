package org.ckptimage.cli;

import java.io.File;
import java.util.List;
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
        return new WrongUsage(message, seeHelp(line.getCommandSpec()));
    }

    /** A word where the name of a command was wanted. */
    static WrongUsage ofCommand(CommandLine root, String name) {
        if (new File(name).exists()) {
            return new WrongUsage(
                    "'" + name + "' is a file, where the name of a command was wanted",
                    "what is it? ckpt info; would it restart? ckpt check; all else: " + seeHelp(root.getCommandSpec()));
        }
        return new WrongUsage("unknown command '" + name + "'", suggestion(root, name, ""));
    }

    private static WrongUsage ofUnmatched(CommandLine line, List<String> unmatched) {
        String first = unmatched.stream()
                .filter(WrongUsage::looksLikeOption)
                .findFirst()
                .orElse(unmatched.get(0));
        CommandSpec command = line.getCommandSpec();
        if (looksLikeOption(first)) {
            String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            return new WrongUsage("unknown option '" + name + "'", suggestion(line, name, "-"));
        }
        if (command.parent() == null) {
            return ofCommand(line, first);
        }
        return new WrongUsage("'" + first + "' is one argument too many", seeHelp(command));
    }

    private static boolean looksLikeOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1;
    }

    /** What picocli thinks was meant: only options for an option, only commands for a command. */
    private static String suggestion(CommandLine line, String word, String prefix) {
        String meant = new UnmatchedArgumentException(line, List.of(word))
                .getSuggestions().stream()
                        .filter(name -> name.startsWith("-") == prefix.equals("-"))
                        .limit(3)
                        .collect(Collectors.joining(" or "));
        String help = seeHelp(line.getCommandSpec());
        return meant.isEmpty() ? help : "did you mean " + meant + "? If not, " + help;
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
