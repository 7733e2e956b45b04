package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.FieldView;
import org.ckptimage.record.Text;

/**
 * One entry of the flat sequence that makes up an image: a record, or a run of raw bytes that belongs to none (the page
 * behind a SOCKET_FRAG, bytes behind TAIL, what could not be understood). All entries in order are the image, byte for
 * byte. A view; two views of the same entry are equal.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class ImageRecord {
    private final Image image;
    private final int entry;

    ImageRecord(Image image, int entry) {
        this.image = image;
        this.entry = entry;
    }

    int entry() {
        return entry;
    }

    /** The image that it is part of. */
    public Image image() {
        return image;
    }

    /** Place in the sequence of all entries, from 0. */
    public int number() {
        return entry;
    }

    /** Where it begins, in bytes from the start of the file. */
    public long offset() {
        return image.index().offset(entry);
    }

    /** Bytes that it takes, a record's head included. */
    public long length() {
        return image.index().length(entry);
    }

    /** Whether this is a record; else raw bytes. */
    public boolean isRecord() {
        return image.index().isRecord(entry);
    }

    /** Whether it has all the bytes that its struct needs; of what has no struct always. */
    public boolean isWhole() {
        return image.isWhole(entry);
    }

    /** The record's type; empty for raw bytes, and for a number that the dialect does not have. */
    public Optional<RecordType> type() {
        return Optional.ofNullable(image.index().type(entry));
    }

    /** Whether this is a record of the given type. */
    public boolean is(RecordType wanted) {
        return image.index().type(entry) == wanted;
    }

    /** The number in the record's head; -1 for raw bytes. */
    public int typeNumber() {
        return isRecord() ? image.bytes().s32(offset()) : -1;
    }

    /**
     * What messages and listings call it: a type's name, {@code unknown(N)}, or one of raw-page, unreadable, trailing,
     * cut-off.
     */
    public String typeName() {
        switch (image.index().kind(entry)) {
            case RecordIndex.RAW_PAGE:
                return "raw-page";
            case RecordIndex.JUNK:
                return "unreadable";
            case RecordIndex.TRAILING:
                return "trailing";
            case RecordIndex.CUT:
                return "cut-off";
            case RecordIndex.UNKNOWN:
                return "unknown(" + (typeNumber() & 0xffffffffL) + ")";
            default:
                return image.index().type(entry).name();
        }
    }

    /** What it is at its place, where the type alone does not tell. */
    public Role role() {
        return image.index().role(entry);
    }

    /** How many definitions it lies in; an OBJREF lies in the one that it begins. */
    public int depth() {
        int depth = 0;
        RecordIndex index = image.index();
        for (int at = index.definitions.enclosing(entry); at >= 0; at = index.definitions.parent(at)) {
            depth++;
        }
        return depth;
    }

    /** The place in words: {@code task 278 > FILE_TABLE #8 > FILE #12}. */
    public String place() {
        return image.places().of(entry);
    }

    /** The innermost definition that it belongs to. */
    public Optional<ImageObject> definition() {
        int definition = image.index().definitions.enclosing(entry);
        return definition < 0 ? Optional.empty() : Optional.of(image.definition(definition));
    }

    /** Every field of it that names a shared object; of a BUFFER behind EPOLL_ITEMS those of its items. */
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        new ReferenceScanner(image).scan(entry, references::add);
        return references;
    }

    /** The epoll set's file or the socket whose deferred group begins with this record: what a file table owes. */
    public Optional<ImageObject> deferredOwner() {
        int owner = image.index().deferredOwner(entry);
        return owner < 0 ? Optional.empty() : Optional.of(image.definition(owner));
    }

    /** All its bytes, as a view. */
    public ByteBuf bytes() {
        return image.slice(entry, 0);
    }

    /** The bytes behind the head, as a view; of raw bytes all. */
    public ByteBuf payload() {
        return image.slice(entry, isRecord() ? 8 : 0);
    }

    /** The text that it consists of, as names and paths do; empty for records of other kinds. */
    public Optional<Text> text() {
        RecordType type = image.index().type(entry);
        boolean text = type == RecordType.STRING
                || type == RecordType.FILE_NAME
                || type == RecordType.BUFFER && role().isText();
        return text ? Optional.of(new Text(payload())) : Optional.empty();
    }

    /** Its fields one by one, whatever its type. Raw bytes have none. */
    public Optional<FieldView> fields() {
        return isRecord()
                ? Optional.of(FieldView.of(image.format(), image.index().type(entry), bytes()))
                : Optional.empty();
    }

    /**
     * The record, decoded.
     *
     * @throws org.ckptimage.format.ImageFormatException if it is too short for its struct
     * @throws IllegalStateException if this is no record
     */
    public CkptRecord decode() {
        if (!isRecord()) {
            throw new IllegalStateException("raw bytes are no record");
        }
        return image.decode(entry);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageRecord that && image == that.image && entry == that.entry;
    }

    @Override
    public int hashCode() {
        return entry;
    }

    /** {@code FILE at offset 2643}. */
    @Override
    public String toString() {
        return typeName() + " at offset " + offset();
    }
}
