package org.ckptimage.benchmarks.generate;

import java.io.IOException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.record.RecordCodec;

/** Writes the memory of one task: what the real process had, and below its stack the areas that are made. */
final class MemoryWriter {
    /** The first made area. One page is left free between two of them. */
    static final long START = 0x10_0000_0000L;

    private static final long READ_WRITE_PRIVATE = 0x100073;
    private static final int REAL_AREAS = 7;

    private final ImageSpec spec;
    private final Skeleton skeleton;
    private final ImageOut out;

    MemoryWriter(ImageSpec spec, Skeleton skeleton, ImageOut out) {
        this.spec = spec;
        this.skeleton = skeleton;
        this.out = out;
    }

    void write(int number, int task) throws IOException {
        out.objref(ObjectType.MM, number);
        if (task == 0) {
            copy(skeleton.executable());
        }
        out.copy(skeleton.mm()).set("map_count", REAL_AREAS + spec.vmas());
        copy(skeleton.areas());
        long address = START;
        for (int vma = 0; vma < spec.vmas(); vma++) {
            int place = task * spec.vmas() + vma;
            long pages = pagesBefore(place + 1) - pagesBefore(place);
            area(address, pages);
            address += (Math.max(pages, 1) + 1) * ImageSpec.PAGE;
        }
        copy(skeleton.stack());
    }

    private void copy(Iterable<Skeleton.Part> parts) throws IOException {
        for (Skeleton.Part part : parts) {
            out.copy(part);
        }
    }

    private long pagesBefore(int place) {
        return Math.multiplyExact(spec.pages(), (long) place) / ((long) spec.tasks() * spec.vmas());
    }

    private void area(long start, long pages) throws IOException {
        out.record(RecordType.VMA)
                .set("vma_type", VmaType.ANON.number())
                .set("vm_start", start)
                .set("vm_end", start + Math.max(pages, 1) * ImageSpec.PAGE)
                .set("vm_page_prot", 0x8000000000000025L)
                .set("vm_flags", READ_WRITE_PRIVATE)
                .set("vm_pgoff", start / ImageSpec.PAGE);
        for (long done = 0; done < pages; done += spec.chunk()) {
            chunk(start + done * ImageSpec.PAGE, (int) Math.min(spec.chunk(), pages - done));
        }
        out.record(RecordType.PGARR);
    }

    private void chunk(long start, int pages) throws IOException {
        out.record(RecordType.PGARR).set("nr_pages", pages);
        out.head(RecordType.BUFFER, RecordCodec.HEAD + pages * (Long.BYTES + ImageSpec.PAGE));
        for (int i = 0; i < pages; i++) {
            out.number(start + (long) i * ImageSpec.PAGE);
        }
        if (spec.contents() == Contents.ZERO) {
            out.hole((long) pages * ImageSpec.PAGE);
            return;
        }
        for (int i = 0; i < pages; i++) {
            out.page(spec.contents(), start + (long) i * ImageSpec.PAGE, spec.seed());
        }
    }
}
