package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Test;

/** What an image is called that was made of JSON, where it lies meanwhile, and what its caller may not give. */
class ReadJsonTest {
    private static InputStream json(JsonOptions options) {
        String json = JsonImages.json(JsonImages.bytes("v20/plain"), options);
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream json() {
        return json(JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64));
    }

    @Test
    void theImageHasTheNameThatItsCallerGives() throws IOException {
        try (Image image = Image.open(ImageJson.read(json(), PayloadFiles.NONE, "job 12.json"), OpenOptions.DEFAULT)) {
            assertThat(image.name()).isEqualTo("job 12.json");
        }
        try (ByteSource source = ImageJson.read(json(), PayloadFiles.NONE)) {
            assertThat(source.name()).isEqualTo("<json>");
        }
    }

    /** The temporary files that this process has open, as the kernel calls them. */
    private static List<String> spools() throws IOException {
        List<String> spools = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    spools.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        spools.removeIf(name -> !name.contains("ckpt-spool"));
        return spools;
    }

    @Test
    void theFileOfTheImageHasNoNameWhileTheJsonIsRead() throws IOException {
        InputStream looking = new FilterInputStream(json()) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                assertThat(spools()).isNotEmpty().allMatch(name -> name.endsWith("(deleted)"));
                return super.read(bytes, from, length);
            }
        };
        ImageJson.read(looking, PayloadFiles.NONE).close();
    }

    @Test
    void anOriginalThatIsNullIsCalledByTheMethodThatGaveIt() {
        PayloadFiles nulls = new PayloadFiles() {
            @Override
            public Optional<ByteSource> original(String name, long offset, boolean references) {
                return null;
            }

            @Override
            public Optional<ByteSource> sidecar(String name) {
                return null;
            }
        };
        assertThatThrownBy(() -> ImageJson.read(json(JsonOptions.DEFAULT), nulls))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("PayloadFiles.original gave null");
    }
}
