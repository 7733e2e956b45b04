package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in the README and in docs/ prints what stands below it there; {@code ...} on a line of its own stands
 * for any lines. The commands of a document run one after the other, and find what those before them wrote into /tmp.
 */
class DocumentationTest {
    private static final Path TESTDATA = Path.of(System.getProperty("ckpt.testdata"));
    private static final Path TREE = TESTDATA.getParent();
    private static final Pattern BLOCK = Pattern.compile("(?m)^```console\n(.*?)^```", Pattern.DOTALL);
    /** How the command is built and installed, which .ci/run does. */
    private static final Pattern NOT_HERE = Pattern.compile("(mvn|tar|export|man|source) .*");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicContainer> commandsPrintWhatTheDocumentShows() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(TREE.resolve("README.md")));
        try (Stream<Path> docs = Files.list(TREE.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents.stream().map(this::container);
    }

    @Test
    void theReadmeNamesEveryCommand() throws IOException {
        String readme = Files.readString(TREE.resolve("README.md"));
        Commands.all()
                .skip(1)
                .forEach(command ->
                        assertThat(readme).as(command.name()).containsPattern("(?m)^\\| `" + command.name() + "[ `]"));
    }

    private DynamicContainer container(Path document) {
        String name = TREE.relativize(document).toString();
        try {
            Path own = Files.createTempDirectory(folder, "document");
            Terminal terminal = new Terminal(Map.of("testdata/", TESTDATA, "/tmp/", own));
            return DynamicContainer.dynamicContainer(
                    name,
                    examples(Files.readString(document))
                            .map(example ->
                                    DynamicTest.dynamicTest(example.command(), () -> check(terminal, example))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(name, e);
        }
    }

    /** A command, and what the document says it prints. */
    private record Example(String command, String output) {}

    private static Stream<Example> examples(String document) {
        List<Example> examples = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            for (String part : blocks.group(1).split("(?m)^\\$ ")) {
                if (!part.isEmpty()) {
                    int end = endOfCommand(part);
                    String command = part.substring(0, end).replaceAll("\\\\\n\\s*", "");
                    examples.add(new Example(command, part.substring(end + 1)));
                }
            }
        }
        return examples.stream()
                .filter(example -> !NOT_HERE.matcher(example.command()).matches());
    }

    /** A backslash at its end continues a line. */
    private static int endOfCommand(String part) {
        int end = part.indexOf('\n');
        while (part.charAt(end - 1) == '\\') {
            end = part.indexOf('\n', end + 1);
        }
        return end;
    }

    private static void check(Terminal terminal, Example example) throws Exception {
        String pattern = Pattern.quote(example.output()).replaceAll("(?m)^\\.\\.\\.\n", "\\\\E(?s:.*)\\\\Q");
        if (example.output().startsWith("...\n")) {
            pattern = "(?s:.*)" + Pattern.quote(example.output().substring(4));
        }
        assertThat(terminal.run(example.command()).text()).matches(Pattern.compile(pattern));
    }
}
