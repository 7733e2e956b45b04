package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.RecordCodec;

/**
 * An image with marks on it: records that go, records that have new contents, records that stand elsewhere or are new.
 * What has no mark stays byte for byte. Costs by the number of marks.
 */
public final class Draft {
    private final Image image;
    private final RecordCodec codec;
    private final FieldBytes fields;
    private final BitSet deleted = new BitSet();
    private final NavigableMap<Integer, ByteBuf> replaced = new TreeMap<>();
    /** Where each range that moves is left out. */
    private final NavigableMap<Integer, Moved> away = new TreeMap<>();

    private final NavigableMap<Integer, List<Insertion>> before = new TreeMap<>();
    private final NavigableMap<Integer, List<Insertion>> behind = new TreeMap<>();

    private final List<Insertion> atEnd = new ArrayList<>();

    private sealed interface Insertion {}

    /** Entries of the original, from one to the one behind the last, that stand elsewhere now. */
    private record Moved(int from, int to) implements Insertion {}

    private record Added(ByteBuf bytes) implements Insertion {}

    /** A draft without marks. */
    public Draft(Image image) {
        this.image = image;
        this.codec = RecordCodec.of(image.format());
        this.fields = new FieldBytes(image.format());
    }

    /** Leaves a record out. */
    public void delete(ImageRecord record) {
        deleted.set(record.number());
    }

    /** Takes a deletion back. */
    public void undelete(ImageRecord record) {
        deleted.clear(record.number());
    }

    /** Deletes a record and all that follow it. */
    public void deleteFrom(ImageRecord first) {
        deleted.set(first.number(), image.records().size());
    }

    /** Whether a record is left out. */
    public boolean isDeleted(ImageRecord record) {
        return deleted.get(record.number());
    }

    /** Gives a record new contents; a later call counts. */
    public void replace(ImageRecord at, RecordType type, CkptRecord contents) {
        replaced.put(at.number(), codec.encode(type, contents));
    }

    /**
     * Changes one number field of a record.
     *
     * @param field the struct's own name of the field
     */
    public void set(ImageRecord record, String field, long value) {
        fields.set(record.type().orElseThrow(), bytes(record), field, value);
    }

    /** Fills a field of bytes: what is left of it becomes zero. */
    public void setBytes(ImageRecord record, String field, byte[] value) {
        fields.setBytes(record.type().orElseThrow(), bytes(record), field, value);
    }

    /** A number field of a record as the draft has it, as wide as the field and without sign. */
    public long get(ImageRecord record, String field) {
        ByteBuf changed = replaced.get(record.number());
        ByteBuf bytes = changed == null ? record.bytes() : changed;
        return fields.get(record.type().orElseThrow(), bytes, field);
    }

    /** A record's bytes, its head included, to be changed in place. */
    public ByteBuf bytes(ImageRecord record) {
        return replaced.computeIfAbsent(record.number(), at -> Unpooled.copiedBuffer(record.bytes()));
    }

    /** Changes a number of 32 bits anywhere in a record, in the image's byte order. */
    public void setInt(ImageRecord record, int at, int value) {
        boolean little = image.format().architecture().littleEndian();
        bytes(record).setIntLE(at, little ? value : Integer.reverseBytes(value));
    }

    /** A record that consists of a head and a payload. */
    public ByteBuf encode(RecordType type, ByteBuf payload) {
        boolean little = image.format().architecture().littleEndian();
        int number = image.format().number(type);
        int length = RecordCodec.HEAD + payload.readableBytes();
        ByteBuf head = Unpooled.buffer(RecordCodec.HEAD);
        head.writeIntLE(little ? number : Integer.reverseBytes(number));
        head.writeIntLE(little ? length : Integer.reverseBytes(length));
        return Unpooled.wrappedBuffer(head, payload.slice());
    }

    /** A record. */
    public ByteBuf encode(RecordType type, CkptRecord contents) {
        return codec.encode(type, contents);
    }

    /** Gives a record of head and payload another payload. */
    public void replacePayload(ImageRecord record, ByteBuf payload) {
        replaced.put(record.number(), encode(record.type().orElseThrow(), payload));
    }

    /** The record as the draft has it. */
    public CkptRecord current(ImageRecord record) {
        ByteBuf changed = replaced.get(record.number());
        return changed == null ? record.decode() : codec.decode(record.type().orElse(null), changed);
    }

    /**
     * Moves a whole definition in front of a record outside of it; several to one place keep the order of the calls.
     */
    public void move(ImageObject definition, ImageRecord target) {
        Moved range = new Moved(definition.definedBy().number(), definition.endNumber());
        away.put(range.from, range);
        before.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(range);
    }

