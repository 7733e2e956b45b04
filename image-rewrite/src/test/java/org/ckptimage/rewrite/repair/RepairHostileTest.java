package org.ckptimage.rewrite.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.rewrite.TestImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images damaged at random: a repair mends them or says why not; it never fails, and is never needed twice. */
class RepairHostileTest {
    private static final String[] IMAGES = {
        "v20/ux.ckpt",
        "v20/ep.ckpt",
        "v20/tree.ckpt",
        "v20/msgq.ckpt",
        "v20/pty.ckpt",
        "v20/udp.ckpt",
        "v20/tcp.ckpt",
        "v20/pipes.ckpt",
        "v20/sigq.ckpt"
    };
    private static final int DAMAGES = Integer.getInteger("ckpt.damages", 60);

    static Stream<String> images() {
        return Stream.of(IMAGES);
    }

    @ParameterizedTest
    @MethodSource("images")
    void aDamagedImageIsMendedOrRefused(String name) throws IOException {
        byte[] original = TestImages.bytes(name);
        List<ImageRecord> records;
        List<int[]> places = new ArrayList<>();
        try (Image image = TestImages.open(name)) {
            records = image.records();
            for (ImageRecord record : records) {
                places.add(new int[] {(int) record.offset(), (int) record.length()});
            }
        }
        IntStream.range(0, DAMAGES).parallel().forEach(seed -> {
            byte[] damaged = damage(original, places, new Random(seed));
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> repair(name + " seed " + seed, damaged));
        });
    }

    /** A field, a record's head, a record dropped, doubled or exchanged, or a cut. */
    private static byte[] damage(byte[] original, List<int[]> places, Random random) {
        int[] place = places.get(random.nextInt(places.size()));
        int[] other = places.get(random.nextInt(places.size()));
        byte[] bytes = original.clone();
        switch (random.nextInt(6)) {
            case 0:
                return without(bytes, place[0], place[1]);
            case 1:
                return with(bytes, other[0], java.util.Arrays.copyOfRange(bytes, place[0], place[0] + place[1]));
            case 2:
                return java.util.Arrays.copyOf(bytes, place[0] + random.nextInt(place[1]));
            case 3:
                bytes[place[0] + 4 + random.nextInt(2)] = (byte) random.nextInt();
                return bytes;
            default:
                int at = place[0] + 8 + random.nextInt(Math.max(1, Math.min(60, place[1] - 8))) / 4 * 4;
                int[] values = {0, 1, -1, 1 << 31, 7, random.nextInt()};
                int value = values[random.nextInt(values.length)];
                for (int i = 0; i < 4 && at + i < bytes.length; i++) {
                    bytes[at + i] = (byte) (value >>> 8 * i);
                }
                return bytes;
        }
    }

    private static byte[] without(byte[] bytes, int from, int length) {
        byte[] result = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(bytes, from + length, result, from, result.length - from);
        return result;
    }

    private static byte[] with(byte[] bytes, int at, byte[] more) {
        byte[] result = new byte[bytes.length + more.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(more, 0, result, at, more.length);
        System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
        return result;
    }

    private static void repair(String what, byte[] damaged) throws IOException {
        try (Image image = Image.open(ByteSource.of(damaged, what), OpenOptions.DEFAULT.as(Dialect.V20))) {
            RepairPlan plan = Repair.of(image).dropTasks().plan();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            plan.writeTo(Channels.newChannel(out));
            byte[] repaired = out.toByteArray();
            if (plan.mended().isEmpty()) {
                assertThat(repaired).as(what).isEqualTo(damaged);
            }
            try (Image again = Image.open(ByteSource.of(repaired, what), OpenOptions.DEFAULT.as(Dialect.V20))) {
                assertThat(Repair.of(again).dropTasks().plan().mended())
                        .as(what)
                        .isEmpty();
            }
        } catch (ImageFormatException e) {
            // No image any more: its head is gone.
        } catch (RuntimeException e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }
}
