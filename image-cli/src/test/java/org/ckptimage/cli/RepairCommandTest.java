package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String out() {
        return folder.resolve("out.ckpt").toString();
    }

    private byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(Path.of(Cli.image(name)));
    }

    @Test
    void whatNoKernelRestartsIsMended() throws Exception {
        byte[] input = bytes("v20/udp");
        Cli.Result result = Cli.run("repair", Cli.image("v20/udp"), "-o", out());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("R130 (W01) offset 4028 (0xfbc)")
                .contains("; lost: an unread message of 8 bytes\n")
                .endsWith(", and would restart\n")
                .hasLineCount(3);
        assertThat(Cli.run("check", "-q", out()).status()).isZero();
        assertThat(bytes("v20/udp")).isEqualTo(input);

        Cli.Result again = Cli.run("repair", out(), "-o", out() + "2");
        assertThat(again.out()).startsWith("there is nothing to mend\n");
        assertThat(Files.readAllBytes(Path.of(out() + "2"))).isEqualTo(Files.readAllBytes(Path.of(out())));
    }

    @Test
    void nothingIsWrittenWhereNoSafeMendIsKnown() {
        Cli.Result result = Cli.run("repair", Cli.image("examples/04-nested-cred-lost"), "-o", out());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("left: R104 EINVAL")
                .contains("not mended: no safe mend is known")
                .doesNotContain("the result");
        assertThat(result.err())
                .contains("nothing was written: 2 faults left, the first is R104")
                .hasLineCount(1);
        assertThat(Path.of(out())).doesNotExist();
    }

    @Test
    void aFullPipeNeedsAWord() {
        Cli.Result refused = Cli.run("repair", Cli.image("v20/pipefull"), "-o", out());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("--feed file", "--cut-pipes");

        assertThat(Cli.run("repair", Cli.image("v20/pipefull"), "-o", out(), "--feed", "file")
                        .status())
                .isZero();
        assertThat(Cli.run("check", "-q", "--feed", "file", out()).status()).isZero();
        assertThat(Cli.run("repair", Cli.image("v20/pipefull"), "-o", out(), "--cut-pipes")
                        .status())
                .isZero();
        assertThat(Cli.run("check", "-q", out()).status()).isZero();
    }

    @Test
    void aCutImageNeedsLeaveToDropTasks() throws Exception {
        byte[] tree = bytes("v20/tree");
        Path cut = Files.write(folder.resolve("cut.ckpt"), Arrays.copyOf(tree, 60_000));
        Cli.Result refused = Cli.run("repair", cut.toString(), "-o", out());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains(
                        "the tasks 284, 283 would have to be left out, to keep the 3 before; --drop-tasks allows that");

        Cli.Result result = Cli.run("repair", cut.toString(), "-o", out(), "--drop-tasks");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("lost: the tasks 284, 283");
        assertThat(Cli.run("check", "-q", out()).status()).isZero();
        assertThat(Cli.run("ps", out()).out()).hasLineCount(4);
    }

    @Test
    void jsonTellsWhatIsMendedAndWhatIsLeft() throws Exception {
        JsonNode plan = JSON.readTree(
                Cli.run("repair", "-n", "--json", Cli.image("v20/udp")).out());
        assertThat(plan.get("format").asText()).isEqualTo("ckpt-image/1");
        assertThat(plan.get("verdict").asText()).isEqualTo("restarts");
        assertThat(plan.get("left")).isEmpty();
        JsonNode first = plan.get("mended").get(0);
        assertThat(first.get("rule").asText()).isEqualTo("R130");
        assertThat(first.get("mend").asText()).isEqualTo("W01");
        assertThat(first.get("offset").asLong()).isEqualTo(4028);
        assertThat(plan.get("mended").get(1).get("lost").isNull()).isTrue();

        JsonNode refused = JSON.readTree(
                Cli.run("repair", "-n", "--json", Cli.image("v20/pipefull")).out());
        assertThat(refused.get("left").get(0).get("rule").asText()).isEqualTo("R098");
        assertThat(refused.get("left").get(0).get("reason").asText()).contains("a full pipe");
        assertThat(refused.get("left").get(0).get("advice").asText()).isEqualTo("cut-pipes");
    }

    @Test
    void theImageGoesToStandardOutputAndThePlanToStandardError() throws Exception {
        Cli.Result file = Cli.run("repair", Cli.image("v20/pty"), "-o", out(), "--pids", "keep");
        assertThat(file.out()).startsWith("there is nothing to mend");
        assertThat(Files.readAllBytes(Path.of(out()))).isEqualTo(bytes("v20/pty"));

        Cli.Result pipe = Cli.run("repair", Cli.image("v20/pty"), "-o", "-");
        assertThat(pipe.status()).isZero();
        assertThat(pipe.err()).contains("(W27)").contains("would restart");
    }

    @Test
    void wrongUsage() throws Exception {
        assertThat(Cli.run("repair", Cli.image("v20/udp")).status()).isEqualTo(2);
        assertThat(Cli.run("repair", Cli.image("v20/udp"), "-n", "--only", "R999")
                        .status())
                .isEqualTo(2);
        assertThat(Cli.run("repair", "/nowhere", "-n").status()).isEqualTo(3);
        Path copy = Files.write(folder.resolve("copy"), bytes("v20/udp"));
        assertThat(Cli.run("repair", copy.toString(), "-o", copy.toString()).status())
                .isEqualTo(2);
        assertThat(Files.readAllBytes(copy)).isEqualTo(bytes("v20/udp"));
        assertThat(Cli.run("repair", Cli.image("v20/udp"), "-o", "/nowhere/out").status())
                .isEqualTo(3);
        assertThat(Cli.run("repair", Cli.image("v20/udp"), "-n", "--target", "/nowhere")
                        .err())
                .isEqualTo("ckpt: /nowhere: no such file\n");
    }

    @Test
    void aRuleMayBeNamedInSmallLetters() {
        Cli.Result large = Cli.run("repair", Cli.image("v20/udp"), "-n", "--only", "R130,W01");
        Cli.Result small = Cli.run("repair", Cli.image("v20/udp"), "-n", "--only", "r130,w01");
        assertThat(small).isEqualTo(large);
        assertThat(small.out()).contains("(W01)");
    }

    @Test
    void aRuleThatIsNoneIsRefusedBeforeTheImageIsOpenedWithWhichThereAre() {
        Cli.Result result = Cli.run("repair", "/nowhere", "-n", "--only", "w99");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith("ckpt: there is no rule w99; they are called R001 to R186, U1 to");
    }

    @Test
    void onlyWhatWasAskedFor() {
        Cli.Result result = Cli.run("repair", Cli.image("v20/udp"), "-n", "--only", "R108,W03");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).startsWith("nothing is mended\n").contains("it was not asked for");
    }
}
