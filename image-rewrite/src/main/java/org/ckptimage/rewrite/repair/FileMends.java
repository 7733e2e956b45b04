package org.ckptimage.rewrite.repair;

import java.util.List;
import java.util.Optional;
import org.ckptimage.check.Finding;
import org.ckptimage.check.PointerPosition;
import org.ckptimage.check.Severity;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Reference;

/** Open files: positions, modes and flags that a restart refuses, and files that are one too many. */
final class FileMends {
    private static final long ACCESS = 3;
    private static final long READ_WRITE = 2;
    private static final long SEEKS = 0x1c;
    /** O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC: they act when a file is opened, and mean nothing later. */
    private static final long OPENING = 0x40 | 0x80 | 0x100 | 0x200;

    private final RepairRound round;

    FileMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W25", this::position);
        round.on("R108", this::position);
        round.on("R094", this::openingFlags);
        round.on("R107", this::mode);
        round.on("W24", this::writeOnlySlave);
        round.on("W26", this::surplusEnd);
        round.on("R101", this::secondFile);
        round.on(
                "W22",
                finding -> round.refuse(
                        finding, "the FIFO was unlinked: make one under another name, and replace this file by that"));
    }

    /** W25: what the kernel takes for a pointer. */
    private void position(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        long old = round.draft().get(file, "f_pos");
        long position = PointerPosition.mended(old);
        if (position < 0 || position == old) {
            round.refuse(finding, "the position " + old + " is no file's");
        } else if (round.first("f_pos", file)) {
            round.draft().set(file, "f_pos", position);
            round.mended(finding, "the position " + old + " becomes " + position, "the position");
        }
    }

    private void openingFlags(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        long flags = round.draft().get(file, "f_flags");
        if (round.first("f_flags", file)) {
            round.draft().set(file, "f_flags", flags & ~OPENING);
            round.mended(
                    finding,
                    "flags that only mean something while a file is opened are cleared: 0"
                            + Long.toOctalString(flags & OPENING),
                    "");
        }
    }

    /** R107: the mode is compared, and nothing else. */
    private void mode(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        FileType kind = FileType.of((int) round.draft().get(file, "f_type"));
        long old = round.draft().get(file, "f_mode");
        long access = (round.draft().get(file, "f_flags") & ACCESS) + 1;
        if (kind == null || access > ACCESS) {
            round.refuse(finding, "how the file was opened is not known");
            return;
        }
        long mode;
        switch (kind) {
            case GENERIC:
                mode = access | ((old & SEEKS) == 0 ? 0 : SEEKS);
                break;
            case PIPE:
            case FIFO:
                mode = access;
                break;
            default:
                mode = ACCESS;
        }
        if (mode == old) {
            round.refuse(finding, "whether the file can seek at the place of restart is not known");
        } else if (round.first("f_mode", file)) {
            round.draft().set(file, "f_mode", mode);
            round.mended(
                    finding,
                    "f_mode 0x" + Long.toHexString(old) + " becomes 0x" + Long.toHexString(mode)
                            + ", as a file opened so has",
                    "");
        }
    }

    /** W24: a slave comes back open for both. */
    private void writeOnlySlave(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        if (round.first("f_mode", file)) {
            long flags = round.draft().get(file, "f_flags");
            round.draft().set(file, "f_mode", ACCESS);
            round.draft().set(file, "f_flags", flags & ~ACCESS | READ_WRITE);
            round.mended(finding, "the terminal is opened to read and write", "that it could not be read from");
        }
    }

    /** W26: a third file on a pipe becomes another descriptor of the right end. */
    private void surplusEnd(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        long access = round.draft().get(file, "f_flags") & ACCESS;
        if (access >= READ_WRITE) {
            round.refuse(finding, "a pipe that is open for both has no end to give");
            return;
        }
        long pipe = round.draft().get(file, "pipe_objref");
        other(file, FileType.PIPE, "pipe_objref", pipe, access)
                .ifPresentOrElse(
                        end -> merge(finding, file, end),
                        () -> round.refuse(finding, "the end that it needs is not in the image"));
    }

    /** R101: two files on one socket become two descriptors of one file. */
    private void secondFile(Finding finding) {
        ImageRecord file = finding.record().orElseThrow();
        boolean isSecond = finding.severity() == Severity.CRASH;
        if (!isSecond) {
            return;
        }
        long sock = round.draft().get(file, "sock_objref");
        other(file, FileType.SOCKET, "sock_objref", sock, -1)
                .ifPresentOrElse(
                        first -> merge(finding, file, first),
                        () -> round.refuse(finding, "the first file is not there"));
    }

    /**
     * A file of a kind that stands in front of another and has the same number in a field; of an access, if one is
     * said.
     */
    private Optional<ImageObject> other(ImageRecord file, FileType kind, String field, long number, long access) {
        for (OpenFile candidate : round.image().files()) {
            ImageRecord record = candidate.object().record(RecordType.FILE).orElse(null);
            boolean earlier = record != null && record.number() < file.number();
            if (earlier
                    && candidate.type().filter(t -> t == kind).isPresent()
                    && round.draft().get(record, field) == number
                    && (access < 0 || (round.draft().get(record, "f_flags") & ACCESS) == access)) {
                return Optional.of(candidate.object());
            }
        }
        return Optional.empty();
    }

    private void merge(Finding finding, ImageRecord file, ImageObject into) {
        ImageObject surplus = file.definition().orElse(null);
        if (surplus == null || !round.first("merge", file)) {
            return;
        }
        List<Reference> referrers = round.image().objects().referrers(surplus.ref());
        for (Reference reference : referrers) {
            ImageRecord from = reference.from();
            round.draft()
                    .setInt(
                            from,
                            (int) (reference.offset() - from.offset()),
                            into.ref().number());
        }
        round.draft().delete(surplus.definedBy());
        surplus.records().forEach(round.draft()::delete);
        round.mended(
                finding,
                "the descriptors of " + surplus + " become descriptors of " + into,
                "that they had flags of their own");
    }
}
