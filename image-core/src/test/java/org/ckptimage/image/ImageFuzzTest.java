package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Needs;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.RecordReader;
import org.ckptimage.testing.FuzzInput;
import org.ckptimage.testing.FuzzedImage;

/**
 * Reading, checking and comparing images that a fuzzer damages. The build runs the kept inputs; CONTRIBUTING.md says
 * how to look for new ones.
 */
class ImageFuzzTest {
    private static final int FEW_DAMAGES = 6;

    private static Image open(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "fuzzed"), OpenOptions.DEFAULT);
    }

    @FuzzTest(maxDuration = "10m")
    void everyViewAnswersOrSaysWhatIsWrong(byte[] input) {
        DamagedImages.survives(FuzzedImage.of(new FuzzInput(input)));
    }

    @FuzzTest(maxDuration = "10m")
    void aStreamIsReadAsTheSameBytesInMemory(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] image = FuzzedImage.of(in);
        Walk atOnce = Walk.over(image);
        Walk streamed = Walk.streaming(image, 1 + in.octet());
        assertThat(streamed.records).isEqualTo(atOnce.records);
        assertThat(streamed.problem.map(ImageFuzzTest::withoutHint))
                .isEqualTo(atOnce.problem.map(ImageFuzzTest::withoutHint));
        assertThat(streamed.copy)
                .isEqualTo(java.util.Arrays.copyOf(image, streamed.copy.length))
                .hasSizeGreaterThanOrEqualTo(streamed.whole);
    }

    /** What a stream was taken for may take more of its bytes to tell than a reader waits for. */
    private static String withoutHint(String problem) {
        return problem.replaceFirst("(the first bytes are [0-9a-f ]+)\\. .*", "$1");
    }

    /** Labels are dead letters to a restart that does not keep them. */
    private static boolean isLabel(Reference reference) {
        return reference.field().target() == ObjectType.SECURITY;
    }

    @FuzzTest(maxDuration = "10m")
    void whatTheCheckCallsRestartableIsWhole(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] bytes = FuzzedImage.of(in, FEW_DAMAGES);
        CheckOptions options = CheckOptions.DEFAULT
                .withFeed(in.of(List.of(CheckOptions.Feed.values())))
                .withPids(in.of(List.of(CheckOptions.Pids.values())));
        try (Image image = open(bytes)) {
            CheckReport report = Checker.check(image, options);
            assertThat(report.assumptions()).noneMatch(line -> line.contains("could not be evaluated"));
            assertThat(report.verdict() == CheckReport.Verdict.RESTARTS)
                    .isEqualTo(report.findings().stream().noneMatch(Finding::isDeadly));
            if (report.verdict() == CheckReport.Verdict.RESTARTS) {
                assertThat(image.damages()).isEmpty();
                assertThat(image.isComplete()).isTrue();
                assertThat(image.objects().dangling()).allMatch(ImageFuzzTest::isLabel);
            }
            for (Finding finding : report.findings()) {
                assertThat(finding.offset()).as(finding.toString()).isBetween(0L, image.size());
                assertThat(finding.text()).isNotEmpty();
            }
            Needs.of(image);
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aComparisonFindsNoDifferenceToItselfAndTheSameBothWays(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] left = FuzzedImage.of(in, FEW_DAMAGES);
        byte[] right = FuzzedImage.of(in, FEW_DAMAGES);
        try (Image one = open(left);
                Image same = open(left);
                Image other = open(right)) {
            assertThat(Comparison.of(one, same).all()).isEmpty();
            assertThat(Comparison.of(one, other).all().isEmpty())
                    .isEqualTo(Comparison.of(other, one).all().isEmpty());
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** What a flat walk met. */
    private static final class Walk {
        private final List<String> records = new ArrayList<>();
        private final byte[] copy;
        private Optional<String> problem = Optional.empty();
        /** Bytes of the records that were met as a whole. */
        private int whole;

        private Walk(RecordReader reader) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (WritableByteChannel target = Channels.newChannel(out)) {
                while (reader.next()) {
                    records.add(reader.offset() + " " + reader.typeName() + " " + reader.length());
                    decode(reader);
                    reader.copyTo(target);
                    whole = out.size();
                }
            } catch (ImageFormatException e) {
                problem = Optional.of(e.getMessage());
            }
            copy = out.toByteArray();
        }

        private void decode(RecordReader reader) throws IOException {
            try {
                if (!reader.isRaw()) {
                    reader.decode();
                }
            } catch (ImageFormatException e) {
                records.add(e.getMessage());
            }
        }

        static Walk over(byte[] bytes) throws IOException {
            try (ByteSource source = ByteSource.of(bytes, "fuzzed")) {
                return start(() -> RecordReader.over(source, 0));
            }
        }

        static Walk streaming(byte[] bytes, int atOnce) throws IOException {
            return start(() -> RecordReader.streaming(Channels.newChannel(dripping(bytes, atOnce))));
        }

        private interface Opening {
            RecordReader open() throws IOException;
        }

        private static Walk start(Opening opening) throws IOException {
            try (RecordReader reader = opening.open()) {
                return new Walk(reader);
            } catch (ImageFormatException e) {
                Walk none = new Walk();
                none.problem = Optional.of(e.getMessage());
                return none;
            }
        }

        private Walk() {
            copy = new byte[0];
        }

        /** A stream that hands out a few bytes at a time, as pipes do. */
        private static InputStream dripping(byte[] bytes, int atOnce) {
            return new InputStream() {
                private final ByteArrayInputStream all = new ByteArrayInputStream(bytes);

                @Override
                public int read() {
                    return all.read();
                }

                @Override
                public int read(byte[] target, int from, int length) {
                    return all.read(target, from, Math.min(length, atOnce));
                }
            };
        }
    }
}
