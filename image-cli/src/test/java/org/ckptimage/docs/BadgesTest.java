package org.ckptimage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ckptimage.format.Dialect;
import org.junit.jupiter.api.Test;

/** The badges of the README say what is so. */
class BadgesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("ckpt.testdata")).getParent();

    private static String badge(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs/badges/" + name + ".svg"));
    }

    @Test
    void theJdksAreTheOneThatIsCompiledForAndTheOneThatTheIntegrationLooksFor() throws IOException {
        String release =
                Files.readString(ROOT.resolve("pom.xml")).replaceFirst("(?s).*<maven.compiler.release>(\\d+)<.*", "$1");
        String newer =
                Files.readString(ROOT.resolve(".ci/run")).replaceFirst("(?s).*\\nnewer=\\$\\(jdks (\\d+) .*", "$1");
        assertThat(badge("jdk")).contains(">" + release + " | " + newer + "<");
    }

    @Test
    void theDialectsAreAllThereAre() throws IOException {
        assertThat(badge("dialects")).contains(">" + Dialect.values().length + "<");
    }

    @Test
    void theLicenceIsTheOneInItsFile() throws IOException {
        assertThat(badge("licence")).contains(">Apache-2.0<");
        assertThat(Files.readString(ROOT.resolve("LICENSE"))).contains("Apache License", "Version 2.0");
    }

    @Test
    void whatTheReadmeSaysInTheirPlaceIsWhatTheySay() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> badges = Files.list(ROOT.resolve("docs/badges"))) {
            for (Path badge : badges.toList()) {
                String title = Files.readString(badge).replaceFirst("(?s).*<title>(.*)</title>.*", "$1");
                assertThat(readme).contains("![" + title + "](docs/badges/" + badge.getFileName() + ")");
            }
        }
    }
}
