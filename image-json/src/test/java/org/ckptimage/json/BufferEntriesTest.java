package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.IpcNamespace;
import org.ckptimage.image.Namespaces;
import org.ckptimage.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What BUFFERs hold that are arrays of the kernel's own structs. */
class BufferEntriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"v20/plain", "v20-i386/plain"})
    void theAuxiliaryVectorSaysWhereTheVdsoIs(String name) throws IOException {
        String maps = Files.readString(Testdata.path(name + ".txt"));
        String vdso = maps.lines()
                .filter(line -> line.endsWith("[vdso]"))
                .map(line -> line.substring(0, line.indexOf('-')))
                .findFirst()
                .orElseThrow();
        JsonNode auxv = entries(JsonImages.bytes(name), "auxv").get(0);
        List<String> places = new ArrayList<>();
        for (JsonNode entry : auxv) {
            if (entry.get("a_type").path("name").asText().equals("AT_SYSINFO_EHDR")) {
                places.add(entry.get("a_val").asText());
            }
        }
        assertThat(places).containsExactly("0x" + vdso);
    }

    @ParameterizedTest
    @CsvSource({"V18, I386", "V19_RC2, X86_64", "V20, I386", "V20, PPC32", "V20, PPC64", "V23, S390X"})
    void semaphoresAreValuesAndPids(Dialect dialect, Architecture architecture) throws IOException {
        byte[] image = JsonImages.madeUp(ImageFormat.of(dialect, architecture));
        JsonNode set = entries(image, "semaphores").get(0);
        assertThat(set.findValuesAsText("semval")).containsExactly("5", "6");
        assertThat(set.findValuesAsText("sempid")).containsExactly("0", "0");
    }

    @Test
    void aSemaphoreThatIsTakenOutIsNotCounted() throws IOException {
        byte[] image = JsonImages.madeUp(ImageFormat.of(Dialect.V20, Architecture.X86_64));
        JsonNode json = JSON.readTree(json(image));
        ((ObjectNode) json.findParent("sem_nsems")).remove("sem_nsems");
        ObjectNode buffer = withRole(json, "semaphores").get(0);
        buffer.remove("length");
        ((ArrayNode) buffer.get("fields").get("entries")).remove(0);
        try (Image after = JsonImages.open(JsonImages.encode(json.toString(), null, null))) {
            IpcNamespace.SemaphoreSet set = after.tasks()
                    .get(0)
                    .namespaces()
                    .flatMap(Namespaces::ipc)
                    .orElseThrow()
                    .semaphoreSets()
                    .get(0);
            assertThat(set.record().semNsems()).isOne();
            assertThat(set.semaphores().get(0).semval()).isEqualTo(6);
        }
    }

    private static List<JsonNode> entries(byte[] image, String role) throws IOException {
        return withRole(JSON.readTree(json(image)), role).stream()
                .map(buffer -> buffer.get("fields").get("entries"))
                .toList();
    }

    private static List<ObjectNode> withRole(JsonNode json, String role) {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode record : json.findParents("role")) {
            if (record.get("role").asText().equals(role)) {
                found.add((ObjectNode) record);
            }
        }
        return found;
    }

    private static String json(byte[] image) throws IOException {
        return JsonImages.json(image, JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64));
    }
}
