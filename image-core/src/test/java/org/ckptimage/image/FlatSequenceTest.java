package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.RecordReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flat walk over records, of a file and of a stream, meets what the parsed image holds. */
class FlatSequenceTest {

    static Stream<Path> images() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("ckpt.testdata")))) {
            return files.filter(file -> file.toString().endsWith(".ckpt")).sorted().toList().stream();
        }
    }

    private static List<String> walk(RecordReader reader) throws IOException {
        List<String> seen = new ArrayList<>();
        while (reader.next()) {
            seen.add(reader.offset() + " " + reader.typeName() + " " + reader.length());
        }
        return seen;
    }

    private static List<String> parsed(Path file) throws IOException {
        try (Image image = Image.open(file)) {
            return image.records().stream()
                    .map(record -> record.offset() + " " + record.typeName() + " " + record.length())
                    .toList();
        }
    }

    /** A stream that hands out a few bytes at a time, as pipes do. */
    private static ReadableByteChannel dripping(byte[] bytes) {
        return Channels.newChannel(new InputStream() {
            private final ByteArrayInputStream all = new ByteArrayInputStream(bytes);

            @Override
            public int read() {
                return all.read();
            }

            @Override
            public int read(byte[] target, int from, int length) {
                return all.read(target, from, Math.min(length, 37));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("images")
    void aFileIsWalkedRecordByRecord(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file);
                RecordReader reader = RecordReader.over(source, 0)) {
            assertThat(walk(reader)).isEqualTo(parsed(file));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aStreamIsWalkedAsItComesIn(Path file) throws IOException {
        try (RecordReader reader = RecordReader.streaming(dripping(Files.readAllBytes(file)))) {
            assertThat(walk(reader)).isEqualTo(parsed(file));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void copyingEveryRecordOfAStreamIsCopyingTheImage(Path file) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        byte[] bytes = Files.readAllBytes(file);
        try (RecordReader reader = RecordReader.streaming(dripping(bytes));
                WritableByteChannel target = Channels.newChannel(copy)) {
            while (reader.next()) {
                reader.copyTo(target);
            }
        }
        assertThat(copy.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("images")
    void recordsDecodeTheSameFromAStream(Path file) throws IOException {
        try (Image image = Image.open(file);
                RecordReader reader = RecordReader.streaming(dripping(Files.readAllBytes(file)))) {
            for (ImageRecord record : image.records()) {
                assertThat(reader.next()).isTrue();
                if (!reader.isRaw() && reader.length() < 1 << 20) {
                    assertThat(reader.decode()).isEqualTo(record.decode());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aStreamThatEndsTooEarlySaysWhere(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int cut : new int[] {bytes.length - 1, bytes.length / 2, 400}) {
            try (RecordReader reader = RecordReader.streaming(dripping(Arrays.copyOf(bytes, cut)))) {
                assertThatThrownBy(() -> walk(reader))
                        .isInstanceOf(ImageFormatException.class)
                        .hasMessageContaining("the image ends inside");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void whatFollowsTailIsLeftInTheStream(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (RecordReader reader = RecordReader.streaming(dripping(Arrays.copyOf(bytes, bytes.length + 100)))) {
            assertThat(walk(reader)).isEqualTo(parsed(file));
        }
    }
}
