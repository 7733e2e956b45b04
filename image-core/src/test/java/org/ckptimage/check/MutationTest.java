package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real images, damaged at random: the check never throws, always ends, and what it says to stop the restart stands at
 * or before the place where the damage shows first.
 */
class MutationTest {
    private static final int MUTATIONS = Integer.getInteger("ckpt.mutations", 40);
    private static final int MOST_BYTES = 400_000;
    private static final int OBJREF = 6;

    /**
     * A damaged image. @param structural whether no restart can survive it; then {@code shows} is where it must show
     */
    record Mutant(byte[] bytes, String what, long shows, boolean structural) {}

    /** One kind of damage: done to a record of an image. */
    private interface Mutator {
        Mutant apply(byte[] image, List<long[]> records, int at, Random random);
    }

    private static final List<Mutator> MUTATORS = List.of(
            MutationTest::length,
            MutationTest::type,
            MutationTest::number,
            MutationTest::number,
            MutationTest::number,
            MutationTest::drop,
            MutationTest::duplicate,
            MutationTest::swap,
            MutationTest::truncate);

    static Stream<Object[]> images() {
        return CheckImages.real()
                .filter(name -> CheckImages.bytes(name).length < MOST_BYTES)
                .flatMap(name -> LongStream.range(0, 3).mapToObj(seed -> new Object[] {name, seed}));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("images")
    void damageIsFoundWhereItShows(String name, long seed) throws Exception {
        byte[] image = CheckImages.bytes(name);
        List<long[]> records = records(image);
        CheckReport untouched = CheckImages.check(image, CheckOptions.DEFAULT);
        Random random = new Random(seed * 31 + name.hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            int at = random.nextInt(records.size());
            Mutant mutant = MUTATORS.get(random.nextInt(MUTATORS.size())).apply(image, records, at, random);
            judge(mutant, untouched);
        }
    }

    private static void judge(Mutant mutant, CheckReport untouched) {
        CheckReport report = Assertions.assertTimeout(
                Duration.ofSeconds(20), () -> check(mutant.bytes).orElse(null), mutant.what);
        if (report == null) {
            return;
        }
        assertThat(report.assumptions()).as(mutant.what).noneMatch(line -> line.contains("could not be evaluated"));
        assertThat(report.findings().size()).isLessThan(100_000);
        if (mutant.structural) {
            assertThat(report.verdict()).as(mutant.what).isNotEqualTo(CheckReport.Verdict.RESTARTS);
            long stop = report.first().orElseThrow().stopOffset();
            long before = untouched.first().map(Finding::stopOffset).orElse(Long.MAX_VALUE);
            assertThat(Math.min(stop, before))
                    .as(mutant.what + ": " + report.first())
                    .isLessThanOrEqualTo(mutant.shows);
        }
    }

    private static Optional<CheckReport> check(byte[] bytes) throws IOException {
        try (Image image = Image.open(ByteSource.of(bytes, "mutant"), OpenOptions.DEFAULT)) {
            CheckReport report = Checker.check(image);
            Needs.of(image);
            return Optional.of(report);
        } catch (ImageFormatException e) {
            // Refused at the door, as too broken to tell its dialect.
            return Optional.empty();
        }
    }

    /** Start and end of every record. */
    private static List<long[]> records(byte[] bytes) throws IOException {
        try (Image image = Image.open(ByteSource.of(bytes, "real"), OpenOptions.DEFAULT)) {
            List<long[]> records = new ArrayList<>();
            for (ImageRecord record : image.records()) {
                if (record.isRecord()) {
                    records.add(new long[] {record.offset(), record.offset() + record.length()});
                }
            }
            return records;
        }
    }

    private static Mutant length(byte[] image, List<long[]> records, int at, Random random) {
        long[] record = records.get(at);
        int[] deltas = {-8, -4, -1, 1, 4, 8, 1000, 1 << 30, Integer.MIN_VALUE};
        ImagePatch patch = ImagePatch.of(image);
        long length = record[1] - record[0];
        long value = random.nextInt(8) == 0 ? random.nextInt(9) : length + deltas[random.nextInt(deltas.length)];
        patch.put(record[0] + 4, 4, value);
        long end = record[0] + (value & 0xffffffffL);
        // A record that swallows others as a whole leaves an image that can be read for a while.
        boolean whole = records.stream().anyMatch(other -> other[0] == end);
        long shows = whole ? 2L * image.length : Math.max(end, record[1]);
        return new Mutant(patch.bytes(), "length " + value + " at " + record[0], shows, value != length);
    }

    private static Mutant type(byte[] image, List<long[]> records, int at, Random random) {
        int[] types = {
            4, 5, 6, 102, 104, 114, 302, 303, 304, 305, 308, 401, 402, 403, 501, 504, 702, 703, 9001, 9999, 77
        };
        long[] record = records.get(at);
        ImagePatch patch = ImagePatch.of(image);
        int type = types[random.nextInt(types.length)];
        boolean other =
                patch.bytes()[(int) record[0]] != (byte) type || patch.bytes()[(int) record[0] + 1] != type >> 8;
        patch.put(record[0], 4, type);
        boolean certain = other && type != OBJREF;
        return new Mutant(patch.bytes(), "type " + type + " at " + record[0], record[0], certain);
    }

    /** A field, as far as four bytes are one: counts, references, flags. */
    private static Mutant number(byte[] image, List<long[]> records, int at, Random random) {
        long[] record = records.get(at);
        long words = Math.min(40, (record[1] - record[0]) / 4 - 2);
        ImagePatch patch = ImagePatch.of(image);
        long place = record[0] + 8 + 4L * random.nextInt((int) Math.max(1, words));
        if (words <= 0) {
            return new Mutant(image, "nothing", 0, false);
        }
        long[] values = {0, 1, -1, 4711, 0x80000000L, 0x7fffffff, random.nextInt(), random.nextInt(100)};
        long value = values[random.nextInt(values.length)];
        patch.put(place, 4, value);
        return new Mutant(patch.bytes(), "0x" + Long.toHexString(value) + " at " + place, place, false);
    }

    private static Mutant drop(byte[] image, List<long[]> records, int at, Random random) {
        long[] record = records.get(at);
        ImagePatch patch = ImagePatch.of(image);
        patch.replace(record[0], record[1], new byte[0]);
        return new Mutant(patch.bytes(), "record dropped at " + record[0], image.length, true);
    }

    private static Mutant duplicate(byte[] image, List<long[]> records, int at, Random random) {
        long[] record = records.get(at);
        long[] before = records.get(random.nextInt(records.size()));
        byte[] copy = java.util.Arrays.copyOfRange(image, (int) record[0], (int) record[1]);
        ImagePatch patch = ImagePatch.of(image);
        patch.insert(before[0], copy);
        return new Mutant(patch.bytes(), "record of " + record[0] + " again at " + before[0], 2L * image.length, true);
    }

    private static Mutant swap(byte[] image, List<long[]> records, int at, Random random) {
        if (at + 1 >= records.size() || records.get(at)[1] != records.get(at + 1)[0]) {
            return drop(image, records, at, random);
        }
        long[] first = records.get(at);
        long[] second = records.get(at + 1);
        byte[] swapped = ImagePatch.join(
                java.util.Arrays.copyOfRange(image, (int) second[0], (int) second[1]),
                java.util.Arrays.copyOfRange(image, (int) first[0], (int) first[1]));
        ImagePatch patch = ImagePatch.of(image);
        patch.replace(first[0], second[1], swapped);
        boolean other = image[(int) first[0]] != image[(int) second[0]]
                || image[(int) first[0] + 1] != image[(int) second[0] + 1];
        return new Mutant(patch.bytes(), "records swapped at " + first[0], image.length, other);
    }

    private static Mutant truncate(byte[] image, List<long[]> records, int at, Random random) {
        int size = 80 + random.nextInt(image.length - 80);
        ImagePatch patch = ImagePatch.of(image);
        patch.cut(size);
        return new Mutant(patch.bytes(), "cut at " + size, size, true);
    }
}
