package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema is that of the tables, all that is written is valid by it, and what is broken is not. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALL = 200_000;
    /** Set to write the schema anew, to this absolute path: CONTRIBUTING.md has the command. */
    private static final String WRITE = System.getProperty("ckpt.schema");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(shipped());

    static Stream<String> images() {
        return JsonImages.all().filter(name -> JsonImages.bytes(name).length < SMALL);
    }

    static Stream<ImageFormat> formats() {
        return MadeUpImage.allFormats().stream();
    }

    private static JsonNode shipped() {
        ByteArrayOutputStream schema = new ByteArrayOutputStream();
        try {
            ImageJson.writeSchema(schema);
            return JSON.readTree(schema.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void isValid(JsonNode document) {
        List<Error> errors = SCHEMA.validate(document);
        assertThat(errors.stream().limit(3).map(Object::toString)).isEmpty();
    }

    private static JsonNode tree(byte[] image) throws IOException {
        return JSON.readTree(JsonImages.json(image, JsonOptions.DEFAULT.digest(true)));
    }

    @Test
    void theShippedSchemaIsThatOfTheTables() throws IOException {
        ObjectNode generated = SchemaGenerator.schema();
        if (WRITE != null) {
            Files.writeString(
                    Path.of(WRITE),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n",
                    StandardCharsets.UTF_8);
            return;
        }
        assertThat(shipped())
                .as("CONTRIBUTING says how the schema is written anew")
                .isEqualTo(JSON.readTree(generated.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void realImagesAreValidAsTrees(String name) throws IOException {
        isValid(tree(JsonImages.bytes(name)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void madeUpImagesOfEveryFormatAreValidInTheirPayloads(ImageFormat format) throws IOException {
        byte[] image = JsonImages.madeUp(format);
        isValid(JSON.readTree(JsonImages.json(image, JsonOptions.DEFAULT.payload(JsonOptions.Payload.HEX))));
        isValid(JSON.readTree(JsonImages.json(image, JsonOptions.DEFAULT.sidecar("x", new JsonImages.Sidecar()))));
    }

    @Test
    void theLinesOfTheFlatFormAreValid() throws IOException {
        byte[] image = JsonImages.bytes("v20/pty");
        String lines = JsonImages.json(
                image, JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT).payload(JsonOptions.Payload.BASE64));
        for (String line : lines.lines().toList()) {
            isValid(JSON.readTree(line));
        }
    }

    @Test
    void selectionsAndDamagedImagesAreValid() throws IOException {
        byte[] image = JsonImages.bytes("v20/ux");
        JsonOptions selection =
                JsonOptions.DEFAULT.select(List.of(JsonSelector.parse("objref:13"), JsonSelector.parse("FILE_NAME")));
        isValid(JSON.readTree(JsonImages.json(image, selection)));
        isValid(tree(Arrays.copyOf(image, image.length / 2)));
        byte[] damaged = image.clone();
        Arrays.fill(damaged, 3000, 3020, (byte) 0xff);
        isValid(tree(damaged));
    }

    private static ObjectNode record(JsonNode image, int section, int record) {
        return (ObjectNode) image.get("sections").get(section).get("records").get(record);
    }

    private static Arguments broken(String what, Consumer<JsonNode> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                broken("an unknown name", image -> record(image, 0, 0).put("nonsense", 1)),
                broken(
                        "an unknown field",
                        image -> ((ObjectNode) record(image, 0, 0).get("fields")).put("foo", 1)),
                broken(
                        "a field that is missing",
                        image -> ((ObjectNode) record(image, 0, 0).get("fields")).remove("major")),
                broken(
                        "a number that is too large",
                        image -> ((ObjectNode) record(image, 0, 0).get("fields")).put("major", 65536)),
                broken(
                        "a number of 64 bits that is none in JSON",
                        image -> ((ObjectNode) record(image, 0, 0).get("fields")).put("magic", 5)),
                broken(
                        "a flag that is none",
                        image -> ((ArrayNode) record(image, 0, 0)
                                        .get("fields")
                                        .get("uflags")
                                        .get("names"))
                                .add("NO_FLAG")),
                broken("a type that is none", image -> record(image, 0, 0).put("type", "HEADERS")),
                broken("a role that is none", image -> record(image, 0, 1).put("role", "release")),
                broken("a record without fields", image -> record(image, 0, 0).remove("fields")),
                broken("fields of another type", image -> record(image, 0, 0).put("type", "TASK")),
                broken(
                        "a name instead of a length",
                        image -> record(image, 0, 0).put("length", "long")),
                broken(
                        "something within a record that defines nothing",
                        image -> record(image, 0, 0).putArray("within")),
                broken("a dialect that is none", image -> ((ObjectNode) image).put("dialect", "v17")),
                broken("no sections", image -> ((ObjectNode) image).remove("sections")),
                broken("another form", image -> ((ObjectNode) image).put("form", "round")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatIsBrokenIsNotValid(String what, Consumer<JsonNode> change) throws IOException {
        JsonNode image = tree(JsonImages.bytes("v20/plain"));
        isValid(image);
        change.accept(image);
        assertThat(SCHEMA.validate(image)).isNotEmpty();
    }
}
