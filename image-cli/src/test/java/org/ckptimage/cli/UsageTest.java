package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class UsageTest {

    @Test
    void withoutArgumentsTheUsageIsAnError() {
        Cli.Result result = Cli.run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Usage: ckpt ").contains("records");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        Cli.Result version = Cli.run("--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).matches("ckpt \\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(Cli.run("info", "--version").out()).isEqualTo(version.out());
        for (String command : List.of("info", "ps", "files", "mem", "records", "object")) {
            Cli.Result help = Cli.run(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out())
                    .contains("Usage: ckpt " + command)
                    .contains("--at")
                    .contains("--dialect");
        }
    }

    private static String said(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    @Test
    void anUnknownOptionIsWrongUsageInTwoLinesWithASuggestion() {
        assertThat(said("info", "--jsno", "x"))
                .isEqualTo("ckpt: unknown option '--jsno'\n"
                        + "ckpt: did you mean --json? If not, see ckpt info --help\n");
        assertThat(said("rewrite", "x", "--delet=3"))
                .isEqualTo("ckpt: unknown option '--delet'\n"
                        + "ckpt: did you mean --delete? If not, see ckpt rewrite --help\n");
    }

    @Test
    void anUnknownOptionIsSaidEvenWhereOtherArgumentsAreMissing() {
        assertThat(said("object", "--bogus")).startsWith("ckpt: unknown option '--bogus'\n");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(said("object")).isEqualTo("ckpt: IMAGE and OBJREF are missing\nckpt: see ckpt object --help\n");
        assertThat(said("object", "x")).startsWith("ckpt: OBJREF is missing\n");
        assertThat(said("rewrite", "x", "--cwd")).startsWith("ckpt: --cwd needs a value: PID=PATH\n");
        assertThat(said("rewrite", "x", "--cwd", "-o", "y")).startsWith("ckpt: --cwd needs a value: PID=PATH\n");
    }

    @Test
    void anArgumentTooManyIsNamed() {
        assertThat(said("ps", "x", "y")).startsWith("ckpt: 'y' is one argument too many\n");
    }

    @Test
    void anUnknownCommandIsWrongUsageWithASuggestion() {
        assertThat(said("inof", "x"))
                .isEqualTo("ckpt: unknown command 'inof'\nckpt: did you mean info? If not, see ckpt --help\n");
        assertThat(said("help", "chek")).startsWith("ckpt: unknown command 'chek'\nckpt: did you mean check? ");
        assertThat(said("xyzzy")).isEqualTo("ckpt: unknown command 'xyzzy'\nckpt: see ckpt --help\n");
    }

    @ParameterizedTest
    @CsvSource({
        "version, --version",
        "list, files or records",
        "ls, files",
        "show, info or files",
        "rm, rewrite --delete",
        "verify, check",
        "compare, diff",
        "decode, json",
        "Info, info",
        "fiels, files",
        "substitut, substitute",
        "--verison, --version",
        "-v, --version"
    })
    void whatACommandIsCalledElsewhereIsUnderstood(String word, String meant) {
        assertThat(said(word)).endsWith("\nckpt: did you mean " + meant + "? If not, see ckpt --help\n");
    }

    @Test
    void anOptionInFrontOfItsCommandIsToldItsPlace() {
        assertThat(said("--at", "3", "info", "x"))
                .isEqualTo("ckpt: option '--at' must stand behind the name of a command\nckpt: see ckpt --help\n");
    }

    @Test
    void substituteAsksForItsOwnSpelling() {
        assertThat(said("substitute", "x", "-n", "-s", "foo"))
                .startsWith("ckpt: -s: 'foo' is no substitution; say ID,FD\n");
    }

    @Test
    void whatCouldMeanAnythingIsNotGuessedAt() {
        assertThat(said("something")).isEqualTo("ckpt: unknown command 'something'\nckpt: see ckpt --help\n");
    }

    @ParameterizedTest
    @CsvSource({
        "rewrite x -n --mapped foo, '--mapped is refuse, keep or replace'",
        "check x --feed foo, '--feed is pipe or file'",
        "check x --pids foo, '--pids is keep or new'",
        "repair x -n --feed foo, '--feed is pipe or file'",
        "completion foo, 'SHELL is bash or zsh'",
        "json x --payload foo, '--payload is none, hex, base64, sidecar:FILE or ref'"
    })
    void whatAnOptionMayBeIsSaidAsItIsTyped(String line, String said) {
        assertThat(said(line.split(" "))).startsWith("ckpt: " + said + ", not 'foo'\n");
    }

    /** Else a new option with fixed values would speak of constants. */
    @Test
    void noMessageOfAnOptionHasConstantsOfJava() {
        for (CommandSpec command : (Iterable<CommandSpec>) Commands.all()::iterator) {
            for (OptionSpec option : command.options()) {
                if (option.type().isEnum() && option.converters().length == 0) {
                    String said = said(command.name(), "x", option.longestName(), "foo");
                    assertThat(said.lines().findFirst().orElseThrow())
                            .contains(option.longestName() + " is ", "not 'foo'")
                            .isLowerCase();
                }
            }
        }
    }

    @Test
    void whatIsNoNumberIsNamed() {
        assertThat(said("mem", "x", "--pid", "zz")).startsWith("ckpt: --pid: 'zz' is no number\n");
        assertThat(said("object", "x", "zz")).startsWith("ckpt: OBJREF: 'zz' is no number (decimal");
        assertThat(said("ps", "x", "--dialect", "zz")).startsWith("ckpt: --dialect: 'zz' is no dialect, only v18, ");
    }

    @Test
    void anImageWithoutACommandIsToldWhichToTry() {
        assertThat(said(Cli.image("v20/plain")))
                .contains("is a file, where the name of a command was wanted\n", "ckpt info", "ckpt check")
                .hasLineCount(2);
    }

    @Test
    void helpOfACommandIsWhatTheCommandSaysOfItself() {
        assertThat(Cli.run("help", "files").out())
                .isEqualTo(Cli.run("files", "--help").out())
                .contains("Usage: ckpt files");
        assertThat(Cli.run("help").out()).isEqualTo(Cli.run("--help").out());
    }

    @Test
    void helpFitsIntoEightyColumns() {
        for (String command : Commands.root().subcommands().keySet()) {
            assertThat(Cli.run("help", command).out().lines()).as(command).allMatch(line -> line.length() <= 80);
        }
        assertThat(Cli.run("--help").out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "ps --at zz x",
                "ps --at -1 x",
                "ps --at 0x x",
                "ps --at 18446744073709551615 x",
                "ps --dialect v99 x",
                "ps x y",
                "files --json --user-info x",
                "mem --pid zz x",
                "mem --read zz x",
                "mem --read 0:0 x",
                "mem --read 0: x",
                "mem --read 0x10 --json x",
                "object x",
                "records --from x x"
            })
    void wrongUsageIsStatusTwoAndTwoLines(String line) {
        Cli.Result result = Cli.run(line.split(" "));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ckpt: ").hasLineCount(2);
    }

    @Test
    void escapesInArgumentsDoNotReachTheTerminal() {
        assertThat(Cli.run("info", "--\033[31mx").err()).doesNotContain("\033");
        assertThat(Cli.run("info", "/no/\033[31mx\nckpt: all is well").err())
                .doesNotContain("\033")
                .hasLineCount(1);
    }

    /** Takes some bytes, and then no more. */
    private static final class Full extends OutputStream {
        private final String reason;

        Full(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "info %s",
                "info --json %s",
                "ps %s",
                "files --json %s",
                "mem %s",
                "records -v %s",
                "records --json %s",
                "object %s 12"
            })
    void aFullDiskOnStandardOutputIsNoticed(String line) {
        // Split first: the folder may have a space in its name.
        String[] args = Arrays.stream(line.split(" "))
                .map(word -> word.replace("%s", Cli.image("v20/plain")))
                .toArray(String[]::new);
        Cli.Result result = Cli.runInto(new Full("No space left on device"), args);
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("ckpt: cannot write to standard output: No space left on device\n");
    }

    @Test
    void aReaderThatWentAwayIsNoReasonToTalk() {
        Cli.Result result = Cli.runInto(new Full("Broken pipe"), "records", "-v", Cli.image("v20/mem"));
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
    }
}
