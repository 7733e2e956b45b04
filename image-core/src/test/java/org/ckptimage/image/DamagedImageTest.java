package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with an image, its bytes stay readable and no view fails but by saying so. */
class DamagedImageTest {
    private static final long[] LENGTHS = {0, 7, 8, 1L << 31, 0xffffffffL};
    private static final long[] COUNTS = {0xffffffffL, 0x80000000L, 0x7fffffffL, 1 << 20, 0};

    /** One image of every kind of content. */
    static Stream<String> images() {
        return Stream.of(
                "v20/cred",
                "v20/ep",
                "v20/ipc",
                "v20/pipes",
                "v20/pty",
                "v20/tcp",
                "v20/thr",
                "v20/tree",
                "v20/ux",
                "v20-i386/plain");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void impossibleLengthsInAnyRecord(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            for (ImageRecord record : image.records()) {
                if (record.isRecord()) {
                    // All lengths at each record, but one a record with all views.
                    for (int i = 0; i < LENGTHS.length; i++) {
                        byte[] bytes = whole.clone();
                        DamagedImages.put(bytes, (int) record.offset() + 4, 4, LENGTHS[i]);
                        DamagedImages.survives(bytes, record.number() % LENGTHS.length == i);
                    }
                }
            }
        }
    }

    private record Count(RecordType type, String field) {}

