package org.ckptimage.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes had in memory, pipes, messages and terminals is printed by no command that is not asked for it. */
class SecretTest {
    private static final String SECRET = "sEcReT-pAsSwOrD-";
    private static final int PAGE = 4096;
    private static final Map<String, byte[]> IMAGES = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeImages() throws IOException {
        byte[] v20 = madeUp(ImageFormat.of(Dialect.V20, Architecture.X86_64));
        IMAGES.put("v20.ckpt", v20);
        IMAGES.put("v23.ckpt", madeUp(ImageFormat.of(Dialect.V23_3_0, Architecture.X86_64)));
        breakInTheSecret(v20);
        for (Map.Entry<String, byte[]> image : IMAGES.entrySet()) {
            Files.write(folder.resolve(image.getKey()), image.getValue());
        }
    }

    /** The secret in everything that has contents. */
    private static byte[] madeUp(ImageFormat format) {
        byte[] page = SECRET.repeat(PAGE / SECRET.length()).getBytes(US_ASCII);
        return MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, page).msg(0).message(1, SECRET.repeat(3)))
                .task(
                        1,
                        t -> t.file(0, "/dev/null")
                                .pipe(3, 4, SECRET.repeat(3))
                                .fifo(5, "/tmp/fifo", SECRET.repeat(3))
                                .socketPair(9, 10, SECRET.repeat(3), "")
                                .tcp(11, 12, 80, SECRET.repeat(3))
                                .pty(15, 16, pty -> pty.input(SECRET.repeat(3)))
                                .memory(m -> m.file(0x10000, 4, "/bin/job", page)
                                        .anon(0x20000, page, null, page)
                                        .shared(0x30000, "one", page)))
                .build();
    }

    /**
     * Around each place that holds the secret: the image ends in it, its record is of no known type, and it is too
     * short, so that what follows, the secret, is read as the head of a record.
     */
    private static void breakInTheSecret(byte[] whole) throws IOException {
        try (Image image = Image.open(ByteSource.of(whole, "seed"), OpenOptions.DEFAULT)) {
            for (ImageRecord record : image.records()) {
                int at = (int) record.offset();
                int length = (int) record.length();
                if (text(Arrays.copyOfRange(whole, at, at + length)).contains(SECRET)) {
                    IMAGES.put(at + "-cut", Arrays.copyOf(whole, at + length - 20));
                    IMAGES.put(at + "-unknown", changed(whole, at, 0x77));
                    IMAGES.put(at + "-short", changed(whole, at + 4, length - 48));
                }
            }
        }
    }

    private static byte[] changed(byte[] whole, int at, int value) {
        byte[] bytes = whole.clone();
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static Stream<List<String>> commands() {
        return EveryCommand.on("IMAGE", "OTHER");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void noCommandTellsIt(List<String> command) {
        assertThat(IMAGES).hasSizeGreaterThan(20);
        for (String name : IMAGES.keySet()) {
            Cli.Result result = Cli.run(command.stream()
                    .map(word -> word.equals("IMAGE") ? folder.resolve(name).toString() : word)
                    .map(word -> word.equals("OTHER") ? Cli.image("v20/plain") : word)
                    .toArray(String[]::new));
            assertThat(result.status()).as(name).isBetween(0, 3);
            holdsNothing(name, result);
        }
    }

    private static void holdsNothing(String what, Cli.Result result) {
        String all = result.out() + result.err();
        assertThat(all).as(what).doesNotContain(SECRET.substring(0, 8), SECRET.substring(8));
        assertThat(all.replace(" ", "").toLowerCase(java.util.Locale.ROOT))
                .as(what)
                .doesNotContain(
                        HexFormat.of().formatHex(SECRET.substring(0, 8).getBytes(US_ASCII)),
                        HexFormat.of().formatHex(SECRET.substring(8).getBytes(US_ASCII)));
        for (int turn = 0; turn < 3; turn++) {
            String turned = SECRET.substring(turn) + SECRET.substring(0, turn);
            assertThat(all).as(what).doesNotContain(base64(turned.substring(0, 9)));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
    }

    /** Else the test above would see nothing either. */
    @Test
    void whoAsksIsTold() {
        String image = folder.resolve("v20.ckpt").toString();
        assertThat(Cli.run("mem", image, "--read", "0x20000", "--pid", "1").out())
                .contains("sEcReT-pAsSwOrD-");
        assertThat(Cli.run("json", image, "--payload", "hex").out())
                .contains(HexFormat.of().formatHex(SECRET.getBytes(US_ASCII)));
        assertThat(Cli.run("json", image, "--payload", "base64").out()).contains(base64(SECRET.substring(0, 9)));
    }

    /** A mistake in JSON that holds contents is said without them. */
    @ParameterizedTest
    @ValueSource(strings = {"hex", "base64"})
    void messagesAboutJsonDoNotTellIt(String payload) {
        String image = folder.resolve("v20.ckpt").toString();
        String json = Cli.run("json", image, "--payload", payload).out();
        String in = payload.equals("hex")
                ? HexFormat.of().formatHex(SECRET.getBytes(US_ASCII))
                : base64(SECRET.substring(0, 9));
        int at = json.indexOf(in);
        int quote = json.lastIndexOf('"', at);
        for (String broken : List.of(
                json.substring(0, at) + "\u00e9" + json.substring(at),
                json.substring(0, at) + "\u0001" + json.substring(at),
                json.substring(0, at) + "\\q" + json.substring(at),
                json.substring(0, at) + "a" + json.substring(at),
                json.substring(0, at + 3) + '"' + json.substring(at),
                json.substring(0, quote) + json.substring(quote + 1),
                json.substring(0, quote) + "s" + json.substring(at),
                json.substring(0, quote) + "\"s\":" + json.substring(quote),
                json.substring(0, at + 30))) {
            Cli.Result result = Cli.runWithInput(
                    broken.getBytes(java.nio.charset.StandardCharsets.UTF_8), "encode", "-", "-o", "/dev/null");
            assertThat(result.status()).as(result.err()).isEqualTo(1);
            assertThat(result.err()).startsWith("ckpt: <stdin>: ");
            holdsNothing(broken.substring(Math.max(0, at - 20), at + 20), result);
        }
    }
}
