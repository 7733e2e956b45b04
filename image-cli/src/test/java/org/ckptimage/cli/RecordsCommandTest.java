package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The C tool gives the place behind the head, which it has read by then. */
    private static final Pattern LINE = Pattern.compile("info: \\[@(\\d+)] object HDR_(\\w+) len (\\d+)");

    private static List<JsonNode> records(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of("records", "--json"));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertThat(result.status()).isZero();
        List<JsonNode> records = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20/plain", "v20/ux", "v20/pipes", "v20/pty", "v20/tree", "v20/ep", "v20-i386/cred"})
    void offsetsTypesAndLengthsAreThoseOfTheCTool(String image) throws Exception {
        List<String> facts = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(Cli.image(image).replace(".ckpt", ".ckptinfo")))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.find()) {
                facts.add(Long.parseLong(matcher.group(1)) - 8 + " " + matcher.group(2) + " " + matcher.group(3));
            }
        }
        List<String> records = new ArrayList<>();
        for (JsonNode record : records(Cli.image(image))) {
            records.add(record.get("offset").asLong() + " " + record.get("type").asText() + " "
                    + record.get("length").asLong());
        }
        assertThat(facts).hasSizeGreaterThan(50);
        assertThat(records).startsWith(facts.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20/tcp", "v20/mem", "v20-i386/mem"})
    void recordsAndRawBytesTogetherCoverTheImage(String image) throws Exception {
        long at = 0;
        for (JsonNode record : records(Cli.image(image))) {
            assertThat(record.get("offset").asLong()).isEqualTo(at);
            at += record.get("length").asLong();
        }
        assertThat(at).isEqualTo(Files.size(Path.of(Cli.image(image))));
    }

    @Test
    void fieldsHaveTheStructsNamesAndSixtyFourBitsAreStrings() throws Exception {
        JsonNode file = records("--type", "FILE", Cli.image("v20/plain")).get(1).get("fields");
        // fd 3 of plain.txt: position 32, flags 0100000
        assertThat(file.get("f_credref").isNumber()).isTrue();
        assertThat(file.get("f_flags").get("raw").asInt()).isEqualTo(0100000);
        assertThat(file.get("f_flags").get("names")).hasToString("[\"O_RDONLY\",\"O_LARGEFILE\"]");
        assertThat(file.get("f_pos").isTextual()).isTrue();
        assertThat(file.get("f_pos").asText()).isEqualTo("32");
        JsonNode vma = records("--type", "VMA", Cli.image("v20/plain")).get(0).get("fields");
        assertThat(vma.get("vm_start").asText()).isEqualTo("0x400000");
        JsonNode socket =
                records("--type", "SOCKET", Cli.image("v20/ux")).get(0).get("fields");
        assertThat(socket.get("sock").get("state").get("raw").asInt()).isEqualTo(1);
        assertThat(socket.get("sock").get("linger").get("l_onoff").asInt()).isZero();
    }

    @Test
    void namesStandBesideTheirRecords() {
        assertThat(Cli.run("records", "--type", "file_name", Cli.image("v20/plain"))
                        .out())
                .contains("FILE_NAME (path) /t/w/plain/b.log")
                .contains("FILE_NAME (cwd) /t/w");
    }

    @Test
    void definitionsAreNumberedAndWhatIsInThemIsIndented() {
        String out = Cli.run("records", Cli.image("v20/plain")).out();
        assertThat(out)
                .contains(" 16  OBJREF CRED #1\n")
                .contains(" 16    OBJREF GROUPINFO #2\n")
                .contains(" 16      GROUPINFO\n");
    }

    @Test
    void fromBeginsWithTheRecordThatHoldsTheOffset() throws Exception {
        // plain.ckptinfo: TASK at 403 - 8
        List<JsonNode> records = records("--from", "400", Cli.image("v20/plain"));
        assertThat(records.get(0).get("offset").asInt()).isEqualTo(395);
        assertThat(records.get(0).get("type").asText()).isEqualTo("TASK");
    }

    @Test
    void anOffsetBehindTheEndIsAnAnswerOfNo() {
        Cli.Result records = Cli.run("records", "--from", "27581", Cli.image("v20/plain"));
        assertThat(records.status()).isEqualTo(1);
        assertThat(records.err()).contains("27581 (0x6bbd)").hasLineCount(1);
    }

    @Test
    void verboseShowsFieldsWithTheirMeaning() {
        assertThat(Cli.run("records", "-v", "--type", "FILE", Cli.image("v20/plain"))
                        .out())
                .containsPattern("f_flags +0x8402 O_RDWR\\|O_APPEND\\|O_LARGEFILE\n")
                .containsPattern("f_type +1 GENERIC\n");
    }

    @Test
    void payloadsAreNotShown() throws Exception {
        for (JsonNode record : records("--type", "BUFFER", Cli.image("v20/mem"))) {
            if (record.get("role").asText().equals("pages")) {
                assertThat(record.get("fields").get("contents").has("length")).isTrue();
                assertThat(record.get("fields").get("contents").has("hex")).isFalse();
            }
        }
    }

    @Test
    void aTypeThatDoesNotExistIsWrongUsage() {
        Cli.Result records = Cli.run("records", "--type", "FOO", Cli.image("v20/plain"));
        assertThat(records.status()).isEqualTo(2);
        assertThat(records.err()).contains("'FOO' is no type of records");
    }
}