    private static final List<Count> ALL_COUNTS = List.of(
            new Count(RecordType.FILE_TABLE, "fdt_nfds"),
            new Count(RecordType.MM, "map_count"),
            new Count(RecordType.PGARR, "nr_pages"),
            new Count(RecordType.EPOLL_ITEMS, "num_items"),
            new Count(RecordType.SOCKET_QUEUE, "skb_count"),
            new Count(RecordType.SOCKET_BUFFER, "nr_frags"),
            new Count(RecordType.SOCKET_BUFFER, "lin_len"),
            new Count(RecordType.SOCKET_BUFFER, "data_offset"),
            new Count(RecordType.SOCKET_FRAG, "size"),
            new Count(RecordType.SOCKET_FRAG, "offset"),
            new Count(RecordType.TREE, "nr_tasks"),
            new Count(RecordType.IPC_MSG, "q_qnum"),
            new Count(RecordType.IPC_MSG_MSG, "m_ts"),
            new Count(RecordType.GROUPINFO, "ngroups"),
            new Count(RecordType.IPC, "ipc_count"),
            new Count(RecordType.SIGPENDING, "nr_pending"),
            new Count(RecordType.TTY_LDISC, "datalen"),
            new Count(RecordType.MM_CONTEXT, "nldt"),
            new Count(RecordType.SOCKET_UNIX, "laddr_len"),
            new Count(RecordType.SOCKET_UNIX, "raddr_len"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void impossibleCounts(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            ImageFormat format = image.format();
            int tried = 0;
            for (ImageRecord record : image.records()) {
                for (Count count : ALL_COUNTS) {
                    if (record.type().orElse(null) == count.type()) {
                        int at = (int) record.offset()
                                + format.layout(count.type()).offset(count.field());
                        int size = count.field().equals("nr_frags") ? 2 : 4;
                        for (long value : COUNTS) {
                            byte[] bytes = whole.clone();
                            DamagedImages.put(bytes, at, size, value);
                            DamagedImages.survives(bytes);
                            tried++;
                        }
                    }
                }
            }
            assertThat(tried).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void eightBytesOfCountsThatAreAllOnes(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            for (ImageRecord record : image.records()) {
                boolean wide = record.type()
                        .filter(t -> t == RecordType.PGARR || t == RecordType.IPC_MSG)
                        .isPresent();
                if (wide) {
                    byte[] bytes = whole.clone();
                    int at = record.typeNumber() == 403 ? 8 : 96;
                    Arrays.fill(bytes, (int) record.offset() + at, (int) record.offset() + at + 8, (byte) 0xff);
                    DamagedImages.survives(bytes);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomBytesChanged(long seed) {
        Random random = new Random(seed);
        List<String> names = images().toList();
        for (int round = 0; round < 300; round++) {
            byte[] bytes = RealImages.bytes(names.get(random.nextInt(names.size())));
            int start = random.nextBoolean() ? 0 : 12_000 * random.nextInt(2);
            int at = start + random.nextInt(Math.min(12_000, bytes.length - start));
            bytes[at] = (byte) random.nextInt();
            DamagedImages.survives(bytes);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ep", "v20/pty", "v20/tree", "v20-i386/tcp"})
    void recordsLeftOutDoubledAndSwapped(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            List<ImageRecord> records = new ArrayList<>(image.records());
            for (int i = 0; i < records.size(); i++) {
                int from = (int) records.get(i).offset();
                int to = from + (int) records.get(i).length();
                byte[] record = Arrays.copyOfRange(whole, from, to);
                DamagedImages.survives(spliced(whole, from, to, new byte[0]));
                DamagedImages.survives(spliced(whole, from, from, record));
                if (i + 1 < records.size()) {
                    int next = to + (int) records.get(i + 1).length();
                    byte[] swapped = spliced(record, 0, 0, Arrays.copyOfRange(whole, to, next));
                    DamagedImages.survives(spliced(whole, from, next, swapped));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void recordsShuffledFarApart(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] whole = RealImages.bytes("v20/tcp");
        try (Image image = RealImages.open("v20/tcp")) {
            for (int round = 0; round < 200; round++) {
                ImageRecord moved =
                        image.records().get(10 + random.nextInt(image.records().size() - 10));
                ImageRecord place =
                        image.records().get(10 + random.nextInt(image.records().size() - 10));
                byte[] record =
                        Arrays.copyOfRange(whole, (int) moved.offset(), (int) (moved.offset() + moved.length()));
                DamagedImages.survives(spliced(whole, (int) place.offset(), (int) place.offset(), record));
            }
        }
    }

    static byte[] spliced(byte[] bytes, int from, int to, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(replacement);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    @Test
    void aMissingPipeBufferIsNamedAtTheFileThatOwesIt() throws Exception {
        try (Image image = RealImages.open("examples/07-pipe-buf-not-moved")) {
            assertThat(image.damages()).hasSize(1);
            Damage damage = image.damages().get(0);
            assertThat(damage.path()).endsWith("FILE #18");
            assertThat(damage.problem()).contains("expected PIPE_BUF").contains("found FILE_DESC");
            assertThat(image.isComplete()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#examples")
    void anEditThatKeepsTheGrammarIsUndamaged(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            if (!name.endsWith("07-pipe-buf-not-moved")) {
                assertThat(image.damages()).isEmpty();
            }
            assertThat(image.isComplete()).isTrue();
        }
    }

    /** Each record in turn the last one, and too short for its struct, as its head says. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void aLastRecordThatIsTooShortForItsStruct(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            for (ImageRecord record : image.records()) {
                for (int length = 8; record.isRecord() && length < Math.min(64, record.length()); length += 4) {
                    byte[] bytes = Arrays.copyOf(whole, (int) record.offset() + length);
                    DamagedImages.put(bytes, (int) record.offset() + 4, 4, length);
                    DamagedImages.survives(bytes, length == 12 && record.number() % 8 == 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 12, 15})
    void anObjrefThatIsTooShortForItsNumbersDefinesNothing(int length) throws IOException {
        byte[] plain = RealImages.bytes("v20/plain");
        int objref;
        int before;
        try (Image image = RealImages.open("v20/plain")) {
            before = image.objects().definitions().size() / 2;
            objref = (int) image.objects().definitions().get(before).definedBy().offset();
        }
        byte[] bytes = Arrays.copyOf(plain, objref + length);
        DamagedImages.put(bytes, objref + 4, 4, length);
        try (Image image = open(bytes, OpenOptions.DEFAULT)) {
            assertThat(image.objects().definitions()).hasSize(before);
            assertThat(image.damages().get(0).problem()).contains("OBJREF has the length " + length);
        }
        DamagedImages.survives(bytes);
    }

    @Test
    void aWrongTailIsDamage() throws IOException {
        byte[] bytes = RealImages.bytes("v20/plain");
        bytes[bytes.length - 1] ^= 1;
        try (Image image = open(bytes, OpenOptions.DEFAULT)) {
            assertThat(image.isComplete()).isFalse();
            assertThat(image.damages()).singleElement().satisfies(damage -> {
                assertThat(damage.offset()).isEqualTo(bytes.length - 16);
                assertThat(damage.problem()).contains("TAIL has the magic");
            });
        }
    }

    @Test
    void bytesBehindTailAreNoDamage() throws IOException {
        byte[] plain = RealImages.bytes("v20/plain");
        byte[] bytes = spliced(plain, plain.length, plain.length, "more than nothing".getBytes("US-ASCII"));
        try (Image image = open(bytes, OpenOptions.DEFAULT)) {
            assertThat(image.isComplete()).isTrue();
            assertThat(image.damages()).isEmpty();
            assertThat(image.trailingBytes()).isEqualTo(17);
            assertThat(image.size()).isEqualTo(bytes.length);
            assertThat(image.records().get(image.records().size() - 1).typeName())
                    .isEqualTo("trailing");
            DamagedImages.givesBack(image, bytes);
        }
    }

    @Test
    void anImageBehindAnotherIsReadFromItsOffset() throws IOException {
        byte[] plain = RealImages.bytes("v20/plain");
        byte[] ux = RealImages.bytes("v20/ux");
        byte[] both = spliced(plain, plain.length, plain.length, ux);
        try (Image first = open(both, OpenOptions.DEFAULT);
                Image second = open(both, OpenOptions.DEFAULT.at(plain.length));
                Image alone = RealImages.open("v20/ux")) {
            assertThat(first.trailingBytes()).isEqualTo(ux.length);
            assertThat(second.damages()).isEmpty();
            assertThat(second.isComplete()).isTrue();
            assertThat(second.size()).isEqualTo(ux.length);
            DamagedImages.givesBack(second, both);
            assertThat(second.records()).hasSameSizeAs(alone.records());
            assertThat(second.files().stream().map(OpenFile::toString))
                    .containsExactlyElementsOf(
                            alone.files().stream().map(OpenFile::toString).toList());
            assertThat(second.tree().offset()).isEqualTo(plain.length);
            EveryView.of(second);
        }
    }

    @Test
    void anErrorRecordInTheMiddleIsDamageWithItsTextKept() throws Exception {
        byte[] whole = RealImages.bytes("v20/plain");
        int at;
        try (Image image = RealImages.open("v20/plain")) {
            at = (int) image.records().stream()
                    .filter(record ->
                            record.type().filter(t -> t == RecordType.FILE_DESC).isPresent())
                    .skip(4)
                    .findFirst()
                    .orElseThrow()
                    .offset();
        }
        byte[] text = "\0[err -5] it failed\0".getBytes("US-ASCII");
        byte[] error = new byte[16 + text.length];
        DamagedImages.put(error, 0, 4, 9999);
        DamagedImages.put(error, 4, 4, 8);
        DamagedImages.put(error, 8, 4, 5);
        DamagedImages.put(error, 12, 4, 8 + text.length);
        System.arraycopy(text, 0, error, 16, text.length);
        byte[] bytes = spliced(whole, at, at, error);
        try (Image image = open(bytes, OpenOptions.DEFAULT)) {
            assertThat(image.damages()).singleElement().satisfies(damage -> {
                assertThat(damage.offset()).isEqualTo(at);
                assertThat(damage.problem()).contains("ERROR");
            });
            assertThat(image.records().stream().filter(record -> record.role() == Role.ERROR_TEXT))
                    .hasSize(1);
            DamagedImages.givesBack(image, bytes);
            assertThat(image.tasks().get(0).files().descriptors()).hasSize(12);
        }
    }

    private static Image open(byte[] bytes, OpenOptions options) throws IOException {
        return Image.open(ByteSource.of(bytes, "made-up"), options);
    }
}
