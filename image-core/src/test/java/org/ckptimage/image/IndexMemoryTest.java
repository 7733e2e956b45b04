package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.ImageWriter;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an open image keeps in memory: at most 24 bytes a record, and nothing for a page. */
@Timeout(120)
class IndexMemoryTest {
    private static final int MOST_BYTES_PER_RECORD = 24;

    private static final WrittenImage SMALL =
            MadeUpImage.of(Dialect.V20, Architecture.X86_64).task(1, task -> {}).write();

    /** A small image with many times the same few records in front of its TAIL. */
    private static ByteSource manyTimes(int times, ObjIntConsumer<ImageWriter> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 20);
        byte[] small = SMALL.bytes();
        int tail = SMALL.offsetOf(RecordType.TAIL, 0);
        out.write(small, 0, tail);
        int batch = 1000;
        for (int first = 0; first < times; first += batch) {
            ImageWriter writer = new ImageWriter(SMALL.format());
            for (int i = first; i < Math.min(times, first + batch); i++) {
                records.accept(writer, i);
            }
            out.writeBytes(writer.finish().bytes());
        }
        out.write(small, tail, small.length - tail);
        return ByteSource.of(out.toByteArray(), "many records");
    }

    @Test
    void nearlyAMillionRecordsInDefinitionsAreWithinTheLimit() throws Exception {
        try (ByteSource source = manyTimes(
                500_000,
                (writer, i) ->
                        writer.define(ObjectType.GROUPINFO, 1000 + i, () -> writer.record(RecordType.GROUPINFO)))) {
            // The table of numbers has just grown: it is at its emptiest.
            isWithinTheLimit(source, 918_000);
        }
    }

    @Test
    void aMillionRecordsOfManyFilesAndDescriptorsAreWithinTheLimit() throws Exception {
        int files = 250_000;
        try (ByteSource source = manyTimes(files, (writer, i) -> {
            if (i == 0) {
                writer.objref(ObjectType.FILE_TABLE, 999).record(RecordType.FILE_TABLE, f -> f.set("fdt_nfds", files));
            }
            writer.define(
                            ObjectType.FILE,
                            1000 + i,
                            () -> writer.file(
                                            org.ckptimage.format.FileType.GENERIC,
                                            f -> f.set("f_credref", 1).set("f_flags", 2))
                                    .fileName("/f" + i))
                    .record(
                            RecordType.FILE_DESC,
                            f -> f.set("fd_objref", 1000 + i).set("fd_descriptor", i));
        })) {
            isWithinTheLimit(source, 4 * files);
        }
    }

    @Test
    void aMillionRecordsOutsideOfDefinitionsAreWithinTheLimit() throws Exception {
        try (ByteSource source = manyTimes(1_000_000, (writer, i) -> writer.buffer(new byte[0]))) {
            isWithinTheLimit(source, 1_000_000);
        }
    }

    private static void isWithinTheLimit(ByteSource source, int atLeast) throws IOException {
        try (Image image = Image.open(source, OpenOptions.DEFAULT)) {
            assertThat(image.recordCount()).isGreaterThanOrEqualTo(atLeast);
            assertThat(image.isComplete()).isTrue();
            double perRecord = (double) heap(image.index()) / image.recordCount();
            assertThat(perRecord).isLessThanOrEqualTo(MOST_BYTES_PER_RECORD);
        }
    }

    @Test
    void pagesTakeNoMemory() throws Exception {
        try (Image image = RealImages.open("v20/mem")) {
            assertThat(image.pageCount()).isGreaterThan(3000);
            // Chunks of arrays have a smallest size, so that of a small image is the measure.
            try (Image small = RealImages.open("v20/plain")) {
                assertThat(heap(image.index())).isLessThanOrEqualTo(heap(small.index()) + 24L * image.recordCount());
            }
        }
    }

    /** Bytes of all arrays that are reachable through objects of ours. */
    private static long heap(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> due = new ArrayDeque<>();
        due.add(root);
        long bytes = 0;
        while (!due.isEmpty()) {
            Object object = due.pop();
            if (!seen.add(object)) {
                continue;
            }
            Class<?> type = object.getClass();
            if (type.isArray()) {
                bytes += 16 + (long) Array.getLength(object) * size(type.getComponentType());
                if (!type.getComponentType().isPrimitive()) {
                    for (Object element : (Object[]) object) {
                        if (element != null) {
                            due.add(element);
                        }
                    }
                }
            } else if (type.getPackageName().startsWith("org.ckptimage")) {
                bytes += 16;
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        try {
                            if (field.get(object) != null) {
                                due.add(field.get(object));
                            }
                        } catch (IllegalAccessException e) {
                            throw new AssertionError(e);
                        }
                    }
                }
            }
        }
        return bytes;
    }

    private static int size(Class<?> element) {
        return element == long.class || element == double.class ? 8 : element == byte.class ? 1 : 4;
    }
}
