package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.RecordCodec;

/**
 * An image with marks on it: records that go, records that have new contents, definitions that stand elsewhere. What has
 * no mark stays byte for byte. Costs by the number of marks.
 */
final class Draft {
    private final Image image;
    private final RecordCodec codec;
    private final BitSet deleted = new BitSet();
    private final NavigableMap<Integer, ByteBuf> replaced = new TreeMap<>();
    /** Moved ranges by their first record, and by the record that they go in front of. */
    private final NavigableMap<Integer, Move> movedFrom = new TreeMap<>();

    private final NavigableMap<Integer, List<Move>> movedTo = new TreeMap<>();

    private record Move(int from, int to) {}

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

    /** Moves a whole definition, in front of a record outside of it; several to one place keep the order of the calls. */
    void move(ImageObject definition, ImageRecord target) {
        Move move = new Move(definition.definedBy().number(), definition.endNumber());
        movedFrom.put(move.from, move);
        movedTo.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(move);
    }

    /** The image as marked. */
    Pieces pieces() {
        Pieces pieces = new Pieces();
        int size = image.records().size();
        add(pieces, 0, size, size);
        return pieces;
    }

    private void add(Pieces pieces, int from, int to, int size) {
        int at = from;
        while (at < to) {
            for (Move move : movedTo.getOrDefault(at, List.of())) {
                addOne(pieces, move.from, size);
                add(pieces, move.from + 1, move.to, size);
            }
            Move away = movedFrom.get(at);
            if (away != null) {
                at = away.to;
            } else if (deleted.get(at) || replaced.containsKey(at)) {
                addOne(pieces, at, size);
                at++;
            } else {
                int next = Math.min(to, nextMark(at + 1, size));
                long start = image.records().get(at).offset();
                pieces.addOriginal(start, offset(next, size) - start);
                at = next;
            }
        }
    }

    private void addOne(Pieces pieces, int at, int size) {
        if (deleted.get(at)) {
            return;
        }
        ByteBuf contents = replaced.get(at);
        if (contents != null) {
            pieces.addNew(contents);
        } else {
            long start = image.records().get(at).offset();
            pieces.addOriginal(start, offset(at + 1, size) - start);
        }
    }

    private int nextMark(int from, int size) {
        int next = deleted.nextSetBit(from);
        next = next < 0 ? size : next;
        for (NavigableMap<Integer, ?> marks : List.of(replaced, movedFrom, movedTo)) {
            Integer mark = marks.ceilingKey(from);
            next = mark == null ? next : Math.min(next, mark);
        }
        return next;
    }

    private long offset(int number, int size) {
        return number == size
                ? image.start() + image.size()
                : image.records().get(number).offset();
    }
}
