package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.testing.FuzzSeeds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in which every name is hostile, whatever it names: no command gives any of them raw to a terminal. */
class HostileTextTest {
    /** Escape sequences, ends of lines, separators of our own formats, C1 controls, bidi overrides, no UTF-8. */
    private static final byte[] HOSTILE = bytes(
            "/\033]0;owned\007\n\r\t\b\177|\"'\\,:{}\u009b2J\u0085\u202e\u2066\u200f\u2028\ufeffx",
            0xff,
            0xc3,
            0x28,
            0xed,
            0xa0,
            0x80);

    private static final Set<RecordType> TEXTS =
            EnumSet.of(RecordType.STRING, RecordType.FILE_NAME, RecordType.LSM_INFO);
    private static final Set<Role> NAMES =
            EnumSet.of(Role.UTS_RELEASE, Role.UTS_VERSION, Role.UTS_MACHINE, Role.LSM_NAME);
    private static final Set<RecordType> WITH_NAMES =
            EnumSet.of(RecordType.UTS_NS, RecordType.SOCKET_UNIX, RecordType.NETDEV);
    private static final int TYPE_OF_ERROR = 9999;
    private static final int HEAD = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeImages() throws IOException {
        write("whole.ckpt", hostile(Files.readAllBytes(Path.of(Cli.image("v20/ux")))));
        write("tree.ckpt", hostile(Files.readAllBytes(Path.of(Cli.image("v20/tree")))));
        byte[] madeUp = hostile(
                FuzzSeeds.rich(ImageFormat.of(Dialect.V23, Architecture.X86_64)).build());
        write("v23.ckpt", madeUp);
        byte[] failed = hostile(Files.readAllBytes(Path.of(Cli.image("v20/plain"))));
        write("failed.ckpt", withError(Arrays.copyOf(failed, offsetOfTask(failed))));
        write("plan.json", bytes("{\"format\":\"ckpt-image/1\",\"edits\":[{\"edit\":\"" + jsonEscaped() + "\"}]}"));
        write("image.json", bytes("{\"" + jsonEscaped() + "\":1}"));
    }

