package org.ckptimage.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Reads the fields of a record and puts them into the image, behind a head that is there already. */
final class FieldsEncoder {
    private final ImageFormat format;
    private final ImageOut out;
    private final PayloadReader payloads;
    private final PagesEncoder pages;
    private final RecordForms forms;

    FieldsEncoder(ImageFormat format, int pageSize, ImageOut out, PayloadReader payloads) {
        this.format = format;
        this.out = out;
        this.payloads = payloads;
        this.pages = new PagesEncoder(format, pageSize, out, payloads);
        this.forms = RecordForms.of(format);
    }

    /**
     * What was written.
     *
     * @param struct the record's struct, of entries theirs; null for a record without one
     * @param entries whether the struct is that of entries behind the head
     * @param size the bytes of the record; less than its struct's where it is cut short
     * @param counts the numbers in it that follow from something else
     */
    record Written(StructForm struct, boolean entries, long size, List<GivenCount> counts) {}

    /**
     * Reads the object at hand.
     *
     * @param type the record's type, or null for a number that the dialect does not have
     * @param size the record's bytes if it is shorter than its struct, or a negative number
     * @param start where the record begins in the image
     */
    Written write(JsonInput in, RecordType type, Role role, long size, long start) throws IOException {
        if (type == RecordType.FILE) {
            JsonInput.Kept kept = in.keep();
            return struct(kept.open(), forms.form(kind(kept.open())).struct(), size, start);
        }
        RecordForm form = forms.form(type, role);
        if (form.content() == RecordForm.Content.STRUCT) {
            return struct(in, form.struct(), size, start);
        }
        if (size >= 0) {
            throw in.bad("only a record that is shorter than its struct has a \"size\"");
        }
        boolean entries = contents(in, form);
        return new Written(entries ? form.struct() : null, entries, out.position() - start, List.of());
    }

    /** The kind of a FILE, which decides what fields it has. */
    private FileType kind(JsonInput in) throws IOException {
        StructForm common = forms.form(RecordType.FILE, Role.PLAIN).struct();
        FieldForm type = (FieldForm) common.root().member("f_type");
        in.startObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("f_type")) {
                return FileType.of((int) NumberReader.read(in, type.number()));
            }
            in.skip();
        }
        return null;
    }

    /** Reads the fields of a record that has no struct; gives whether they were entries. */
    private boolean contents(JsonInput in, RecordForm form) throws IOException {
        in.startObject();
        boolean entries = false;
        int parts = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            boolean asPages = form.content() == RecordForm.Content.PAGES;
            boolean asEntries = form.content() == RecordForm.Content.ENTRIES;
            if (asPages && pages.read(in, name)) {
                parts++;
                continue;
            }
            if (parts++ > 0) {
                throw in.bad("\"" + name + "\" cannot stand beside what is in front of it");
            }
            if (asEntries && name.equals("entries")) {
                entries = true;
                elements(in, form.struct());
            } else if (!name.equals("data")) {
                throw in.unknown(name, keys(form));
            } else if (form.content() == RecordForm.Content.TEXT) {
                TextReader.payload(in, form.text(), out);
            } else {
                payloads.read(in);
            }
        }
        if (parts == 0) {
            throw in.bad("here must stand " + String.join(", or ", keys(form)));
        }
        if (form.content() == RecordForm.Content.PAGES) {
            pages.end(in);
        }
        return entries;
    }

    static List<String> keys(RecordForm form) {
        return switch (form.content()) {
            case PAGES -> List.of("addresses", "contents", "data");
            case ENTRIES -> List.of("entries", "data");
            default -> List.of("data");
        };
    }

    private long elements(JsonInput in, StructForm element) throws IOException {
        in.startArray();
        long count = 0;
        byte[] bytes = new byte[element.size()];
        while (in.nextItem()) {
            java.util.Arrays.fill(bytes, (byte) 0);
            new StructReader(element, bytes, 0, bytes.length, null).read(in);
            out.write(bytes, 0, bytes.length);
            count++;
        }
        return count;
    }

    private Written struct(JsonInput in, StructForm struct, long size, long start) throws IOException {
        if (size >= struct.size()) {
            throw in.bad("the struct has " + struct.size() + " bytes; \"size\" is for records that are shorter");
        }
        int whole = size < 0 ? struct.size() : (int) size;
        int fixedEnd = Math.min(whole, struct.tailOffset());
        byte[] fixed = new byte[struct.size()];
        out.zeros(fixedEnd - RecordForm.HEAD);
        StructRecord record = new StructRecord(start, out.position());
        new StructReader(struct, fixed, 0, whole, record).read(in);
        long length = size < 0 ? struct.length(record.elements) : size;
        out.zeros(start + length - out.position());
        out.patch(start + RecordForm.HEAD, fixed, RecordForm.HEAD, fixedEnd - RecordForm.HEAD);
        return new Written(struct, false, length, record.counts);
    }

    /** The array at the end of a struct, and its counts. */
    private final class StructRecord implements StructReader.Record {
        private final long start;
        private final long tail;
        private final List<GivenCount> counts = new ArrayList<>();
        private long elements;

        StructRecord(long start, long tail) {
            this.start = start;
            this.tail = tail;
        }

        @Override
        public void tail(JsonInput in, FieldForm field) throws IOException {
            if (out.position() != tail) {
                throw in.bad("this array is given twice");
            }
            switch (field.kind()) {
                case STRUCTS -> elements = elements(in, field.element());
                case NUMBERS -> elements = numbers(in, field);
                default -> elements = payloads.read(in);
            }
        }

        private long numbers(JsonInput in, FieldForm field) throws IOException {
            in.startArray();
            byte[] bytes = new byte[Long.BYTES];
            long count = 0;
            while (in.nextItem()) {
                field.put(bytes, 0, NumberReader.read(in, field.number()));
                out.write(bytes, 0, field.field().elementSize());
                count++;
            }
            return count;
        }

        @Override
        public long count(JsonInput in, FieldForm field) throws IOException {
            if (GivenCount.isForced(in)) {
                return GivenCount.forced(in, field.number().bits());
            }
            boolean auto = in.isString() && in.string().equals(GivenCount.AUTO);
            long number = auto ? 0 : NumberReader.read(in, field.number());
            add(in, field, number, auto);
            return number;
        }

        @Override
        public void leftOut(JsonInput in, FieldForm field) throws IOException {
            add(in, field, 0, true);
        }

        private void add(JsonInput in, FieldForm field, long number, boolean auto) {
            counts.add(new GivenCount(
                    field.rule(), field, start + field.field().offset(), number, auto, in.path(), in.location()));
        }
    }
}
