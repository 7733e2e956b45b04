package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<Integer, JsonNode> tasks(String image) throws Exception {
        Cli.Result ps = Cli.run("ps", "--json", Cli.image(image));
        assertThat(ps.status()).isZero();
        Map<Integer, JsonNode> tasks = new HashMap<>();
        JSON.readTree(ps.out()).forEach(task -> tasks.put(task.get("pid").asInt(), task));
        return tasks;
    }

    @Test
    void showsTheTreeAsPsDid() throws Exception {
        Map<Integer, JsonNode> tasks = tasks("v20/tree");
        // pid: ppid, pgid, sid by tree.txt
        Map<Integer, int[]> facts = Map.of(
                278, new int[] {273, 278, 278},
                281, new int[] {278, 278, 278},
                282, new int[] {278, 282, 282},
                283, new int[] {278, 278, 278},
                284, new int[] {282, 284, 282});
        assertThat(tasks.keySet()).isEqualTo(facts.keySet());
        facts.forEach((pid, ids) -> {
            JsonNode task = tasks.get(pid);
            assertThat(task.get("ppid").asInt()).isEqualTo(ids[0]);
            assertThat(task.get("pgid").asInt()).isEqualTo(ids[1]);
            assertThat(task.get("sid").asInt()).isEqualTo(ids[2]);
            assertThat(task.get("comm").asText()).isEqualTo("tree");
        });
        assertThat(tasks.get(278).get("fds").asInt()).isEqualTo(5);
        assertThat(tasks.get(278).get("cwd").asText()).isEqualTo("/");
    }

    @Test
    void aZombieHasOnlyItsExitCode() throws Exception {
        JsonNode zombie = tasks("v20/tree").get(283);
        assertThat(zombie.get("zombie").asBoolean()).isTrue();
        // tree.c: the child leaves with _exit(7).
        assertThat(zombie.get("exitCode").asInt()).isEqualTo(7);
        assertThat(zombie.has("fds")).isFalse();
        assertThat(Cli.run("ps", Cli.image("v20/tree")).out()).contains("283").contains("<zombie, exit code 7>");
    }

    @Test
    void childrenStandBelowTheirParents() {
        String out = Cli.run("ps", Cli.image("v20/tree")).out();
        assertThat(out.lines().skip(1).map(line -> line.substring(0, 3)))
                .containsExactly("278", "281", "282", "284", "283");
        assertThat(out.lines().skip(4).findFirst().orElseThrow()).endsWith("  \\_ tree");
    }

    @Test
    void threadsAreMarkedAndCounted() throws Exception {
        Map<Integer, JsonNode> tasks = tasks("v20/thr");
        assertThat(tasks).hasSize(4);
        assertThat(tasks.get(278).get("thread").asBoolean()).isFalse();
        assertThat(tasks.get(278).get("threads").asInt()).isEqualTo(4);
        tasks.values().forEach(task -> {
            assertThat(task.get("tgid").asInt()).isEqualTo(278);
            assertThat(task.get("thread").asBoolean()).isEqualTo(task.get("pid").asInt() != 278);
        });
    }

    @Test
    void userAndGroupIdsAreThoseOfProc() throws Exception {
        JsonNode child = tasks("v20/cred").get(281);
        assertThat(child.get("uid").asInt()).isEqualTo(1000);
        assertThat(child.get("euid").asInt()).isEqualTo(1001);
        assertThat(child.get("gid").asInt()).isEqualTo(100);
        assertThat(child.get("egid").asInt()).isEqualTo(101);
        assertThat(Cli.run("ps", Cli.image("v20/cred")).out()).contains("1000/1001");
    }

    @Test
    void memoryIsWhatProcMapsAddsUpTo() throws Exception {
        // plain.txt: seven areas without [vsyscall], which is in no image.
        assertThat(tasks("v20/plain").get(278).get("vmBytes").asLong())
                .isEqualTo(0x1000 + 0x7000 + 0x2000 + 0x2000 + 0x2000 + 0x15000 + 0x1000);
    }
}
