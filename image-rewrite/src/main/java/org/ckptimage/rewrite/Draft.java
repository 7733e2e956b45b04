package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.RecordCodec;

/**
 * An image with marks on it: records that go, records that have new contents. What has no mark stays byte for byte.
 * Costs by the number of marks.
 */
final class Draft {
    private final Image image;
    private final RecordCodec codec;
    private final BitSet deleted = new BitSet();
    private final NavigableMap<Integer, ByteBuf> replaced = new TreeMap<>();

    Draft(Image image) {
        this.image = image;
        this.codec = RecordCodec.of(image.format());
    }

    void delete(ImageRecord record) {
        deleted.set(record.number());
    }

    boolean isDeleted(ImageRecord record) {
        return deleted.get(record.number());
    }

    /** Gives a record new contents; a later call counts. */
    void replace(ImageRecord at, RecordType type, CkptRecord contents) {
        replaced.put(at.number(), codec.encode(type, contents));
    }

    /** The record as the draft has it. */
    CkptRecord current(ImageRecord record) {
        ByteBuf changed = replaced.get(record.number());
        return changed == null ? record.decode() : codec.decode(record.type().orElse(null), changed);
    }

    /** The image as marked. */
    Pieces pieces() {
        Pieces pieces = new Pieces();
        int size = image.records().size();
        int at = 0;
        while (at < size) {
            if (deleted.get(at)) {
                at++;
                continue;
            }
            ByteBuf contents = replaced.get(at);
            if (contents != null) {
                pieces.addNew(contents);
                at++;
                continue;
            }
            int next = nextMark(at, size);
            long start = image.records().get(at).offset();
            pieces.addOriginal(start, offset(next, size) - start);
            at = next;
        }
        return pieces;
    }

    private int nextMark(int from, int size) {
        int gone = deleted.nextSetBit(from);
        Integer changed = replaced.ceilingKey(from);
        int next = gone < 0 ? size : gone;
        return changed == null ? next : Math.min(next, changed);
    }

    private long offset(int number, int size) {
        return number == size
                ? image.start() + image.size()
                : image.records().get(number).offset();
    }
}
