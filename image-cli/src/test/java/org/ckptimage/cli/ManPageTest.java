package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManPageTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        ShareFolder.write(folder, "2026-01-01");
    }

    static Stream<CommandSpec> commands() {
        return Commands.all();
    }

    private static Path page(CommandSpec command) {
        return folder.resolve("man/man1/" + ManPage.name(command) + ".1");
    }

    /** The page as a reader sees it, roughly: without the macros' escapes. */
    private static String text(CommandSpec command) throws IOException {
        return Files.readString(page(command)).replace("\\-", "-").replaceAll("\\\\f[BIR]", "");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesEveryOptionAndParameterOfTheCommand(CommandSpec command) throws IOException {
        List<String> lines = text(command).lines().toList();
        for (OptionSpec option : command.options()) {
            for (String name : option.names()) {
                assertThat(lines).anyMatch(line -> line.matches("(.*, )?" + name + "((,|=).*)?"));
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            assertThat(lines).contains(parameter.paramLabel());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasTheSectionsThatReadersLookFor(CommandSpec command) throws IOException {
        assertThat(text(command))
                .startsWith(".TH ")
                .contains(
                        ".SH \"NAME\"\n" + ManPage.name(command) + " - ",
                        ".SH \"SYNOPSIS\"",
                        ".SH \"DESCRIPTION\"",
                        ".SH \"EXAMPLES\"",
                        ".SH \"EXIT STATUS\"",
                        ".SH \"SEE ALSO\"");
    }

    /** Where a long line is broken, a blank must not come into a word. */
    @ParameterizedTest
    @MethodSource("commands")
    void theSynopsisHasEachOptionAsTheHelpSpellsIt(CommandSpec command) throws IOException {
        String synopsis = text(command).split("\\.SH \"")[2];
        for (OptionSpec option : command.options()) {
            if (option.arity().max() > 0) {
                assertThat(synopsis)
                        .containsPattern("\\Q" + option.shortestName() + "\\E[= ]\\Q" + option.paramLabel());
            }
        }
    }

    @Test
    void thePageOfTheWholeNamesAllOthers() throws IOException {
        String text = text(Commands.root());
        Commands.all().skip(1).forEach(command -> assertThat(text).contains(ManPage.name(command) + "(1)"));
    }

    @Test
    void groffHasNoWarnings() throws Exception {
        assumeTrue(Shell.has("groff"), "groff is not installed");
        assertThat(overAllPages("groff", "-man", "-ww", "-Tutf8", "-z")).isEmpty();
    }

    @Test
    void mandocHasNoWarnings() throws Exception {
        assumeTrue(Shell.has("mandoc"), "mandoc is not installed");
        assertThat(overAllPages("mandoc", "-Tlint", "-Wwarning")).isEmpty();
    }

    private static String overAllPages(String... command) throws Exception {
        List<String> pages = commands().map(page -> page(page).toString()).toList();
        return Shell.run(Stream.concat(Stream.of(command), pages.stream()).toArray(String[]::new));
    }
}
