package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.format.Architecture.ARM;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC32;
import static org.ckptimage.format.Architecture.S390X;
import static org.ckptimage.format.Architecture.X86_64;
import static org.ckptimage.format.Dialect.V18;
import static org.ckptimage.format.Dialect.V19_RC2;
import static org.ckptimage.format.Dialect.V20;
import static org.ckptimage.format.Dialect.V21;
import static org.ckptimage.format.Dialect.V23_3_0;
import static org.ckptimage.format.Dialect.V23_RC1;

import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.ImageWriter;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;

/** The snapshots between the dialects: their signs are seen, and the nearest dialect is taken. */
class SnapshotTest {

    private static Detection looksLike(WrittenImage image, String date, Dialect nearest) {
        Detection detection = DialectDetector.detect(image.source(), 0);
        assertThat(detection.evidence())
                .anyMatch(sentence -> sentence.endsWith(": looks like the snapshot of " + date + ", near " + nearest));
        assertThat(detection.format().dialect()).isEqualTo(nearest);
        assertThat(detection.certain()).isFalse();
        return detection;
    }

    private static void looksOrdinary(WrittenImage image) {
        assertThat(DialectDetector.detect(image.source(), 0).evidence()).noneMatch(s -> s.contains("snapshot"));
    }

    @Test
    void november2009HasUnixSocketsAs704() {
        WrittenImage image = MadeUpImage.of(V19_RC2, I386)
                .task(1, t -> {})
                .before(RecordType.FILE_TABLE, 0, out -> out.unknown(704, new byte[248]))
                .write();
        Detection detection = looksLike(image, "16 Nov 2009", V19_RC2);
        assertThat(detection.evidence()).anyMatch(s -> s.matches("record 704 at offset \\d+ has 256 bytes: .*"));
    }

    @Test
    void february2010HasTheOldTask() {
        for (Architecture architecture : new Architecture[] {X86_64, S390X, PPC32}) {
            WrittenImage old =
                    MadeUpImage.of(V19_RC2, architecture).task(1, t -> {}).write();
            WrittenImage image =
                    MadeUpImage.of(V20, architecture).task(1, t -> {}).write();
            int task = image.indexOf(RecordType.TASK, 0);
            Detection detection =
                    looksLike(image.replace(task, old.bytes(old.indexOf(RecordType.TASK, 0))), "5 Feb 2010", V20);
            assertThat(detection.evidence()).anyMatch(s -> s.matches("record 102 at offset \\d+ has 72 bytes: .*"));
        }
    }

    @Test
    void february2010CountsTheAuxiliaryVectorInBytes() {
        WrittenImage image = MadeUpImage.of(V20, I386)
                .with(RecordType.HEADER, f -> f.set("constants.at_vector_size", 176))
                .task(1, t -> {})
                .write();
        Detection detection = looksLike(image, "5 Feb 2010", V20);
        assertThat(detection.evidence())
                .anyMatch(s -> s.startsWith("the auxiliary vector's length at offset 34 is 176, so counted in bytes"));
    }

    @Test
    void lateMarch2010HasLongEntriesInThePidArray() {
        WrittenImage image = MadeUpImage.of(V20, X86_64)
                .with(RecordType.HEADER, f -> f.set("rev", 6))
                .task(1, t -> {})
                .task(2, t -> {})
                .write();
        int pids = image.indexOf(RecordType.TREE, 0) + 1;
        byte[] entries =
                new ImageWriter(image.format()).buffer(new byte[64]).finish().bytes();
        byte[] vpids = new ImageWriter(image.format())
                .unknown(118, new byte[8])
                .finish()
                .bytes();
        WrittenImage changed = image.replace(pids, entries);
        looksLike(changed.insert(pids + 1, vpids), "29 Mar 2010", V20);
        looksLike(changed, "29 Mar 2010", V20);
    }

    @Test
    void theEndOfMarch2010HasVpids() {
        WrittenImage image = MadeUpImage.of(V21, X86_64)
                .task(1, t -> {})
                .before(RecordType.TASK, 0, out -> out.unknown(118, new byte[8]))
                .write();
        Detection detection = looksLike(image, "30 Mar 2010", V21);
        assertThat(detection.evidence()).anyMatch(s -> s.matches("record 118 at offset \\d+ has 16 bytes: .*"));
    }

    @Test
    void january2011HasTheWideTerminal() {
        WrittenImage tty = MadeUpImage.of(V23_RC1, X86_64)
                .task(1, t -> {})
                .before(RecordType.FILE_TABLE, 0, out -> out.unknown(306, new byte[88]))
                .write();
        Detection detection = looksLike(tty, "11 Jan 2011", V23_RC1);
        assertThat(detection.evidence()).anyMatch(s -> s.matches("record 306 at offset \\d+ has 96 bytes: .*"));
    }

    @Test
    void january2011HasManyControlCharacters() {
        WrittenImage image = MadeUpImage.of(V23_RC1, S390X)
                .with(RecordType.HEADER, f -> f.set("constants.tty_termios_ncc", 19))
                .task(1, t -> {})
                .write();
        Detection detection = looksLike(image, "11 Jan 2011", V23_RC1);
        assertThat(detection.evidence())
                .anyMatch(s -> s.startsWith("the header has 19 control characters at offset 54, but there are no pid"));
    }

    @Test
    void aSignThatTheRecordsContradictIsNotBelieved() {
        WrittenImage image = MadeUpImage.of(V21, X86_64)
                .with(RecordType.HEADER, f -> f.set("constants.tty_termios_ncc", 19))
                .task(1, t -> {})
                .write();
        Detection detection = DialectDetector.detect(image.source(), 0);
        assertThat(detection.format().dialect()).isEqualTo(V21);
        assertThat(detection.certain()).isFalse();
    }

    @Test
    void theDialectsThemselvesShowNoSuchSigns() {
        MadeUpImage.allFormats()
                .forEach(format -> looksOrdinary(MadeUpImage.of(format)
                        .task(1, t -> t.tcp(3, 4, 80, "x").pty(5, 6, pty -> {}).socketPair(7, 8))
                        .task(2, t -> {})
                        .write()));
        looksOrdinary(MadeUpImage.of(V18, I386).task(1, t -> t.socketPair(3, 4)).write());
        looksOrdinary(MadeUpImage.of(V23_3_0, ARM)
                .task(1, t -> t.pty(3, 4, pty -> {}))
                .write());
    }
}
