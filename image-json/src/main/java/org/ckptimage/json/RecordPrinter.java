package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.io.ByteSource;

/** Writes records as objects: what they are, then their fields. */
final class RecordPrinter {
    /** Text beyond this is shown as bytes in pieces: it is none that a kernel wrote. */
    private static final int LONGEST_TEXT = 1 << 16;

    private static final SerializedString OFFSET = new SerializedString("offset");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString LENGTH = new SerializedString("length");
    private static final SerializedString DEPTH = new SerializedString("depth");
    private static final SerializedString OBJREF = new SerializedString("objref");
    private static final SerializedString ROLE = new SerializedString("role");
    private static final SerializedString SIZE = new SerializedString("size");
    private static final SerializedString FIELDS = new SerializedString("fields");
    static final SerializedString DATA = new SerializedString("data");
    private static final SerializedString[] TYPES = Arrays.stream(RecordType.values())
            .map(type -> new SerializedString(type.name()))
            .toArray(SerializedString[]::new);

    private final JsonSink out;
    private final JsonGenerator json;
    private final ByteSource source;
    private final ImageFormat format;
    private final boolean little;
    private final RecordForms forms;
    private final PayloadWriter payloads;
    private final FieldsPrinter fields;
    private final PaddingPrinter padding;
    private final PagesPrinter pages;
    private final byte[] head = new byte[RecordForm.HEAD];

    /** @param forced numbers that are not what they count: {@link ForcedCounts} */
    RecordPrinter(Image image, JsonSink out, JsonOptions options, Set<Long> forced) {
        this(
                image.source(),
                image.format(),
                image.detection().pageSize(),
                out,
                new PayloadWriter(out, image.source(), options),
                forced);
    }

    private RecordPrinter(
            ByteSource source,
            ImageFormat format,
            int pageSize,
            JsonSink out,
            PayloadWriter payloads,
            Set<Long> forced) {
        this.out = out;
        this.json = out.json();
        this.source = source;
        this.format = format;
        this.little = format.architecture().littleEndian();
        this.forms = RecordForms.of(format);
        this.payloads = payloads;
        this.fields = new FieldsPrinter(out, source, payloads, forced);
        this.padding = new PaddingPrinter(out, source, payloads);
        this.pages = new PagesPrinter(source, format, pageSize, out, payloads);
    }

    /**
     * Writes a record that stands in no image: its type, length and fields.
     *
     * @param record all its bytes, head included
     */
    static void detached(ImageFormat format, RecordType type, ByteBuf record, JsonGenerator json) throws IOException {
        JsonSink out = new JsonSink(json);
        ByteSource source = ByteSource.of(record, type.name());
        PayloadWriter payloads = PayloadWriter.detached(out, source);
        RecordPrinter printer =
                new RecordPrinter(source, format, format.architecture().pageSizes()[0], out, payloads, Set.of());
        json.writeStartObject();
        out.name(TYPE);
        json.writeString(TYPES[type.ordinal()]);
        out.name(LENGTH);
        printer.length(0, source.size(), true);
        printer.fields(0, printer.form(type, Role.PLAIN, 0, source.size()), 0, source.size());
        json.writeEndObject();
    }

    /**
     * Writes a record, and leaves its object open.
     *
     * @param depth definitions that it lies in, or a negative number not to say so
     */
    void open(ImageRecord record, int depth) throws IOException {
        long offset = record.offset();
        long length = record.length();
        boolean isRecord = record.isRecord();
        RecordType type = record.type().orElse(null);
        json.writeStartObject();
        out.name(OFFSET);
        json.writeNumber(offset);
        out.name(TYPE);
        if (type != null) {
            json.writeString(TYPES[type.ordinal()]);
        } else {
            json.writeString(record.typeName());
        }
        out.name(LENGTH);
        length(offset, length, isRecord);
        if (depth >= 0) {
            depth(record, depth);
        }
        if (!isRecord) {
            out.name(DATA);
            payloads.write(offset, length);
            return;
        }
        Role role = record.role();
        if (role != Role.PLAIN) {
            out.name(ROLE);
            json.writeString(RoleIds.id(role));
        }
        fields(record.number(), form(type, role, offset, length), offset, length);
    }

    /** Where it lies, for records that are not nested in what they belong to. */
    private void depth(ImageRecord record, int depth) throws IOException {
        out.name(DEPTH);
        json.writeNumber(depth);
        if (depth > 0) {
            out.name(OBJREF);
            json.writeNumber(record.definition().orElseThrow().ref().number());
        }
    }

    /** The length; where the head lies about it, that is said, too. */
    private void length(long offset, long length, boolean isRecord) throws IOException {
        if (isRecord) {
            source.slice(offset, head.length).getBytes(0, head);
            long said = Bytes.get(head, Integer.BYTES, FieldType.U32, little);
            if (said != length) {
                FieldsPrinter.forced(out, said, false);
                return;
            }
        }
        json.writeNumber(length);
    }

    private RecordForm form(RecordType type, Role role, long offset, long length) {
        if (type == RecordType.FILE) {
            int at = format.layout(RecordType.FILE).offset("f_type");
            if (length >= at + Integer.BYTES) {
                source.slice(offset + at, Integer.BYTES).getBytes(0, head, 0, Integer.BYTES);
                return forms.form(FileType.of((int) Bytes.get(head, 0, FieldType.U32, little)));
            }
        }
        return forms.form(type, role);
    }

    private void fields(int entry, RecordForm form, long offset, long length) throws IOException {
        RecordForm.Content content = form.content();
        if (content == RecordForm.Content.STRUCT && length < form.struct().size()) {
            out.name(SIZE);
            json.writeNumber(length);
        }
        long payload = offset + RecordForm.HEAD;
        long bytes = length - RecordForm.HEAD;
        out.name(FIELDS);
        json.writeStartObject();
        switch (content) {
            case STRUCT -> fields.struct(entry, form.struct(), offset, length);
            case TEXT -> text(form.text(), payload, bytes);
            case SHOWN -> {
                out.name(DATA);
                payloads.shown(payload, bytes);
            }
            case PAYLOAD -> {
                out.name(DATA);
                payloads.write(payload, bytes);
            }
            case PAGES -> pages.write(payload, bytes);
            case ENTRIES -> entries(form.struct(), payload, bytes);
        }
        json.writeEndObject();
        if (content == RecordForm.Content.STRUCT) {
            padding.ofStruct(form.struct(), offset, length);
        } else if (content == RecordForm.Content.ENTRIES
                && bytes % form.struct().size() == 0) {
            padding.ofEntries(form.struct(), offset, bytes / form.struct().size());
        }
    }

    private void text(TextForm form, long offset, long length) throws IOException {
        out.name(DATA);
        if (length > LONGEST_TEXT) {
            payloads.shown(offset, length);
            return;
        }
        byte[] bytes = new byte[(int) length];
        source.slice(offset, bytes.length).getBytes(0, bytes);
        form.write(out, bytes);
    }

    private void entries(StructForm struct, long offset, long length) throws IOException {
        if (length % struct.size() != 0) {
            out.name(DATA);
            payloads.shown(offset, length);
            return;
        }
        json.writeArrayFieldStart("entries");
        fields.elements(struct, offset, length / struct.size());
        json.writeEndArray();
    }
}
