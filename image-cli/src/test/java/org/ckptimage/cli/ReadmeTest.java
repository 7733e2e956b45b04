package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README prints what stands below it there; {@code ...} stands for any lines. */
class ReadmeTest {
    private static final Path TESTDATA = Path.of(System.getProperty("ckpt.testdata"));
    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** A command, and what the README says it prints. */
    record Example(String command, String output) {
        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(TESTDATA.resolveSibling("README.md")));
        while (blocks.find()) {
            for (String part : blocks.group(1).split("(?m)^\\$ ")) {
                if (part.startsWith("./ckpt ")) {
                    int end = part.indexOf('\n');
                    examples.add(new Example(part.substring("./ckpt ".length(), end), part.substring(end + 1)));
                }
            }
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatTheReadmeShows(Example example) {
        // Split first: the folders may have a space in their names.
        String[] args = Arrays.stream(
                        example.command().replace("-o /tmp/", "-o %tmp/").split(" "))
                .map(word -> word.replace("testdata/", TESTDATA + "/").replace("%tmp/", folder + "/"))
                .toArray(String[]::new);
        String printed =
                Cli.run(args).out().replace(TESTDATA + "/", "testdata/").replace(folder + "/", "/tmp/");
        String pattern = Pattern.quote(example.output()).replace("...\n", "\\E(?s:.*)\\Q");
        assertThat(printed).matches(Pattern.compile(pattern));
    }
}
