package org.ckptimage.json;

import java.io.IOException;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/** Reads the addresses and contents of pages, as {@link PagesPrinter} writes them. */
final class PagesEncoder {
    private static final long LONGEST_RECORD = 0xffffffffL;

    private final ImageOut out;
    private final PayloadReader payloads;
    private final boolean little;
    private final int keySize;
    private final int pageSize;
    private final byte[] key = new byte[Long.BYTES];
    /** Pages that addresses were given for; negative before they are. */
    private long pages = -1;

    private long contents = -1;

    PagesEncoder(ImageFormat format, int pageSize, ImageOut out, PayloadReader payloads) {
        this.out = out;
        this.payloads = payloads;
        this.little = format.architecture().littleEndian();
        this.keySize = format.architecture().wordSize();
        this.pageSize = pageSize;
    }

    /** Reads one of the two fields; false for another name. */
    boolean read(JsonInput in, String name) throws IOException {
        if (name.equals("addresses")) {
            if (pages >= 0) {
                throw in.bad("the addresses are given twice");
            }
            pages = addresses(in);
            return true;
        }
        if (name.equals("contents")) {
            if (pages < 0) {
                throw in.bad("the addresses of the pages must stand in front of their contents");
            }
            contents = payloads.read(in);
            if (contents != pages * pageSize) {
                throw in.bad("there are addresses for " + pages + " pages of " + pageSize + " bytes, but contents of "
                        + contents + " bytes");
            }
            return true;
        }
        return false;
    }

    /** Ends the record: either both fields were there, or none of them. */
    void end(JsonInput in) throws IOException {
        boolean lacks = pages >= 0 && contents < 0;
        pages = -1;
        contents = -1;
        if (lacks) {
            throw in.bad("the contents of the pages are missing");
        }
    }

    private long addresses(JsonInput in) throws IOException {
        in.startArray();
        long all = 0;
        while (in.nextItem()) {
            all += run(in, all);
        }
        return all;
    }

    private long run(JsonInput in, long before) throws IOException {
        in.startObject();
        Long first = null;
        long count = 1;
        long step = pageSize;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "first" -> first = NumberReader.number(in, keySize * Byte.SIZE);
                case "count" -> count = in.count();
                case "step" -> step = NumberReader.number(in, Integer.SIZE);
                default -> throw in.unknown(name, List.of("first", "count", "step"));
            }
        }
        if (first == null) {
            throw in.bad("\"first\" is missing: the address of the first page");
        }
        if (count > LONGEST_RECORD / (keySize + pageSize) - before) {
            throw in.bad(count + " pages are more than a record can hold");
        }
        for (long page = 0; page < count; page++) {
            Bytes.put(key, 0, keySize, first + page * step, little);
            out.write(key, 0, keySize);
        }
        return count;
    }
}