    /** Moves a record directly behind another one, wherever that stands. */
    public void moveBehind(ImageRecord record, ImageRecord target) {
        moveBehind(record.number(), record.number() + 1, target);
    }

    /** Moves all entries from one to the one before another directly behind a record, wherever that stands. */
    public void moveBehind(int from, int to, ImageRecord target) {
        Moved range = new Moved(from, to);
        away.put(range.from, range);
        behind.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(range);
    }

    /** Whether a range that begins with this entry has been moved. */
    public boolean isMoved(ImageRecord first) {
        return away.containsKey(first.number());
    }

    /** The numbers of all entries that stay, in the order in which they stand in the result. */
    public void forEachEntry(IntConsumer action) {
        walk(0, image.records().size(), action);
    }

    private void walk(int from, int to, IntConsumer action) {
        int at = from;
        while (at < to) {
            walkMoved(before.get(at), action);
            Moved gone = away.get(at);
            if (gone != null) {
                at = gone.to;
            } else {
                walkOne(at, action);
                at++;
            }
        }
    }

    private void walkOne(int at, IntConsumer action) {
        if (!deleted.get(at)) {
            action.accept(at);
        }
        walkMoved(behind.get(at), action);
    }

    private void walkMoved(List<Insertion> insertions, IntConsumer action) {
        for (Insertion insertion : insertions == null ? List.<Insertion>of() : insertions) {
            if (insertion instanceof Moved moved) {
                walkOne(moved.from, action);
                walk(moved.from + 1, moved.to, action);
            }
        }
    }

    /** Adds a record directly behind another one, wherever that stands. */
    public void addBehind(ImageRecord target, RecordType type, CkptRecord contents) {
        behind.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(new Added(codec.encode(type, contents)));
    }

    /** Adds bytes directly behind a record, wherever that stands. */
    public void addBehind(ImageRecord target, ByteBuf bytes) {
        behind.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(new Added(bytes));
    }

    /** Adds bytes directly in front of a record that stays. */
    public void addBefore(ImageRecord target, ByteBuf bytes) {
        before.computeIfAbsent(target.number(), at -> new ArrayList<>()).add(new Added(bytes));
    }

    /** Adds a record behind everything. */
    public void append(RecordType type, CkptRecord contents) {
        atEnd.add(new Added(codec.encode(type, contents)));
    }

    /** The image as marked, unwritten. */
    public PieceSource result() {
        Pieces pieces = new Pieces();
        add(pieces, 0, image.records().size());
        insert(pieces, atEnd);
        return new PieceSource(image.source(), pieces, image.format().dialect());
    }

    private void add(Pieces pieces, int from, int to) {
        int at = from;
        while (at < to) {
            insert(pieces, before.get(at));
            Moved gone = away.get(at);
            if (gone != null) {
                at = gone.to;
            } else if (isMarked(at)) {
                addOne(pieces, at);
                at++;
            } else {
                int next = Math.min(to, nextMark(at + 1));
                pieces.addOriginal(offset(at), offset(next) - offset(at));
                at = next;
            }
        }
    }

    private void insert(Pieces pieces, List<Insertion> insertions) {
        for (Insertion insertion : insertions == null ? List.<Insertion>of() : insertions) {
            if (insertion instanceof Moved moved) {
                addOne(pieces, moved.from);
                add(pieces, moved.from + 1, moved.to);
            } else if (insertion instanceof Added added) {
                pieces.addNew(added.bytes);
            }
        }
    }

    private void addOne(Pieces pieces, int at) {
        if (!deleted.get(at)) {
            ByteBuf contents = replaced.get(at);
            if (contents != null) {
                pieces.addNew(contents);
            } else {
                pieces.addOriginal(offset(at), offset(at + 1) - offset(at));
            }
        }
        List<Insertion> insertions = behind.getOrDefault(at, List.of());
        // What was added to a record that went afterwards goes with it; what only moved there does not.
        insert(
                pieces,
                deleted.get(at)
                        ? insertions.stream().filter(Moved.class::isInstance).toList()
                        : insertions);
    }

    private boolean isMarked(int at) {
        return deleted.get(at) || replaced.containsKey(at) || behind.containsKey(at);
    }

    private int nextMark(int from) {
        int next = deleted.nextSetBit(from);
        next = next < 0 ? image.records().size() : next;
        for (NavigableMap<Integer, ?> marks : List.of(replaced, away, before, behind)) {
            Integer mark = marks.ceilingKey(from);
            next = mark == null ? next : Math.min(next, mark);
        }
        return next;
    }

    private long offset(int number) {
        return number == image.records().size()
                ? image.start() + image.size()
                : image.records().get(number).offset();
    }
}
