package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** The examples that help and man pages show run, on real images. */
class HelpExamplesTest {
    @TempDir
    Path folder;

    private Terminal terminal;

    static Stream<CommandSpec> commands() {
        return Commands.all();
    }

    @BeforeEach
    void makeWhatTheExamplesSpeakOf() throws Exception {
        Path target = Files.createDirectory(folder.resolve("target"));
        terminal = new Terminal(Map.ofEntries(
                Map.entry("job.ckpt", Path.of(Cli.image("v20/pipes"))),
                Map.entry("broken.ckpt", Path.of(Cli.image("v20/udp"))),
                Map.entry("edited.ckpt", folder.resolve("edited.ckpt")),
                Map.entry("out.ckpt", folder.resolve("out.ckpt")),
                Map.entry("mended.ckpt", folder.resolve("mended.ckpt")),
                Map.entry("fds.json", folder.resolve("fds.json")),
                Map.entry("job.json", folder.resolve("job.json")),
                Map.entry("edited.json", folder.resolve("edited.json")),
                Map.entry("again.ckpt", folder.resolve("again.ckpt")),
                Map.entry("plan.json", folder.resolve("plan.json")),
                Map.entry("here.json", folder.resolve("here.json")),
                Map.entry("there.json", folder.resolve("there.json")),
                Map.entry("/mnt/target", target),
                Map.entry("~/", folder)));
        terminal.run("ckpt rewrite job.ckpt --delete 278:1 -o edited.ckpt");
        terminal.run("ckpt json job.ckpt --payload base64 -o job.json");
        terminal.run("ckpt json job.ckpt -o edited.json");
        terminal.run("ckpt target --from job.ckpt >there.json");
    }

    /** Longer lines are broken where nobody could paste them. */
    @ParameterizedTest
    @MethodSource("commands")
    void areNoLongerThanALineOfTheHelp(CommandSpec command) {
        assertThat(command.usageMessage().footer())
                .allMatch(line -> !line.startsWith("  ")
                        || line.length() < command.usageMessage().width());
    }

    private static List<String> examples(CommandSpec command) {
        return Stream.of(command.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void run(CommandSpec command) throws Exception {
        List<String> examples = examples(command);
        assertThat(examples).hasSizeBetween(2, 4);
        for (String example : examples) {
            if (example.startsWith("ckpt ")) {
                Terminal.Printed printed = terminal.run(example);
                // 1: what an example looks for is wrong with its image, as with broken.ckpt.
                assertThat(printed.status()).as(example + "\n" + printed.text()).isIn(0, 1);
                assertThat(printed.text()).as(example).doesNotContain("internal error");
            }
        }
        assertThat(examples).anyMatch(example -> example.matches("ckpt (help )?(" + command.name() + "|info|files).*"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachIsExplained(CommandSpec command) throws IOException {
        String[] footer = command.usageMessage().footer();
        assertThat(footer[0]).doesNotStartWith(" ").matches(".*[?:]");
    }
}
