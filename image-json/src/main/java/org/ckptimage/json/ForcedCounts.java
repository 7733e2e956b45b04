package org.ckptimage.json;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Nesting;
import org.ckptimage.io.ByteSource;

/**
 * Finds the numbers in an image that are not what they count. Sound images have none. One pass over the heads, since a
 * count stands in front of what it counts.
 */
final class ForcedCounts {
    private ForcedCounts() {}

    private record Given(int entry, long number) {}

    private static long key(int entry, CountRule rule) {
        return (long) entry << Byte.SIZE | rule.number();
    }

    static boolean contains(Set<Long> forced, int entry, CountRule rule) {
        return !forced.isEmpty() && forced.contains(key(entry, rule));
    }

    /** The numbers, by record and rule: for {@link #contains}. */
    static Set<Long> of(Image image) throws IOException {
        Set<Long> forced = new HashSet<>();
        Counts<Given> counts = new Counts<>(image.format(), image.detection().pageSize(), (rule, given, counted) -> {
            if (given.number != counted) {
                forced.add(key(given.entry, rule));
            }
        });
        Nesting nesting = new Nesting(image);
        List<ImageRecord> records = image.records();
        for (int entry = 0; entry < records.size(); entry++) {
            ImageRecord record = records.get(entry);
            int depth = nesting.depthOf(record);
            if (record.isRecord()) {
                counts.record(depth, record.type().orElse(null), record.role(), record.length() - RecordForm.HEAD);
                for (CountRule rule : CountRule.of(record.type().orElse(null))) {
                    open(image, record, depth, rule, counts);
                }
            }
        }
        counts.finish();
        return forced;
    }

    private static void open(Image image, ImageRecord record, int depth, CountRule rule, Counts<Given> counts) {
        ImageFormat format = image.format();
        StructLayout layout = format.layout(rule.type());
        Field field = layout == null ? null : layout.field(rule.field()).orElse(null);
        boolean there = rule.what() != CountRule.What.ELEMENTS
                && field != null
                && field.offset() + field.size() <= record.length();
        if (there) {
            ByteSource source = image.source();
            byte[] bytes = new byte[field.size()];
            source.slice(record.offset() + field.offset(), bytes.length).getBytes(0, bytes);
            long number =
                    Bytes.get(bytes, 0, field.type(), format.architecture().littleEndian());
            counts.open(depth, rule, new Given(record.number(), number));
        }
    }
}
