package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.io.ByteSource;

/**
 * Writes a buffer of pages: runs of their addresses, which in shared segments are numbers of pages, then all contents.
 */
final class PagesPrinter {
    /** Keys that are read at a time. */
    private static final int BLOCK = 1024;

    private final JsonSink out;
    private final ByteSource source;
    private final PayloadWriter payloads;
    private final boolean little;
    private final FieldType key;
    private final int pageSize;
    private final byte[] keys = new byte[BLOCK * Long.BYTES];

    PagesPrinter(ByteSource source, ImageFormat format, int pageSize, JsonSink out, PayloadWriter payloads) {
        this.out = out;
        this.source = source;
        this.payloads = payloads;
        this.little = format.architecture().littleEndian();
        this.key = format.architecture().wordSize() == Long.BYTES ? FieldType.U64 : FieldType.U32;
        this.pageSize = pageSize;
    }

    /** Writes the fields of the buffer whose payload lies there; one that holds no whole pages is shown as bytes. */
    void write(long offset, long length) throws IOException {
        if (length % (key.size() + pageSize) != 0) {
            out.name(RecordPrinter.DATA);
            payloads.write(offset, length);
            return;
        }
        long count = length / (key.size() + pageSize);
        out.json().writeArrayFieldStart("addresses");
        runs(offset, count);
        out.json().writeEndArray();
        out.name("contents");
        payloads.write(offset + count * key.size(), count * pageSize);
    }

    private void runs(long offset, long count) throws IOException {
        long first = 0;
        long last = 0;
        long step = 0;
        long length = 0;
        for (long page = 0; page < count; page++) {
            int within = (int) (page % BLOCK);
            if (within == 0) {
                int size = (int) Math.min(BLOCK, count - page) * key.size();
                source.slice(offset + page * key.size(), size).getBytes(0, keys, 0, size);
            }
            long address = Bytes.get(keys, within * key.size(), key, little);
            long distance = address - last;
            if (length > 1 && distance == step || length == 1 && (distance == pageSize || distance == 1)) {
                step = distance;
                length++;
            } else {
                run(first, step, length);
                first = address;
                length = 1;
            }
            last = address;
        }
        run(first, step, length);
    }

    private void run(long first, long step, long length) throws IOException {
        if (length == 0) {
            return;
        }
        JsonGenerator json = out.json();
        json.writeStartObject();
        out.name("first");
        out.hexString(first);
        json.writeNumberField("count", length);
        if (length > 1) {
            json.writeNumberField("step", step);
        }
        json.writeEndObject();
    }
}
