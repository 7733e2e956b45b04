package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Difference;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people change in the JSON: what follows from it is put right, what contradicts it is refused at its place. */
class HandEditsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN = "v20/plain";

    private static JsonNode json(String image) throws IOException {
        return JSON.readTree(
                JsonImages.json(JsonImages.bytes(image), JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64)));
    }

    /** All records of a type, in their order. */
    private static List<ObjectNode> records(JsonNode image, String type) {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode record : image.findParents("fields")) {
            if (record.get("type").asText().equals(type)) {
                found.add((ObjectNode) record);
            }
        }
        return found;
    }

    private static ObjectNode fields(JsonNode record) {
        return (ObjectNode) record.get("fields");
    }

    private static byte[] encode(JsonNode json) throws IOException {
        return JsonImages.encode(json.toString(), null, null);
    }

    private static List<String> differences(String image, JsonNode edited) throws IOException {
        try (Image before = JsonImages.open(JsonImages.bytes(image));
                Image after = JsonImages.open(encode(edited))) {
            List<String> differences = new ArrayList<>();
            for (Difference difference : Comparison.of(before, after)) {
                differences.add(difference.path() + ": " + difference.right().orElse("nothing"));
            }
            return differences;
        }
    }

    @Test
    void aPathOfAnotherLengthNeedsNoNewLength() throws IOException {
        JsonNode image = json(PLAIN);
        for (ObjectNode name : records(image, "FILE_NAME")) {
            if (fields(name).get("data").asText().equals("/t/w/plain/a.txt")) {
                name.remove("length");
                fields(name).put("data", "/somewhere/else/entirely");
            }
        }
        assertThat(differences(PLAIN, image))
                .containsExactly(
                        "task 278 > fd 3 > name: /somewhere/else/entirely",
                        "task 278 > fd 6 > name: /somewhere/else/entirely");
    }

    @Test
    void lengthsAndCountsThatAreLeftOutOrAutoAreComputed() throws IOException {
        JsonNode image = json("v20/ep");
        for (JsonNode record : image.findParents("fields")) {
            ((ObjectNode) record).put("length", "auto");
        }
        for (String count : List.of("nr_tasks", "fdt_nfds", "map_count", "num_items", "nr_pages", "ipc_count")) {
            for (JsonNode counting : image.findParents(count)) {
                if (count.equals("map_count")) {
                    ((ObjectNode) counting).put(count, "auto");
                } else {
                    ((ObjectNode) counting).remove(count);
                }
            }
        }
        assertThat(image.toString()).doesNotContain("nr_pages", "num_items");
        assertThat(encode(image)).isEqualTo(JsonImages.bytes("v20/ep"));
    }

    @Test
    void aDescriptorThatIsTakenOutIsClosed() throws IOException {
        JsonNode image = json(PLAIN);
        ObjectNode table = null;
        for (ObjectNode definition : records(image, "OBJREF")) {
            if (fields(definition).get("objtype").get("name").asText().equals("FILE_TABLE")) {
                table = definition;
            }
        }
        ArrayNode within = (ArrayNode) table.get("within");
        fields(within.get(0)).put("fdt_nfds", "auto");
        for (int i = 0; i < within.size(); i++) {
            if (within.get(i).get("type").asText().equals("FILE_DESC")
                    && fields(within.get(i)).get("fd_descriptor").asInt() == 6) {
                within.remove(i);
            }
        }
        assertThat(differences(PLAIN, image))
                .containsExactly("task 278 > fd 6: nothing", "task 278 > fd 6 > file: nothing");
    }

    @Test
    void aWatchThatIsTakenOutIsNotCounted() throws IOException {
        JsonNode image = json("v20/ep");
        ObjectNode items = records(image, "EPOLL_ITEMS").get(0);
        int before = fields(items).get("num_items").asInt();
        fields(items).remove("num_items");
        for (ObjectNode buffer : records(image, "BUFFER")) {
            if (buffer.path("role").asText().equals("epoll-items") && buffer.has("length")) {
                ((ArrayNode) fields(buffer).get("entries")).remove(0);
                buffer.remove("length");
                break;
            }
        }
        JsonNode after = JSON.readTree(JsonImages.json(encode(image), JsonOptions.DEFAULT));
        assertThat(fields(records(after, "EPOLL_ITEMS").get(0)).get("num_items").asInt())
                .isEqualTo(before - 1);
    }

    @Test
    void flagsMayBeSaidByNameAlone() throws IOException {
        JsonNode image = json(PLAIN);
        for (ObjectNode file : records(image, "FILE")) {
            JsonNode names = fields(file).get("f_flags").get("names");
            ObjectNode flags = fields(file).putObject("f_flags");
            flags.set("names", names);
        }
        assertThat(encode(image)).isEqualTo(JsonImages.bytes(PLAIN));
    }

    @Test
    void whatHasANameMayBeSaidByItAlone() throws IOException {
        JsonNode image = json("v20/tcp");
        int left = 0;
        for (JsonNode named : image.findParents("raw")) {
            boolean inverse = named.has("name") || named.has("time") || named.has("address");
            if (inverse) {
                ((ObjectNode) named).remove("raw");
                left++;
            }
        }
        assertThat(left).isGreaterThan(50);
        assertThat(encode(image)).isEqualTo(JsonImages.bytes("v20/tcp"));
    }

    @Test
    void aNumberAloneWillDoForOneWithMeaning() throws IOException {
        JsonNode image = json(PLAIN);
        for (ObjectNode file : records(image, "FILE")) {
            fields(file).set("f_mode", fields(file).get("f_mode").get("raw"));
        }
        assertThat(encode(image)).isEqualTo(JsonImages.bytes(PLAIN));
    }

    @Test
    void aPayloadMayBeText() throws IOException {
        JsonNode image = json("v20/pipes");
        ObjectNode pipe = records(image, "PIPE_BUF").get(1);
        pipe.remove("length");
        fields(pipe).putObject("data").put("text", "hello\n");
        assertThat(differences("v20/pipes", image)).hasSize(1).allMatch(d -> d.contains("6 bytes"));
    }

    private static Arguments wrong(String what, String path, String message, Consumer<JsonNode> change) {
        return Arguments.of(what, path, message, change);
    }

    private static ObjectNode header(JsonNode image) {
        return fields(records(image, "HEADER").get(0));
    }

    static Stream<Arguments> mistakes() {
        String header = "/sections/0/records/0";
        return Stream.of(
                wrong(
                        "a length",
                        header + "/length",
                        "given as 80, but the contents have 72",
                        image -> records(image, "HEADER").get(0).put("length", 80)),
                wrong(
                        "a count",
                        "/sections/0/records/8/fields/nr_tasks",
                        "given as 2, but there are 1",
                        image -> fields(records(image, "TREE").get(0)).put("nr_tasks", 2)),
                wrong(
                        "a name",
                        header + "/fields/colour",
                        "nothing here is called \"colour\"",
                        image -> header(image).put("colour", 1)),
                wrong(
                        "a field too few",
                        header + "/fields",
                        "major is missing",
                        image -> header(image).remove("major")),
                wrong(
                        "a number too large",
                        header + "/fields/major",
                        "65536 does not fit into 16 bits",
                        image -> header(image).put("major", 65536)),
                wrong(
                        "a fraction",
                        header + "/fields/major",
                        "a fraction",
                        image -> header(image).put("major", 2.5)),
                wrong(
                        "a number that JSON loses",
                        header + "/fields/magic",
                        "must be a string",
                        image -> header(image).put("magic", 1L << 60)),
                wrong(
                        "a text for a number",
                        header + "/fields/minor",
                        "\"six\" is no number",
                        image -> header(image).put("minor", "six")),
                wrong(
                        "null",
                        header + "/fields/minor",
                        "expected is a number, not null",
                        image -> header(image).putNull("minor")),
                wrong(
                        "an absurd number",
                        header + "/fields/magic",
                        "does not fit into 64 bits",
                        image -> header(image).put("magic", "99999999999999999999")),
                wrong(
                        "names that contradict",
                        header + "/fields/uflags",
                        "change one of them",
                        image -> ((ObjectNode) header(image).get("uflags")).put("raw", "0x0")),
                wrong(
                        "a flag that is none",
                        header + "/fields/uflags",
                        "has no flag FOO",
                        image -> header(image)
                                .putObject("uflags")
                                .putArray("names")
                                .add("FOO")),
                wrong(
                        "a type",
                        header + "/type",
                        "is no record of v20/x86_64",
                        image -> records(image, "HEADER").get(0).put("type", "HEADING")),
                wrong(
                        "a type of another dialect",
                        header + "/type",
                        "is no record of v20",
                        image -> records(image, "HEADER").get(0).put("type", "NET_NS")),
                wrong(
                        "no type",
                        header,
                        "\"type\" is missing",
                        image -> records(image, "HEADER").get(0).remove("type")),
                wrong(
                        "no fields",
                        header,
                        "\"fields\" is missing",
                        image -> records(image, "HEADER").get(0).remove("fields")),
                wrong(
                        "a dialect",
                        "/dialect",
                        "\"v17\" is no dialect",
                        image -> ((ObjectNode) image).put("dialect", "v17")),
                wrong(
                        "no format",
                        "/sections",
                        "\"format\" is missing",
                        image -> ((ObjectNode) image).remove("format")),
                wrong(
                        "text too long",
                        "/sections/0/records/1/length",
                        "given as 73",
                        image -> fields(records(image, "BUFFER").get(0))
                                .putObject("data")
                                .put("text", "x")
                                .put("tail", "00")),
                wrong("bytes twice", "/sections/0/records/6/fields/data/base64", "given twice", image -> {
                    ObjectNode data = fields(records(image, "BUFFER").get(3)).putObject("data");
                    fields(records(image, "BUFFER").get(3).put("role", "pages")).set("data", data);
                    data.put("hex", "00").put("base64", "AA==");
                }),
                wrong("half a byte", "/sections/0/records/6/fields/data/hex", "no bytes in hexadecimal", image -> {
                    records(image, "BUFFER").get(3).put("role", "pages");
                    fields(records(image, "BUFFER").get(3)).putObject("data").put("hex", "0");
                }),
                wrong(
                        "padding over a field",
                        header + "/padding/0/hex",
                        "no padding is, but a field",
                        image -> records(image, "HEADER")
                                .get(0)
                                .putArray("padding")
                                .addObject()
                                .put("at", 20)
                                .put("hex", "ff")),
                wrong(
                        "a depth",
                        "/sections/0/records/0",
                        "depth 3 cannot be",
                        image -> records(image, "HEADER").get(0).put("depth", 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakesAreNamedWithTheirPlace(String what, String path, String message, Consumer<JsonNode> change)
            throws IOException {
        JsonNode image = json(PLAIN);
        change.accept(image);
        assertThatThrownBy(() -> encode(image))
                .isInstanceOf(JsonImageException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((JsonImageException) e).path())
                .isEqualTo(path);
    }

    static Stream<Arguments> brokenTexts() {
        return Stream.of(
                Arguments.of("", "there is nothing here"),
                Arguments.of("[]", "expected is an object"),
                Arguments.of("{", "this is no JSON"),
                Arguments.of("{\"format\":\"ckpt-image/1\",\"format\":\"ckpt-image/1\"}", "Duplicate field 'format'"),
                Arguments.of("{\"format\":\"other\"}", "this is no image in JSON"),
                Arguments.of("{\"format\":\"ckpt-image/1\"}", "\"sections\" is missing"),
                Arguments.of("{\"x\":" + "[".repeat(2000), "nothing here is called \"x\""),
                Arguments.of("{\"pageSize\":" + "[".repeat(5000), "expected is a whole number"),
                Arguments.of("{\"pageSize\":1e999999999}", "a fraction or an exponent"),
                Arguments.of("{\"pageSize\":" + "9".repeat(2000) + "}", "this is no JSON"),
                Arguments.of("{\"" + "n".repeat(40_000) + "\":1}", "nothing here is called \"nnn"),
                Arguments.of("{\"dialect\":\"" + "d".repeat(1 << 20) + "\"}", "\"ddd"),
                Arguments.of("{\"pageSize\":12}", "no pages have 12 bytes"),
                Arguments.of("\u0000", "this is no JSON"));
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void brokenJsonIsRefusedInOneLine(String text, String message) {
        assertThatThrownBy(() -> JsonImages.encode(text, null, null))
                .isInstanceOf(JsonImageException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(2500));
    }

    @Test
    void theLineAndColumnAreThoseOfTheValue() throws IOException {
        String json = JsonImages.json(JsonImages.bytes(PLAIN), JsonOptions.DEFAULT.pretty(true));
        String broken = json.replace("\"major\" : 2", "\"major\" : true");
        int at = broken.indexOf("true");
        int line = (int) broken.substring(0, at).lines().count();
        int column = at - broken.lastIndexOf('\n', at);
        assertThatThrownBy(() -> JsonImages.encode(broken, null, null))
                .hasMessageStartingWith(
                        "line " + line + ", column " + column + ", /sections/0/records/0/fields/major: ");
    }

    @Test
    void payloadsThatAreNotThereAreAskedFor() {
        byte[] image = JsonImages.bytes(PLAIN);
        String json = JsonImages.json(image, JsonOptions.DEFAULT.digest(true));
        assertThatThrownBy(() -> JsonImages.encode(json, null, null))
                .isInstanceOf(JsonImageException.class)
                .hasMessageContaining("4096 bytes are not in the JSON, only in in memory; give the original through")
                .hasMessageNotContaining("--")
                .extracting(e -> ((JsonImageException) e).advice())
                .isEqualTo(JsonImageException.Advice.GIVE_ORIGINAL);
        assertThatThrownBy(() -> JsonImages.encode(json, java.util.Arrays.copyOf(image, 100), null))
                .hasMessageContaining("is not what the JSON was made from: it has 100 bytes, that had 27581");
    }

    @Test
    void payloadsOfAnotherImageAreNoticedByTheirDigest() {
        byte[] image = JsonImages.bytes(PLAIN);
        String json = JsonImages.json(image, JsonOptions.DEFAULT.digest(true));
        byte[] other = image.clone();
        for (int i = 8000; i < other.length; i++) {
            other[i] ^= 1;
        }
        assertThatThrownBy(() -> JsonImages.encode(json, other, null))
                .isInstanceOf(JsonImageException.class)
                .hasMessageContaining("others than those in the original");
    }
}
