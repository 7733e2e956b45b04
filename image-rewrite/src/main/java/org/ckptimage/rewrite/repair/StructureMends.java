package org.ckptimage.rewrite.repair;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.ckptimage.check.Finding;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.Padding;
import org.ckptimage.record.TailRecord;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Records that are not where a restart reads them, or not as long: the first damage of an image, for all behind it may
 * come of it. What is too much goes, what was left out and is always the same is put in, and a length or count is
 * corrected where the rest of the image leaves one answer.
 */
final class StructureMends {
    private static final int LENGTH = 4;

    private final RepairRound round;
    private final Image image;
    private final Draft draft;

    StructureMends(RepairRound round) {
        this.round = round;
        this.image = round.image();
        this.draft = round.draft();
    }

    void run() {
        dropWhatFollows();
        List<Damage> damages = image.damages();
        if (damages.isEmpty()) {
            return;
        }
        Damage damage = damages.get(0);
        Finding finding = finding(damage).orElse(null);
        if (finding == null
                || !round.options().wants(finding.rule().id(), finding.rule().id())) {
            return;
        }
        mend(damage, finding);
    }

    /** Bytes behind TAIL. */
    private void dropWhatFollows() {
        if (image.trailingBytes() > 0 && round.options().wants("R184", "R184")) {
            ImageRecord last = image.records().get(image.records().size() - 1);
            draft.delete(last);
            round.mended(
                    "R184",
                    last,
                    "what follows TAIL is dropped",
                    last.length() + " bytes, which no restart reads (if they are an image, it begins at offset "
                            + last.offset() + ")");
        }
    }

    private Optional<Finding> finding(Damage damage) {
        return round.report().findings().stream()
                .filter(f -> f.offset() == damage.offset() && f.text().equals(damage.problem()))
                .findFirst();
    }

    private Optional<ImageRecord> recordAt(long offset) {
        List<ImageRecord> records = image.records();
        int low = 0;
        int high = records.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = records.get(middle).offset();
            if (at == offset) {
                return Optional.of(records.get(middle));
            }
            if (at < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private void mend(Damage damage, Finding finding) {
        Optional<ImageRecord> record = recordAt(damage.offset());
        switch (damage.kind()) {
            case ERROR_RECORD:
                record.ifPresent(error -> dropError(finding, error));
                return;
            case TAIL_MAGIC:
                record.ifPresent(tail -> tailMagic(finding, tail));
                return;
            case WRONG_LENGTH:
                record.ifPresent(wrong -> length(finding, wrong));
                return;
            case CUT_OFF:
                if (!new CountMends(round).mend(finding)) {
                    new CutMends(round).mend(damage, finding);
                }
                return;
            default:
                unexpected(damage, finding, record);
        }
    }

    /** The text may stand in a STRING behind it. */
    private void dropError(Finding finding, ImageRecord error) {
        draft.delete(error);
        List<ImageRecord> records = image.records();
        int next = error.number() + 1;
        if (next < records.size() && records.get(next).role() == Role.ERROR_TEXT) {
            draft.delete(records.get(next));
        }
        round.mended(finding, "the ERROR record is dropped", "its text");
    }

    private void tailMagic(Finding finding, ImageRecord tail) {
        draft.replace(tail, RecordType.TAIL, new TailRecord(TailRecord.MAGIC, Padding.NONE));
        round.mended(finding, "TAIL gets its magic number", "");
    }

    /** A length in a head that its struct contradicts, when what follows the struct makes sense. */
    private void length(Finding finding, ImageRecord record) {
        boolean little = image.format().architecture().littleEndian();
        int stated = little ? record.bytes().getIntLE(LENGTH) : record.bytes().getInt(LENGTH);
        int exact = stated == record.length() ? structSize(record) : (int) record.length();
        if (stated == exact || !new Trial(image).helps(draft -> draft.setInt(record, LENGTH, exact))) {
            round.refuse(finding, "what the bytes beyond its struct are is not known");
            return;
        }
        draft.setInt(record, LENGTH, exact);
        round.mended(finding, "the length of " + record.typeName() + " becomes " + exact + ", that of its struct", "");
    }

    private int structSize(ImageRecord record) {
        // What has a wrong length and no type is an OBJREF without its numbers.
        RecordType type = record.type().orElse(RecordType.OBJREF);
        StructLayout layout = image.format().layout(type);
        if (layout.isFlexible()) {
            return (int) record.length();
        }
        if (type != RecordType.FILE) {
            return layout.size();
        }
        OrderedBytes bytes =
                new OrderedBytes(image.source(), image.format().architecture().byteOrder());
        long at = record.offset() + layout.offset("f_type");
        FileType kind = at + Integer.BYTES <= image.start() + image.size() ? FileType.of(bytes.s32(at)) : null;
        return kind == null ? layout.size() : image.format().layout(kind).size();
    }

    private void unexpected(Damage damage, Finding finding, Optional<ImageRecord> record) {
        boolean expectsPipe =
                damage.expected().filter(t -> t == RecordType.PIPE_BUF).isPresent();
        boolean foundPipe = damage.found().filter(t -> t == RecordType.PIPE_BUF).isPresent();
        if (expectsPipe && record.isPresent()) {
            pipeWithoutContents(finding, record.get());
        } else if (foundPipe && record.isPresent()) {
            long bytes = record.get().length() - 8;
            draft.delete(record.get());
            round.mended(
                    finding,
                    "a second PIPE_BUF of a pipe is dropped",
                    bytes == 0 ? "" : "its " + bytes + " bytes; those behind the pipe's first file stay");
        } else if (!new CountMends(round).mend(finding)) {
            round.refuse(finding, "no count explains it, and what belongs there is not known");
        }
    }

    /** The first file of a pipe lacks its PIPE_BUF: it stands behind the other one, or nowhere. */
    private void pipeWithoutContents(Finding finding, ImageRecord found) {
        ImageRecord last = found.number() == 0 ? found : image.records().get(found.number() - 1);
        ImageRecord file = fileOf(last).orElse(null);
        if (file == null) {
            round.refuse(finding, "whose PIPE_BUF is missing is not known");
            return;
        }
        long pipe = draft.get(file, "pipe_objref");
        for (ImageRecord record : image.records()) {
            boolean contents = record.number() > last.number() && record.is(RecordType.PIPE_BUF);
            if (contents
                    && fileOf(image.records().get(record.number() - 1))
                            .filter(other -> draft.get(other, "pipe_objref") == pipe)
                            .isPresent()) {
                draft.moveBehind(record, last);
                round.mended(
                        finding,
                        "the PIPE_BUF at offset " + record.offset()
                                + " moves behind the file of the pipe that comes first",
                        "");
                return;
            }
        }
        draft.addBehind(last, draft.encode(RecordType.PIPE_BUF, Unpooled.EMPTY_BUFFER));
        round.mended(finding, "an empty PIPE_BUF is added", "what was unread in the pipe");
    }

    /** The FILE record of the pipe or FIFO whose last own record this is. */
    private Optional<ImageRecord> fileOf(ImageRecord last) {
        return last.definition().stream()
                .flatMap(object -> object.records().stream())
                .filter(record -> record.is(RecordType.FILE))
                .filter(this::isOfPipe)
                .findFirst();
    }

    private boolean isOfPipe(ImageRecord file) {
        if (file.length() < image.format().layout(FileType.PIPE).size()) {
            return false;
        }
        FileType kind = FileType.of((int) draft.get(file, "f_type"));
        return kind == FileType.PIPE || kind == FileType.FIFO;
    }
}
