package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DiffCommandTest {

    @Test
    void anImageIsTheSameAsItself() {
        Cli.Result result = Cli.run("diff", Cli.image("v20/ux"), Cli.image("v20/ux"));
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aDeletedFileShowsAsItsDescriptorAndItself() {
        Cli.Result result = Cli.run("diff", Cli.image("v20/plain"), Cli.image("examples/02-delete-file"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("task 278 > fd 6").doesNotContain("fd 7");
    }

    @Test
    void theJsonSaysWhatStandsOnEachSide() throws Exception {
        JsonNode diff = new ObjectMapper()
                .readTree(Cli.run("diff", "--json", Cli.image("v20/plain"), Cli.image("examples/20-proc-fd"))
                        .out());
        assertThat(diff.get("same").asBoolean()).isFalse();
        assertThat(diff.get("differences")).hasSize(1);
        JsonNode only = diff.get("differences").get(0);
        assertThat(only.get("left").asText()).contains("/t/w/plain/a.txt");
        assertThat(only.get("right").asText()).contains("/proc/400/fd/0");
    }

    @Test
    void anUnreadableImageIsTrouble() {
        for (String bad : new String[] {Cli.image("README"), Cli.image("v20/plain") + ".missing", "/dev/null"}) {
            Cli.Result result = Cli.run("diff", Cli.image("v20/plain"), bad);
            assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
            assertThat(result.err()).hasLineCount(1).contains(bad);
        }
    }

    @Test
    void oneImageAloneIsWrongUsage() {
        assertThat(Cli.run("diff", Cli.image("v20/plain")).status()).isEqualTo(ExitStatus.USAGE);
    }
}
