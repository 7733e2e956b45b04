package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void tellsWhatARealImageIs() {
        Cli.Result info = Cli.run("info", Cli.image("v20/plain"));
        assertThat(info.status()).isZero();
        assertThat(info.err()).isEmpty();
        assertThat(info.out())
                .contains("27581 bytes (27K)")
                .contains("complete")
                .containsPattern("dialect +v20\n")
                .contains("x86_64, little-endian, pages of 4.0K")
                .contains("2.6.33")
                .contains("#5 Sat Nov 21 08:32:36 UTC 2026")
                .contains("2026-11-21 08:38:17 UTC")
                .contains("a process tree");
    }

    @Test
    void jsonHasWhatProgramsAskFor() throws Exception {
        JsonNode info =
                JSON.readTree(Cli.run("info", "--json", Cli.image("v20/plain")).out());
        assertThat(info.get("format").asText()).isEqualTo("ckpt-image/1");
        assertThat(info.get("dialect").asText()).isEqualTo("v20");
        assertThat(info.get("architecture").asText()).isEqualTo("x86_64");
        assertThat(info.get("byteOrder").asText()).isEqualTo("little");
        assertThat(info.get("complete").asBoolean()).isTrue();
        assertThat(info.get("size").asLong()).isEqualTo(27581);
        assertThat(info.get("tasks").asInt()).isEqualTo(1);
        assertThat(info.get("time").asText()).isEqualTo("2026-11-21T08:38:17Z");
        assertThat(info.get("subtree").asBoolean()).isTrue();
        // Nine open files: fds 0-2 are one, 3 and 41, 5 and 40 are dups, and the executable; credentials twice.
        assertThat(info.get("objects").get("FILE").asInt()).isEqualTo(9);
        assertThat(info.get("objects").get("MM").asInt()).isEqualTo(1);
        assertThat(info.get("damages")).isEmpty();
    }

    @Test
    void countsRecordsAsTheCToolListsThem() throws Exception {
        // It lists every record, OBJREFs too, but TAIL, behind which it stops.
        long listed = Files.readAllLines(Path.of(Cli.image("v20/plain").replace(".ckpt", ".ckptinfo"))).stream()
                .filter(line -> line.contains(" object HDR_"))
                .count();
        JsonNode info =
                JSON.readTree(Cli.run("info", "--json", Cli.image("v20/plain")).out());
        assertThat(info.get("records").asLong()).isBetween(listed, listed + 1);
    }

    @Test
    void tellsContainersFromTrees() {
        assertThat(Cli.run("info", Cli.image("v20/plainc")).out()).contains("a whole container");
    }

    @Test
    void knowsTheOtherArchitecture() throws Exception {
        JsonNode info = JSON.readTree(
                Cli.run("info", "--json", Cli.image("v20-i386/plain")).out());
        assertThat(info.get("architecture").asText()).isEqualTo("i386");
        assertThat(info.get("wordSize").asInt()).isEqualTo(4);
    }

    @Test
    void saysInOneLineWhereAnImageIsCut(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        Path cut = folder.resolve("cut.ckpt");
        Files.write(cut, java.util.Arrays.copyOf(whole, 20000));
        Cli.Result info = Cli.run("info", cut.toString());
        assertThat(info.status()).isEqualTo(1);
        assertThat(info.out()).contains("incomplete, 1 damaged place").contains("2026-11-21 08:38:17 UTC");
        // The BUFFER behind the second PGARR of the stack begins there: 8216 bytes by its head, cut after 3314.
        assertThat(info.err())
                .startsWith("ckpt: " + cut + ": offset 16686 (0x412e), task 278 > MM #17: ")
                .hasLineCount(1);
        JsonNode json = JSON.readTree(Cli.run("info", "--json", cut.toString()).out());
        assertThat(json.get("complete").asBoolean()).isFalse();
        assertThat(json.get("damages").get(0).get("offset").asLong()).isEqualTo(16686);
    }

    @Test
    void saysWhatFollowsTheImageAndReadsThatToo(@TempDir Path folder) throws Exception {
        byte[] first = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        byte[] second = Files.readAllBytes(Path.of(Cli.image("v20/ux")));
        Path both = folder.resolve("both.ckpt");
        Files.write(both, first);
        Files.write(both, second, java.nio.file.StandardOpenOption.APPEND);
        Cli.Result info = Cli.run("info", both.toString());
        assertThat(info.status()).isZero();
        assertThat(info.err()).contains("offset 27581 (0x6bbd): 35703 bytes").hasLineCount(1);
        Cli.Result next = Cli.run("ps", "--at", "0x6bbd", both.toString());
        assertThat(next.status()).isZero();
        assertThat(next.err()).isEmpty();
        assertThat(next.out()).contains(" ux\n");
    }

    @Test
    void readsStandardInput() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/tree")));
        Cli.Result info = Cli.runWithInput(image, "info", "-");
        assertThat(info.status()).isZero();
        assertThat(info.out()).contains("70090 bytes");
    }

    @Test
    void coloursAreForTerminalsOnly() {
        assertThat(Cli.runInColour("info", Cli.image("v20/plain")).out()).contains("\033[1m");
        assertThat(Cli.run("info", Cli.image("v20/plain")).out()).doesNotContain("\033");
    }
}
