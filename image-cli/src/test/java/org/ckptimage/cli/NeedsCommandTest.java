package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeedsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void listsEveryName() throws Exception {
        JsonNode needs =
                JSON.readTree(Cli.run("needs", "--json", Cli.image("v20/plain")).out());

        List<String> paths = new ArrayList<>();
        needs.get("files").forEach(file -> paths.add(file.get("path").asText()));
        // plain.txt: what /proc said of descriptors, mappings, cwd and root
        assertThat(paths).contains("/dev/null", "/t/w/plain/a.txt", "/t/w/plain/c.dat", "/t/bin/plain", "/");
        JsonNode program = needs.get("files").get(paths.indexOf("/t/bin/plain"));
        assertThat(program.get("for").toString()).contains("executable", "mapping");
        assertThat(program.get("tasks").toString()).isEqualTo("[278]");
        assertThat(program.has("missing")).isFalse();
        assertThat(needs.get("pids").get(0).get("pid").asInt()).isEqualTo(278);
        assertThat(needs.get("kernel").get("kernel").get("patch").asInt()).isEqualTo(33);
        assertThat(needs.get("format").asText()).isEqualTo("ckpt-image/1");
    }

    @Test
    void looksNamesUp() throws Exception {
        Cli.Result missing = Cli.run("needs", "--check", folder.toString(), Cli.image("v20/plain"));
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.out()).contains("THERE", "no ");
        assertThat(missing.err()).contains("names missing below").hasLineCount(1);

        JsonNode needs =
                JSON.readTree(Cli.run("needs", "--json", Cli.image("v20/plain")).out());
        for (JsonNode file : needs.get("files")) {
            Path path = Path.of(folder + file.get("path").asText());
            if (file.get("kind").asText().equals("directory")) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                if (!Files.exists(path)) {
                    Files.createFile(path);
                }
            }
        }
        assertThat(Cli.run("needs", "--check", folder.toString(), Cli.image("v20/plain"))
                        .status())
                .isZero();
        assertThat(Cli.run("needs", "--check", "/nowhere/x", Cli.image("v20/plain"))
                        .status())
                .isEqualTo(3);
    }

    @Test
    void listsPortsTerminalsAndSystemVObjects() {
        assertThat(Cli.run("needs", Cli.image("v20/tcp")).out()).contains("addresses", "tcp", "bound", "connected");
        assertThat(Cli.run("needs", Cli.image("v20/pty")).out()).contains("/dev/pts/");
        assertThat(Cli.run("needs", Cli.image("v20/ipc")).out()).contains("System V objects", "segment", "queue");
    }

    @Test
    void aTargetMadeFromAnImageFitsTheImage() throws Exception {
        Path target = folder.resolve("target.json");
        Cli.Result made = Cli.run("target", "--from", Cli.image("v20/plain"));
        Files.writeString(target, made.out());
        JsonNode json = JSON.readTree(made.out());
        assertThat(json.get("architecture").asText()).isEqualTo("x86_64");
        assertThat(json.get("constants").get("task_comm_len").asInt()).isEqualTo(16);

        assertThat(Cli.run("check", "-q", "--target", target.toString(), Cli.image("v20/plain"))
                        .status())
                .isZero();
        Cli.Result other = Cli.run("check", "-q", "--target", target.toString(), Cli.image("v20-i386/plain"));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("R017");
    }

    @Test
    void aTargetOfThisMachineCanBeRead() throws Exception {
        Path target = folder.resolve("target.json");
        Cli.Result made = Cli.run("target", "--root", folder.toString());
        assertThat(made.status()).isZero();
        Files.writeString(target, made.out());
        assertThat(JSON.readTree(made.out()).get("root").asText())
                .isEqualTo(folder.toAbsolutePath().toString());
        assertThat(Cli.run("check", "-q", "--target", target.toString(), Cli.image("v20/plain"))
                        .status())
                .isEqualTo(1);
        assertThat(Cli.run("target", "--from", "/nowhere").status()).isEqualTo(3);
        assertThat(Cli.run("target", "--root", "/nowhere").status()).isEqualTo(3);
    }
}