    private static void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] bytes(String text, int... more) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(utf8, utf8.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[utf8.length + i] = (byte) more[i];
        }
        return all;
    }

    private static String jsonEscaped() {
        return "\\u001b[31m\\n\\u009b\\u202e";
    }

    /** The image with every text in it replaced, at the same length. */
    private static byte[] hostile(byte[] image) throws IOException {
        byte[] changed = image.clone();
        Path file = Files.write(folder.resolve("seed"), image);
        try (Image opened = Image.open(file)) {
            for (ImageRecord record : opened.records()) {
                RecordType type = record.type().orElse(null);
                int at = (int) record.offset();
                if (TEXTS.contains(type) || NAMES.contains(record.role())) {
                    fill(changed, at + HEAD, (int) record.length() - HEAD - 1);
                } else if (WITH_NAMES.contains(type)) {
                    for (Field field : opened.format().layout(type).fields()) {
                        fillName(changed, at, type, field);
                    }
                }
            }
        }
        return changed;
    }

    private static void fillName(byte[] image, int record, RecordType type, Field field) {
        if (type == RecordType.SOCKET_UNIX && field.name().matches("[lr]addr\\.sun_path")) {
            // A NUL in front makes it an abstract name, which is printed in another way.
            boolean isAbstract = image[record + field.offset()] == 0;
            int from = isAbstract ? 1 : 0;
            fill(image, record + field.offset() + from, field.size() - from);
        } else if (type != RecordType.SOCKET_UNIX && field.isArray() && field.elementSize() == 1) {
            fill(image, record + field.offset(), field.size() - 1);
        }
    }

    private static void fill(byte[] image, int from, int length) {
        for (int i = 0; i < length; i++) {
            image[from + i] = HOSTILE[i % HOSTILE.length];
        }
    }

    private static int offsetOfTask(byte[] image) throws IOException {
        Path file = Files.write(folder.resolve("seed"), image);
        try (Image opened = Image.open(file)) {
            return (int) opened.tasks().get(0).offset();
        }
    }

    /** A checkpoint that failed says why, in words. */
    private static byte[] withError(byte[] image) {
        byte[] all = Arrays.copyOf(image, image.length + HEAD + 1 + HOSTILE.length + 1);
        int length = all.length - image.length;
        for (int i = 0; i < 4; i++) {
            all[image.length + i] = (byte) (TYPE_OF_ERROR >>> 8 * i);
            all[image.length + 4 + i] = (byte) (length >>> 8 * i);
        }
        System.arraycopy(HOSTILE, 0, all, image.length + HEAD + 1, HOSTILE.length);
        return all;
    }

    static Stream<List<String>> commands() {
        return Stream.of("whole.ckpt", "tree.ckpt", "v23.ckpt", "failed.ckpt").flatMap(HostileTextTest::commandsFor);
    }

    private static Stream<List<String>> commandsFor(String image) {
        return Stream.concat(
                EveryCommand.on(image, "../seed"),
                Stream.of(
                        List.of("rewrite", image, "--replace", "/none\033[31m\n=/dev/null", "--dry-run"),
                        List.of("rewrite", image, "--relocate", "/=/\033[31m\n\u202e", "--dry-run"),
                        List.of("rewrite", image, "--plan", "plan.json", "--dry-run"),
                        List.of("encode", "image.json", "-o", "out.ckpt"),
                        List.of("info", "--dialect", "\033[31m\u202e", image),
                        List.of("info", "no\033[31m\n\u009b\u202esuch"),
                        List.of("check", "--explain", "\033[31m\n"),
                        List.of("\033[31m\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void nothingReachesTheTerminalRaw(List<String> command) throws IOException {
        Files.copy(
                Path.of(Cli.image("v20/plain")),
                folder.resolve("seed"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String[] arguments = command.stream()
                .map(word -> word.equals("../seed") ? "seed" : word)
                .map(word -> Files.exists(folder.resolve(word.replace('\n', '_').replace('\0', '_')))
                                || word.equals("out.ckpt")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        Cli.Result result = Cli.run(arguments);
        assertThat(result.status()).isBetween(0, 3);
        assertThat(raw(result.out())).as("standard output").isEmpty();
        assertThat(raw(result.err())).as("standard error").isEmpty();
        assertThat(result.out() + result.err()).doesNotContain("\tat org.ckptimage");
        if (command.contains("--json") && result.status() == 0) {
            for (String line : result.out().lines().toList()) {
                if (command.contains("records")) {
                    assertThat(JSON.readTree(line).isObject()).isTrue();
                }
            }
        }
    }

    @Test
    void theNamesAreThereEscaped() {
        assertThat(Cli.run("files", folder.resolve("whole.ckpt").toString()).out())
                .contains("/\\x1b]0;owned\\x07\\n\\r", "@/\\x1b]0;owned\\x07", "LISTEN");
        assertThat(Cli.run("ps", folder.resolve("whole.ckpt").toString()).out()).contains("/\\x1b]0;owned");
        assertThat(Cli.run("info", folder.resolve("failed.ckpt").toString()).out())
                .contains("\\x1b]0;owned");
    }

    /** The characters that a terminal would act on. */
    private static List<String> raw(String text) {
        return text.codePoints()
                .filter(c -> c != '\n' && (Character.isISOControl(c) || isInvisible(c)))
                .mapToObj(c -> String.format("U+%04X", c))
                .distinct()
                .toList();
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.ckpt", "tree.ckpt", "v23.ckpt"})
    void noNameForgesALineOfUserInfo(String image) {
        Cli.Result info = Cli.run("files", "--user-info", folder.resolve(image).toString());
        Cli.Result table = Cli.run("files", "--json", folder.resolve(image).toString());
        long withDescriptors = table.out().split("\"objref\"", -1).length - 1;
        assertThat(info.out().lines().count()).isLessThanOrEqualTo(withDescriptors);
        assertThat(info.out().lines())
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 3);
    }
}
