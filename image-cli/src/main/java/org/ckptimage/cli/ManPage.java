package org.ckptimage.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page of one command, in the macros of man(7): all that {@code --help} says. Written here because picocli
 * makes AsciiDoc, and what turns that into man pages (AsciidoctorJ, on JRuby) is larger and slower than this whole
 * build.
 */
final class ManPage {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JAVA_HOME", "The Java to use, 17 or later; without it, java from PATH.",
            "CKPT_JAVA_OPTS", "More options for the JVM, split at spaces, such as -Xmx2g.",
            "CKPT_DEBUG", "If set, failures show where in the program they happened.",
            "NO_COLOR", "If set, no colours.");

    private static final int ONE_LINE = 10_000;

    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final StringBuilder roff = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
        this.usage = command.usageMessage();
    }

    /** The name of a command's page: {@code ckpt-files}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /**
     * The text of a page.
     *
     * @param date the day of the release, as 2026-01-31
     * @param version what the command calls itself
     */
    static String of(CommandSpec command, String date, String version) {
        return new ManPage(command).page(date, version);
    }

    private String page(String date, String version) {
        roff.append(".TH ").append(quoted(name(command).toUpperCase(Locale.ROOT)));
        roff.append(" 1 ").append(date).append(' ').append(quoted(version)).append(" \"User Commands\"\n");
        // Ragged lines, and no hyphens: names of options must stay as they are typed.
        roff.append(".nh\n.ad l\n");
        section("NAME");
        String purpose = usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
        line(name(command) + " - " + purpose);
        synopsis();
        section("DESCRIPTION");
        paragraphs(usage.description());
        options();
        commands();
        examples();
        exitStatus();
        environment();
        seeAlso();
        return roff.toString();
    }

    private void synopsis() {
        section("SYNOPSIS");
        int width = usage.width();
        // Where picocli breaks a line, there need not be a blank.
        usage.width(ONE_LINE);
        String synopsis = new Help(command, Ansi.OFF).synopsis(0).replaceAll("\\s+", " ");
        usage.width(width);
        String name = command.qualifiedName();
        roff.append(".B ").append(escaped(name)).append('\n');
        line(synopsis.substring(synopsis.indexOf(name) + name.length()).strip());
    }

    private void options() {
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        section("OPTIONS");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            roff.append(".TP\n\\fI").append(escaped(parameter.paramLabel())).append("\\fR\n");
            paragraphs(parameter.description());
        }
        for (OptionSpec option : options) {
            String value = option.arity().max() > 0 ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : "";
            roff.append(".TP\n")
                    .append(List.of(option.names()).stream()
                            .map(name -> "\\fB" + escaped(name) + "\\fR")
                            .collect(Collectors.joining(", ")))
                    .append(value)
                    .append('\n');
            paragraphs(option.description());
        }
    }

    private void commands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.subcommands().values().forEach(line -> {
            CommandSpec child = line.getCommandSpec();
            roff.append(".TP\n\\fB").append(escaped(name(child))).append("\\fR(1)\n");
            paragraphs(child.usageMessage().header());
        });
    }

    /** The footer: sentences, and below each its commands, indented. */
    private void examples() {
        if (usage.footer().length == 0) {
            return;
        }
        section("EXAMPLES");
        boolean shown = false;
        for (String line : usage.footer()) {
            boolean shows = line.startsWith(" ");
            if (shows != shown) {
                roff.append(shows ? ".PP\n.nf\n.RS 4\n" : ".RE\n.fi\n.PP\n");
            }
            line(line.strip());
            shown = shows;
        }
        if (shown) {
            roff.append(".RE\n.fi\n");
        }
    }

    private void exitStatus() {
        Map<String, String> own = usage.exitCodeList();
        Map<String, String> codes =
                own.isEmpty() ? command.root().usageMessage().exitCodeList() : own;
        section("EXIT STATUS");
        codes.forEach(this::item);
    }

    private void environment() {
        if (command.parent() == null) {
            section("ENVIRONMENT");
            ENVIRONMENT.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> item(entry.getKey(), entry.getValue()));
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        CommandSpec root = command.root();
        List<CommandSpec> others = command == root
                ? root.subcommands().values().stream()
                        .map(line -> line.getCommandSpec())
                        .toList()
                : List.of(root);
        line(others.stream().map(other -> name(other) + "(1)").collect(Collectors.joining(", ")));
    }

    private void section(String title) {
        roff.append(".SH ").append(quoted(title)).append('\n');
    }

    private void item(String term, String text) {
        roff.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
        line(text);
    }

    private void paragraphs(String[] texts) {
        for (int i = 0; i < texts.length; i++) {
            if (i > 0) {
                roff.append(".sp\n");
            }
            line(texts[i]);
        }
    }

    private void line(String text) {
        String escaped = escaped(text);
        // A dot or an apostrophe at the beginning would make a request of it.
        roff.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\(dq") + '"';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("`", "\\(ga")
                .replace("'", "\\(aq");
    }
}
