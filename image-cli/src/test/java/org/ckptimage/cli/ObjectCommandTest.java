package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void showsDefinitionAndReferrers() throws Exception {
        JsonNode object = JSON.readTree(
                Cli.run("object", "--json", Cli.image("v20/plain"), "12").out());
        assertThat(object.get("format").asText()).isEqualTo("ckpt-image/1");
        assertThat(object.get("type").asText()).isEqualTo("FILE");
        assertThat(object.get("name").asText()).isEqualTo("/t/w/plain/c.dat");
        assertThat(object.get("task").asInt()).isEqualTo(278);
        assertThat(object.get("enclosing").get("type").asText()).isEqualTo("FILE_TABLE");
        // c.dat is fds 5 and 40 of plain.txt; OBJREF 16, FILE 48 and FILE_NAME 8 + 17 bytes
        assertThat(object.get("length").asInt()).isEqualTo(16 + 48 + 8 + "/t/w/plain/c.dat".length() + 1);
        assertThat(object.get("referrers")).hasSize(2);
        object.get("referrers").forEach(referrer -> {
            assertThat(referrer.get("record").asText()).isEqualTo("FILE_DESC");
            assertThat(referrer.get("field").asText()).isEqualTo("fd_objref");
        });
    }

    @Test
    void showsWhatIsNested() throws Exception {
        JsonNode object = JSON.readTree(
                Cli.run("object", "--json", Cli.image("v20/pty"), "11").out());
        // The master's FILE has both ends of the terminal nested in it.
        assertThat(object.get("nested")).hasSize(2);
        assertThat(object.get("nested").get(0).get("type").asText()).isEqualTo("TTY");
    }

    @Test
    void takesTheNumberWithAndWithoutHash() {
        String image = Cli.image("v20/plain");
        assertThat(Cli.run("object", image, "#12").out())
                .isEqualTo(Cli.run("object", image, "12").out())
                .startsWith("FILE #12  generic /t/w/plain/c.dat\n");
    }

    @Test
    void showsHiddenObjects() throws Exception {
        JsonNode files =
                JSON.readTree(Cli.run("files", "--json", Cli.image("v20/pipes")).out());
        String pipe = null;
        for (JsonNode file : files) {
            pipe = file.has("pipe") && pipe == null ? file.get("pipe").asText() : pipe;
        }
        Cli.Result object = Cli.run("object", Cli.image("v20/pipes"), pipe);
        assertThat(object.status()).isZero();
        assertThat(object.out()).contains("(hidden)").contains("FILE.PIPE.pipe_objref");
    }

    @Test
    void aNumberThatIsNotThereIsAnAnswerOfNo() {
        Cli.Result object = Cli.run("object", Cli.image("v20/plain"), "9999");
        assertThat(object.status()).isEqualTo(1);
        assertThat(object.err()).contains("no object has the number 9999").hasLineCount(1);
    }

    @Test
    void whatIsNoNumberIsWrongUsage() {
        for (String number : new String[] {"x", "0", "-1", "", "99999999999"}) {
            assertThat(Cli.run("object", Cli.image("v20/plain"), number).status())
                    .as(number)
                    .isEqualTo(2);
        }
    }

    @Test
    void aNumberThatIsNotInACutImageMayStandInThePartThatIsMissing(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(Cli.image("v20/pipes")));
        Path cut = Files.write(folder.resolve("cut.ckpt"), Arrays.copyOf(whole, 9000));
        Cli.Result result = Cli.run("object", cut.toString(), "30");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .hasLineCount(2)
                .contains("no object has the number 30", "the image ends inside PIPE_BUF");
    }
}
