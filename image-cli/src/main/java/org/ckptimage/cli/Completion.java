package org.ckptimage.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a shell can complete, as its script is made from it. Not picocli's own script: that offers no file names for
 * parameters that are texts, as an image is, and takes values of one option for those of another with the same label.
 */
final class Completion {
    private Completion() {}

    static Collection<CommandLine> commands(CommandSpec root) {
        return root.subcommands().values();
    }

    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** The words that an argument may be; none if it may be any. */
    static List<String> values(ArgSpec argument) {
        if (argument.completionCandidates() == null) {
            return List.of();
        }
        Stream<String> words =
                StreamSupport.stream(argument.completionCandidates().spliterator(), false);
        // Constants of enums are read in any case, and documented in this one.
        return argument.type().isEnum()
                ? words.map(word -> word.toLowerCase(Locale.ROOT)).toList()
                : words.toList();
    }
}
