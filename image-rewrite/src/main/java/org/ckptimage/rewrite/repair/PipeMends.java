package org.ckptimage.rewrite.repair;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Severity;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.GroupInfoRecord;

/**
 * W23: pipes that are nearly full. A kernel takes the unread bytes of a pipe in one splice: out of a file it can if
 * they begin at a page, out of the pipe that feeds it only if all of them are there. So for a file an object that
 * nobody uses is put in front, as long as it takes; for a pipe nothing helps but to cut the bytes. Comes last, for
 * every other mend moves what lies behind it.
 */
final class PipeMends {
    private static final int HEAD = 8;
    private static final int PAGE = 4096;
    private static final int PIPE_SIZE = 65536;
    private static final int SURE = 16384;
    /** OBJREF and an empty GROUPINFO. */
    private static final int EMPTY_GROUPS = 32;
    /** OBJREF, SECURITY, and a STRING with two bytes. */
    private static final int SHORT_LABEL = 16 + 16 + HEAD + 2;

    private final RepairRound round;
    private boolean shifted;

    PipeMends(RepairRound round) {
        this.round = round;
    }

    void mend(Finding finding) {
        boolean fromFile = round.options().check().feed() == CheckOptions.Feed.FILE;
        if (fromFile) {
            align(finding);
        } else if (round.options().cutPipes()) {
            cut(finding);
        } else if (finding.severity() != Severity.NOTE) {
            round.refuse(finding, "a full pipe cannot reach the kernel through a pipe", RepairPlan.Advice.CUT_PIPES);
        }
    }

    private void cut(Finding finding) {
        ImageRecord contents = finding.record().orElseThrow();
        long bytes = contents.length() - HEAD;
        if (bytes > SURE) {
            round.draft()
                    .replacePayload(
                            contents, Unpooled.copiedBuffer(contents.payload().slice(0, SURE)));
            round.mended(
                    finding,
                    "the unread bytes of the pipe are cut to the first " + SURE,
                    bytes - SURE + " unread bytes of the pipe");
        }
    }

    /** Shifts the bytes to the next place in the file at which they fit; one pipe a round, the first one first. */
    private void align(Finding finding) {
        if (shifted) {
            return;
        }
        ImageRecord contents = finding.record().orElseThrow();
        long bytes = contents.length() - HEAD;
        if (bytes > PIPE_SIZE) {
            round.refuse(finding, "no pipe holds " + bytes + " bytes");
            return;
        }
        int room = (int) (PIPE_SIZE - bytes);
        long start = contents.offset() - round.image().start() + HEAD;
        long need = (PAGE - start % PAGE) % PAGE;
        int least = need - room > 0 ? (int) (need - room) : 0;
        ByteBuf padding = padding(least, (int) need);
        ImageRecord place = place(contents);
        round.draft().addBefore(place, padding);
        shifted = true;
        round.mended(
                finding,
                "an unused object of " + padding.readableBytes() + " bytes is put in front of offset " + place.offset()
                        + ", so that the unread bytes of the pipe begin at a page",
                "");
    }

    /** In front of the first task; where earlier pipes would be moved by that, in front of the pipe's own file. */
    private ImageRecord place(ImageRecord contents) {
        ImageRecord firstTask = null;
        boolean earlier = false;
        for (ImageRecord record : round.image().records()) {
            RecordType type = record.type().orElse(null);
            if (record.number() >= contents.number()) {
                break;
            }
            if (type == RecordType.TREE) {
                firstTask = round.image().records().get(record.number() + 2);
            }
            earlier |= type == RecordType.PIPE_BUF && record.length() > PIPE_SIZE - PAGE;
        }
        ImageObject file = contents.definition().orElseThrow();
        return earlier || firstTask == null ? file.definedBy() : firstTask;
    }

    /** Objects of at least so many bytes, or a page more: exactly {@code most}, where that can be made. */
    private ByteBuf padding(int least, int most) {
        for (int bytes = Math.max(least, EMPTY_GROUPS); bytes <= most; bytes++) {
            if (bytes % 4 == 0) {
                return groups(bytes, round.image().objects().highest() + 1);
            }
        }
        int bytes = most < SHORT_LABEL + EMPTY_GROUPS + 3 ? most + PAGE : most;
        if (bytes % 4 == 0) {
            return groups(bytes, round.image().objects().highest() + 1);
        }
        int label = SHORT_LABEL + Math.floorMod(bytes - EMPTY_GROUPS - SHORT_LABEL, 4);
        int number = round.image().objects().highest() + 1;
        return Unpooled.wrappedBuffer(label(label, number), groups(bytes - label, number + 2));
    }

    private ByteBuf objref(ObjectType type, int number) {
        ByteBuf body = Unpooled.buffer(8);
        write(body, round.image().format().number(type));
        write(body, number);
        return round.draft().encode(RecordType.OBJREF, body);
    }

    private void write(ByteBuf target, int value) {
        boolean little = round.image().format().architecture().littleEndian();
        target.writeIntLE(little ? value : Integer.reverseBytes(value));
    }

    private ByteBuf groups(int bytes, int number) {
        long[] ids = LongStream.range(0, (bytes - EMPTY_GROUPS) / 4).toArray();
        return Unpooled.wrappedBuffer(
                objref(ObjectType.GROUPINFO, number),
                round.draft().encode(RecordType.GROUPINFO, GroupInfoRecord.of(ids)));
    }

    private ByteBuf label(int bytes, int number) {
        ByteBuf body = Unpooled.buffer(8);
        write(body, number + 1);
        write(body, 0);
        byte[] text = new byte[bytes - (SHORT_LABEL - 2)];
        Arrays.fill(text, 0, text.length - 1, (byte) 'x');
        return Unpooled.wrappedBuffer(
                objref(ObjectType.SECURITY, number),
                round.draft().encode(RecordType.SECURITY, body),
                round.draft().encode(RecordType.STRING, Unpooled.wrappedBuffer(text)));
    }
}
