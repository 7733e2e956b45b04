package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Puts records into the image, whose objects are read one after the other. */
final class RecordEncoder {
    private static final List<String> KEYS = List.of(
            "offset", "objref", "type", "length", "depth", "role", "size", "fields", "padding", "data", "within");
    private static final int NONE = -1;

    /** Reads what stands in a definition, when its OBJREF has been written. */
    interface Within {
        void read(JsonInput in, int depth) throws IOException;
    }

    private final ImageFormat format;
    private final ImageOut out;
    private final Counts<GivenCount> counts;
    private final FieldsEncoder fieldsEncoder;
    private final PaddingEncoder paddingEncoder;
    private final PayloadReader payloads;
    private final byte[] head = new byte[RecordForm.HEAD];
    private int openDepth;

    RecordEncoder(ImageFormat format, int pageSize, ImageOut out, PayloadReader payloads) {
        this.format = format;
        this.out = out;
        this.payloads = payloads;
        this.counts = new Counts<>(format, pageSize, (rule, given, counted) -> given.settle(out, rule, counted));
        this.fieldsEncoder = new FieldsEncoder(format, pageSize, out, payloads);
        this.paddingEncoder = new PaddingEncoder(out, payloads);
    }

    /** Settles what counts what follows: nothing does any more. */
    void finish() throws IOException {
        counts.finish();
    }

    /** One record that is being read. */
    private final class Draft {
        private final JsonInput in;
        private RecordType type;
        private long number;
        private boolean raw;
        private boolean typeKnown;
        private Role role = Role.PLAIN;
        private final int level;
        private int depth = NONE;
        private long size = NONE;
        private long length = NONE;
        private boolean lengthForced;
        private JsonLocation lengthLocation;
        private JsonInput.Kept keptFields;
        private JsonInput.Kept keptPadding;
        private FieldsEncoder.Written written;
        private long start = NONE;
        private boolean ended;

        Draft(JsonInput in, int level) {
            this.in = in;
            this.level = level;
        }

