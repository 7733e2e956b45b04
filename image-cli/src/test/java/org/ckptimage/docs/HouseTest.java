package org.ckptimage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all text of the project, and no formatter sees to. */
class HouseTest {
    private static final Path TREE =
            Path.of(System.getProperty("ckpt.testdata")).toAbsolutePath().getParent();
    /** That of .editorconfig; the formatter leaves comments and strings as they are. */
    private static final int LONGEST = 120;

    private static final Pattern INCLUDED = Pattern.compile("<include>(.*)</include>");
    /** A link within the tree, without the place in the document. */
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    private static final Pattern DOCUMENT = Pattern.compile("[A-Za-z0-9-]+\\.md\\b");

    private static List<Path> files(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(TREE)) {
            return files.filter(file -> wanted.test(file.toString()))
                    .filter(file -> Stream.of("target", ".git", "testdata")
                            .noneMatch(
                                    folder -> TREE.relativize(file).toString().contains(folder + "/")))
                    .sorted()
                    .toList();
        }
    }

    private static String place(Path file, int line) {
        return TREE.relativize(file) + ":" + (line + 1) + ": ";
    }

    @Test
    void noLineOfJavaIsLongerThanTheEditorConfigurationSays() throws IOException {
        assertThat(Files.readString(TREE.resolve(".editorconfig"))).contains("max_line_length = " + LONGEST + "\n");
        List<String> tooLong = new ArrayList<>();
        for (Path file : files(name -> name.endsWith(".java"))) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePoints().count() > LONGEST) {
                    tooLong.add(place(file, i) + lines.get(i));
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** The archive has no sources: a link to them would lead nowhere. */
    @Test
    void everyLinkOfADocumentInTheDistributionLeadsToWhatIsInItToo() throws IOException {
        String assembly = Files.readString(TREE.resolve("image-cli/src/main/assembly/distribution.xml"));
        List<PathMatcher> shipped = INCLUDED.matcher(assembly)
                .results()
                .map(found -> TREE.getFileSystem().getPathMatcher("glob:" + found.group(1)))
                .toList();
        List<String> astray = new ArrayList<>();
        for (Path file : files(name -> name.endsWith(".md"))) {
            if (shipped.stream().anyMatch(match -> match.matches(TREE.relativize(file)))) {
                LINK.matcher(Files.readString(file))
                        .results()
                        .map(link -> TREE.relativize(
                                file.resolveSibling(link.group(1)).normalize()))
                        .filter(target -> shipped.stream().noneMatch(match -> match.matches(target))
                                || !Files.exists(TREE.resolve(target)))
                        .forEach(target -> astray.add(TREE.relativize(file) + ": " + target));
            }
        }
        assertThat(shipped).isNotEmpty();
        assertThat(astray).isEmpty();
    }

    @Test
    void everyDocumentThatIsNamedIsThere() throws IOException {
        Set<String> there = files(name -> name.endsWith(".md")).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Path file : files(name -> name.matches(".*\\.(java|md|table|layout)"))) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                DOCUMENT.matcher(line)
                        .results()
                        .map(MatchResult::group)
                        .filter(document -> !there.contains(document))
                        .map(document -> document + " in: " + line.strip())
                        .map((place(file, i) + "%s")::formatted)
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }
}
