package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Page;
import org.ckptimage.json.view.FilesJson;
import org.ckptimage.json.view.MemJson;
import org.ckptimage.json.view.PsJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views and records look the same from anybody's ObjectMapper as from the command. */
class CkptImageModuleTest {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private interface View {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static JsonNode view(View view) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        view.write(out);
        return PLAIN.readTree(out.toByteArray());
    }

    private static JsonNode tree(ObjectMapper mapper, Object value) throws IOException {
        return PLAIN.readTree(mapper.writeValueAsBytes(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20/tree", "v20/ux", "v20/pty", "v20/ep"})
    void viewsAreThoseOfTheCommand(String name) throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes(name))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            assertThat(tree(mapper, image.tasks())).isEqualTo(view(out -> PsJson.write(image, out)));
            assertThat(tree(mapper, image.files())).isEqualTo(view(out -> FilesJson.write(image, out)));
            JsonNode memory = view(
                    out -> new MemJson(image, false).write(List.of(image.tasks().get(0)), out));
            assertThat(tree(mapper, image.tasks().get(0).memory().vmas()))
                    .isEqualTo(memory.get(0).get("vmas"));
            assertThat(tree(mapper, image)).isEqualTo(view(out -> ImageJson.write(image, out, JsonOptions.DEFAULT)));
        }
    }

    @Test
    void valuesMayStandInAnybodysDocument() throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes("v20/plain"))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            JsonNode job = mapper.readTree(mapper.writeValueAsString(Map.of(
                    "job",
                    12,
                    "file",
                    image.files().get(0),
                    "object",
                    image.files().get(0).objref())));
            assertThat(job.get("file").get("name").asText()).isEqualTo("/t/log/plain.log");
            assertThat(job.get("object").isNumber()).isTrue();
        }
    }

    @Test
    void whoHasAFileOpenIsWrittenAsInTheFilesOfTheCommand() throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes("v20/plain"))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            JsonNode files = view(out -> FilesJson.write(image, out));
            for (int i = 0; i < files.size(); i++) {
                assertThat(tree(mapper, image.files().get(i).descriptors()))
                        .isEqualTo(files.get(i).get("descriptors"));
            }
            Descriptor third = image.task(278).files().descriptors().get(3);
            assertThat(mapper.writeValueAsString(third))
                    .isEqualTo("{\"fd\":3,\"objref\":" + third.file().objref().number() + ",\"cloexec\":"
                            + third.isCloseOnExec() + "}");
        }
    }

    @Test
    void whatTheModuleHasNoJsonForIsRefused() throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes("v20/plain"))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            Page page = image.task(278).memory().pageAt(0x40c000).orElseThrow();
            for (Object unknown :
                    List.of(page, image.task(278).memory(), image.task(278).files(), List.of(page))) {
                assertThatThrownBy(() -> mapper.writeValueAsString(unknown))
                        .isInstanceOf(JsonMappingException.class)
                        .hasMessageStartingWith("CkptImageModule has no JSON for a ");
            }
        }
    }

    @Test
    void whatIsPartOfAnotherImageIsRefused() throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes("v20/plain"));
                Image other = JsonImages.open(JsonImages.bytes("v20-i386/cred"))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            for (Object foreign : List.of(
                    other.tasks().get(0),
                    other.files(),
                    other.files().get(0).descriptors(),
                    other.files().get(0).object(),
                    other.tasks().get(0).files().descriptors(),
                    other.tasks().get(0).memory().vmas(),
                    other.records().get(0))) {
                assertThatThrownBy(() -> mapper.writeValueAsString(foreign))
                        .isInstanceOf(JsonMappingException.class)
                        .hasMessageStartingWith("this is part of another image");
            }
        }
    }

    @Test
    void aSecondModuleIsRefusedByAMapperThatHasOne() throws IOException {
        try (Image image = JsonImages.open(JsonImages.bytes("v20/plain"));
                Image other = JsonImages.open(JsonImages.bytes("v20/tcp"))) {
            CkptImageModule module = new CkptImageModule(image);
            ObjectMapper mapper = new ObjectMapper().registerModule(module).registerModule(module);
            assertThatThrownBy(() -> mapper.registerModule(new CkptImageModule(other)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a mapper for each image");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20/plain", "v20/tcp", "v20-i386/cred", "v20/pty"})
    void recordsAreLinesAndTypedOnesHaveNoPlace(String name) throws IOException {
        byte[] bytes = JsonImages.bytes(name);
        List<String> lines = JsonImages.json(bytes, JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT))
                .lines()
                .skip(1)
                .toList();
        try (Image image = JsonImages.open(bytes)) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            for (ImageRecord record : image.records()) {
                ObjectNode line = (ObjectNode) PLAIN.readTree(lines.get(record.number()));
                assertThat(tree(mapper, record)).isEqualTo(line);
                boolean placeless = record.isRecord() && !record.is(RecordType.BUFFER) && !record.is(RecordType.STRING);
                if (placeless && !record.is(RecordType.PIPE_BUF)) {
                    line.remove(List.of("offset", "depth", "objref", "role"));
                    assertThat(tree(mapper, record.decode())).isEqualTo(line);
                }
            }
        }
    }
}