        void read(Within within) throws IOException {
            in.startObject();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "offset" -> in.count();
                    case "objref" -> NumberReader.number(in, Integer.SIZE);
                    case "type" -> type();
                    case "length" -> length();
                    case "depth" -> depth = depth();
                    case "role" -> role();
                    case "size" -> size = size();
                    case "fields" -> {
                        if (typeKnown) {
                            fields(in);
                        } else {
                            keptFields = in.keep();
                        }
                    }
                    case "padding" -> {
                        if (written != null) {
                            padding(in);
                        } else {
                            keptPadding = in.keep();
                        }
                    }
                    case "data" -> data();
                    case "within" -> {
                        end(in.pathOfObject());
                        if (type != RecordType.OBJREF) {
                            throw in.bad("only an OBJREF has something within");
                        }
                        within.read(in, depth);
                    }
                    default -> throw in.unknown(name, KEYS);
                }
            }
            end(in.path());
        }

        private void beforeFields(String name) throws IOException {
            if (start != NONE && !raw) {
                throw in.bad("\"" + name + "\" must stand in front of \"fields\" and \"within\"");
            }
        }

        private void type() throws IOException {
            beforeFields("type");
            String name = in.string();
            raw = RawTypes.NAMES.contains(name);
            typeKnown = true;
            if (start != NONE && !raw) {
                throw in.bad("a record has \"fields\", not \"data\"");
            }
            if (raw) {
                return;
            }
            number = RawTypes.unknownNumber(name);
            if (number == NONE) {
                type = RawTypes.type(name);
                if (type == null || !format.has(type)) {
                    throw in.bad("\"" + name + "\" is no record of " + format);
                }
                number = format.number(type);
            }
        }

        private void length() throws IOException {
            lengthLocation = in.location();
            if (in.token() == JsonToken.START_OBJECT) {
                length = GivenCount.forced(in, Integer.SIZE);
                lengthForced = true;
            } else if (in.isString() && in.string().equals(GivenCount.AUTO)) {
                length = NONE;
            } else {
                length = in.count();
            }
        }

        private int depth() throws IOException {
            if (ended) {
                throw in.bad("\"depth\" must stand in front of \"within\"");
            }
            long given = in.count();
            if (given > Integer.MAX_VALUE) {
                throw in.bad("nothing lies that deep");
            }
            return (int) given;
        }

        private void role() throws IOException {
            beforeFields("role");
            String id = in.string();
            role = RoleIds.role(id).orElse(null);
            if (role == null) {
                throw in.bad("\"" + id + "\" is no role of records");
            }
        }

        private long size() throws IOException {
            beforeFields("size");
            long given = in.count();
            if (given < RecordForm.HEAD || given > Integer.MAX_VALUE) {
                throw in.bad("no record has " + given + " bytes");
            }
            return given;
        }

        private void data() throws IOException {
            if (start != NONE || keptFields != null || typeKnown && !raw) {
                throw in.bad("a record has \"fields\", not \"data\"");
            }
            start = out.position();
            raw = true;
            payloads.read(in);
        }

        private void fields(JsonInput value) throws IOException {
            if (start != NONE) {
                throw value.bad(raw ? "raw bytes have \"data\", no fields" : "the fields are given twice");
            }
            start = out.position();
            out.zeros(RecordForm.HEAD);
            written = fieldsEncoder.write(value, type, role, size, start);
        }

        private void padding(JsonInput value) throws IOException {
            paddingEncoder.write(value, written, start);
        }

        /** Ends the record's own bytes; within a definition more may follow. */
        private void end(String path) throws IOException {
            if (ended) {
                return;
            }
            ended = true;
            if (!typeKnown) {
                throw new JsonImageException(path, in.location(), "\"type\" is missing");
            }
            if (keptFields != null) {
                fields(keptFields.open());
            }
            if (keptPadding != null && written != null) {
                padding(keptPadding.open());
            }
            if (start == NONE) {
                throw new JsonImageException(
                        path, in.location(), raw ? "\"data\" is missing" : "\"fields\" is missing");
            }
            settleDepth(path);
            long actual = out.position() - start;
            if (length != NONE && !lengthForced && length != actual) {
                throw new JsonImageException(
                        path + "/length",
                        lengthLocation,
                        "the length is given as " + length + ", but the contents have " + actual
                                + " bytes: leave it out, or say \"auto\"");
            }
            if (!raw) {
                head(actual);
                count(actual);
            }
        }

        private void settleDepth(String path) throws IOException {
            boolean definition = type == RecordType.OBJREF;
            if (depth == NONE && level == NONE) {
                throw new JsonImageException(path, in.location(), "\"depth\" is missing");
            }
            if (depth == NONE) {
                depth = definition ? level + 1 : level;
            }
            if (depth > openDepth + (definition ? 1 : 0) || definition && depth == 0) {
                throw new JsonImageException(
                        path,
                        in.location(),
                        "depth " + depth + " cannot be: the record in front of it leaves depth " + openDepth);
            }
            openDepth = depth;
        }

        private void head(long actual) throws IOException {
            boolean little = format.architecture().littleEndian();
            if (actual > 0xffffffffL) {
                throw in.bad("a record of " + actual + " bytes is too long");
            }
            Bytes.put(head, 0, Integer.BYTES, number, little);
            Bytes.put(head, Integer.BYTES, Integer.BYTES, lengthForced ? length : actual, little);
            out.patch(start, head, 0, head.length);
        }

        private void count(long actual) throws IOException {
            counts.record(depth, type, role, actual - RecordForm.HEAD);
            for (GivenCount given : written.counts()) {
                if (given.rule().what() == CountRule.What.ELEMENTS) {
                    given.settle(out, given.rule(), written.struct().tailCount(actual));
                } else {
                    counts.open(depth, given.rule(), given);
                }
            }
        }
    }

    /**
     * Reads a record and puts it into the image.
     *
     * @param level definitions that it lies in, unless it says so itself, the one that it begins not counted; negative
     *     where it must say so
     */
    void read(JsonInput in, int level, Within within) throws IOException {
        new Draft(in, level).read(within);
    }
}
