package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.json.view.EditsJson;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.testing.FuzzInput;
import org.ckptimage.testing.FuzzedImage;

/**
 * JSON of images that a fuzzer damages, and JSON and plan files that it damages. The build runs the kept inputs;
 * CONTRIBUTING.md says how to look for new ones.
 */
class JsonFuzzTest {
    private static final int FEW_DAMAGES = 6;
    private static final int MOST_CHANGES = 8;

    private static final List<Supplier<byte[]>> DOCUMENTS = List.of(
            document(Dialect.V20, Architecture.X86_64, JsonOptions.Form.TREE),
            document(Dialect.V20, Architecture.PPC64, JsonOptions.Form.FLAT),
            document(Dialect.V23_3_0, Architecture.ARM, JsonOptions.Form.TREE));

    private static final byte[] PLAN = """
            {"format": "ckpt-image/1", "edits": [
              {"edit": "close", "pid": 278, "fd": 3},
              {"edit": "delete", "files": ["/var/lock/*", 12, {"pid": 278, "fd": 5}], "mapped": "keep"},
              {"edit": "replace", "files": "278:0", "by": {"kind": "regular", "path": "/in", "access": "r",
                  "flags": ["O_NONBLOCK"], "position": "clamp"}},
              {"edit": "substitute", "files": {"std": 278}, "fd": 7},
              {"edit": "relocate", "from": "/scratch/old", "to": "/scratch/new"},
              {"edit": "set", "files": ["278:4", 13], "position": 0, "flags": ["O_APPEND"]},
              {"edit": "cloexec", "pid": 278, "fd": 3, "on": true},
              {"edit": "drop-task", "pid": 281},
              {"edit": "renumber", "numbers": {"12": 40}}
            ]}
            """.getBytes(StandardCharsets.UTF_8);

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1",
            "1e999",
            "18446744073709551616",
            "\"0x\"",
            "\"\\ud800\"",
            "{\"hex\":\"zz\"}",
            "[[[[[[[[",
            "\"len\":",
            "\"type\":",
            "\n",
            "\u0000",
            "4294967295");

    private static Supplier<byte[]> document(Dialect dialect, Architecture architecture, JsonOptions.Form form) {
        return Suppliers.memoize(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] image = JsonImages.madeUp(ImageFormat.of(dialect, architecture));
            try (Image opened = Image.open(ByteSource.of(image, "seed"), OpenOptions.DEFAULT)) {
                ImageJson.write(opened, out, JsonOptions.DEFAULT.form(form).payload(JsonOptions.Payload.BASE64));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        });
    }

    @FuzzTest(maxDuration = "10m")
    void outAndInIsTheImage(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] bytes = FuzzedImage.of(in, FEW_DAMAGES);
        JsonOptions.Form form = in.of(List.of(JsonOptions.Form.values()));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (Image image = Image.open(ByteSource.of(bytes, "fuzzed"), OpenOptions.DEFAULT)) {
            ImageJson.write(image, json, JsonOptions.DEFAULT.form(form).payload(JsonOptions.Payload.BASE64));
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        assertThat(encoded(json.toByteArray())).isEqualTo(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void jsonIsAnImageOrSaysWhere(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] json = damaged(in, in.of(DOCUMENTS).get());
        try {
            encoded(json);
        } catch (JsonImageException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aPlanFileIsReadOrSaysWhere(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] plan = damaged(in, PLAN);
        try {
            List<Edit> edits = EditsJson.read(new ByteArrayInputStream(plan), "plan.json");
            assertThat(edits).doesNotContainNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("plan.json");
        }
    }

    private static byte[] encoded(byte[] json) throws IOException {
        try (ByteSource image = ImageJson.read(new ByteArrayInputStream(json), PayloadFiles.NONE)) {
            return ByteBufUtil.getBytes(image.slice(0, (int) image.size()));
        }
    }

    /** Text with stretches taken out, put elsewhere or replaced by something that means much to JSON. */
    private static byte[] damaged(FuzzInput in, byte[] text) {
        byte[] result = text;
        int changes = in.below(MOST_CHANGES + 1);
        for (int i = 0; i < changes && !in.isEmpty(); i++) {
            int from = in.below(result.length);
            int to = Math.min(result.length, from + in.below(in.flag() ? 8 : 400));
            byte[] by = switch (in.below(4)) {
                case 0 -> new byte[0];
                case 1 -> in.of(TOKENS).getBytes(StandardCharsets.UTF_8);
                case 2 -> in.bytes(1 + in.below(6));
                default -> java.util.Arrays.copyOfRange(result, from, to);
            };
            result = spliced(result, from, in.flag() ? from : to, by);
        }
        return result;
    }

    private static byte[] spliced(byte[] text, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, from);
        out.writeBytes(by);
        out.write(text, to, text.length - to);
        return out.toByteArray();
    }
}
