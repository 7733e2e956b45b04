package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEM = Cli.image("v20/mem");

    /** The lines of /proc/PID/maps in NAME.txt, as far as images have them: address, permissions, offset, name. */
    private static List<String> facts(String image, int process) throws Exception {
        List<String> facts = new ArrayList<>();
        int section = 0;
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of(Cli.image(image).replace(".ckpt", ".txt")))) {
            if (line.equals("-- maps")) {
                inside = ++section == process;
            } else if (line.startsWith("--")) {
                inside = false;
            } else if (inside && !line.contains("[vsyscall]")) {
                String[] words = line.split(" +");
                String name = words.length > 5 ? words[5] : "";
                facts.add(words[0] + " " + words[1] + " " + (name.startsWith("/t/") ? words[2] + " " + name : name));
            }
        }
        return facts;
    }

    private static List<String> areas(String image, int process) throws Exception {
        JsonNode mem = JSON.readTree(Cli.run("mem", "--json", Cli.image(image)).out());
        List<String> areas = new ArrayList<>();
        for (JsonNode vma : mem.get(process - 1).get("vmas")) {
            String name = vma.has("name") ? vma.get("name").asText() : "";
            String offset = name.startsWith("/t/")
                    ? String.format("%08x ", vma.get("fileOffset").asLong())
                    : "";
            areas.add(address(vma, "start") + "-" + address(vma, "end") + " "
                    + vma.get("perms").asText() + " " + offset + name);
        }
        return areas;
    }

    private static String address(JsonNode vma, String end) {
        return String.format("%08x", Long.decode(vma.get(end).asText()));
    }

    @Test
    void areasAreThoseOfProcMaps() throws Exception {
        for (String image : List.of("v20/plain", "v20/tree", "v20/cred", "v20-i386/plain")) {
            assertThat(areas(image, 1)).as(image).isEqualTo(facts(image, 1));
        }
    }

    @Test
    void heapStackAndSharedSegmentsAreNamed() throws Exception {
        List<String> areas = areas("v20/mem", 1);
        assertThat(areas)
                .contains("00a3a000-00a6c000 rw-p [heap]", "7fffeb618000-7fffeb62d000 rw-p [stack]")
                .anyMatch(area -> area.matches("7f09a7972000-7f09a79b2000 rw-s shared:\\[\\d+]"));
    }

    @Test
    void sysvSegmentsSayKeyAndId() throws Exception {
        JsonNode vmas = JSON.readTree(
                        Cli.run("mem", "--json", Cli.image("v20/ipc")).out())
                .get(0)
                .get("vmas");
        JsonNode segment = null;
        for (JsonNode vma : vmas) {
            segment = vma.has("key") ? vma : segment;
        }
        // ipc.txt: key 1279345202, shmid 0, 131072 bytes
        assertThat(Long.decode(segment.get("key").asText())).isEqualTo(1279345202);
        assertThat(segment.get("id").asInt()).isZero();
        assertThat(Long.decode(segment.get("end").asText())
                        - Long.decode(segment.get("start").asText()))
                .isEqualTo(131072);
    }

    @Test
    void threadsAreNotRepeated() throws Exception {
        assertThat(JSON.readTree(Cli.run("mem", "--json", Cli.image("v20/thr")).out()))
                .hasSize(1);
    }

    @Test
    void savedPagesAddUpToThoseOfTheImage() throws Exception {
        JsonNode mem = JSON.readTree(Cli.run("mem", "--json", "--pages", MEM).out());
        long saved = 0;
        for (JsonNode process : mem) {
            saved += process.get("totals").get("savedPages").asLong();
            for (JsonNode vma : process.get("vmas")) {
                long inRuns = 0;
                if (vma.has("pages")) {
                    for (JsonNode run : vma.get("pages")) {
                        inRuns += run.get("pages").asLong();
                    }
                }
                assertThat(inRuns).isEqualTo(vma.get("savedPages").asLong());
            }
        }
        JsonNode info = JSON.readTree(Cli.run("info", "--json", MEM).out());
        assertThat(saved).isEqualTo(info.get("pages").asLong());
    }

    @Test
    void readsMemoryWhereTheImageHasIt() throws Exception {
        JsonNode mem = JSON.readTree(
                Cli.run("mem", "--json", "--pages", "--pid", "278", MEM).out());
        JsonNode heap = null;
        for (JsonNode vma : mem.get(0).get("vmas")) {
            heap = vma.path("name").asText().equals("[heap]") ? vma : heap;
        }
        JsonNode run = heap.get("pages").get(0);
        long address = Long.decode(run.get("start").asText()) + 8;
        byte[] image = Files.readAllBytes(Path.of(MEM));
        int at = (int) run.get("offset").asLong() + 8;
        String hex = String.format("%02x%02x %02x%02x", image[at], image[at + 1], image[at + 2], image[at + 3]);
        Cli.Result read = Cli.run("mem", "--pid", "278", "--read", "0x" + Long.toHexString(address) + ":4", MEM);
        assertThat(read.status()).isZero();
        assertThat(read.out())
                .startsWith(String.format("%08x: %s ", address, hex))
                .hasLineCount(1);
    }

    @Test
    void readingCrossesPagesAndAreasAndSaysWhatIsNotThere() {
        // plain.txt: code of /t/bin/plain up to 00408000, constants behind it; neither was ever written to.
        Cli.Result code = Cli.run("mem", "--read", "0x407ff8:24", Cli.image("v20/plain"));
        assertThat(code.status()).isZero();
        assertThat(code.out().lines())
                .containsExactly(
                        "00407ff8-00408000: not saved: as in /t/bin/plain from 0x7ff8 on",
                        "00408000-00408010: not saved: as in /t/bin/plain from 0x8000 on");
        Cli.Result stack = Cli.run("mem", "--read", "0x7fffc1bcbff0:0x2000", Cli.image("v20/plain"));
        assertThat(stack.out().lines())
                .containsExactly(
                        "7fffc1bcbff0-7fffc1bcc000: not mapped", "7fffc1bcc000-7fffc1bcdff0: not saved: zeros");
    }

    @Test
    void nothingMappedIsAnAnswerOfNo() {
        Cli.Result read = Cli.run("mem", "--read", "0x1000", Cli.image("v20/plain"));
        assertThat(read.status()).isEqualTo(1);
        assertThat(read.err()).contains("nothing mapped at 0x1000").hasLineCount(1);
    }

    @Test
    void theLastAddressesCanBeAskedFor() {
        assertThat(Cli.run("mem", "--read", "0xffffffffffffffff:1", Cli.image("v20/plain"))
                        .status())
                .isEqualTo(1);
        assertThat(Cli.run("mem", "--read", "0xffffffffffffffff:2", Cli.image("v20/plain"))
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aPidThatIsNotThereIsAnAnswerOfNo() {
        Cli.Result mem = Cli.run("mem", "--pid", "77", MEM);
        assertThat(mem.status()).isEqualTo(1);
        assertThat(mem.err())
                .contains("no task has the pid 77; there are 278, 281")
                .hasLineCount(1);
    }

    @Test
    void ofSeveralProcessesOneMustBeNamedToRead() {
        Cli.Result read = Cli.run("mem", "--read", "0x400000", MEM);
        assertThat(read.status()).isEqualTo(2);
        assertThat(read.err()).contains("--read needs --pid, one of 278, 281");
    }
}
