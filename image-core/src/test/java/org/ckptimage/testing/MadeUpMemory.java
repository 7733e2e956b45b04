package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;

/**
 * The made-up memory of a process (MM). Pages are given by their first bytes, null stands for a page that is not in the
 * image. Areas are written in the order of their addresses.
 */
public final class MadeUpMemory {
    private static final long READ_WRITE_PRIVATE = 0x100073;
    private static final long READ_EXEC_PRIVATE = 0x8000075;
    private static final long READ_WRITE_SHARED = 0xfb;

    /** A shared anonymous segment or a SysV segment: the same name is the same segment in all tasks. */
    record Segment(String name) {}

    private record Area(VmaType type, long start, long pages, Object backing, List<byte[]> contents, long flags) {}

    private final List<Area> areas = new ArrayList<>();
    private final Map<String, MadeUpFile> files = new HashMap<>();
    private MadeUpFile executable;
    private int chunk;
    private int hugeShift;
    private byte[] ldt = {};
    private Consumer<RecordFields> fields = f -> {};

    /** The executable. */
    public MadeUpMemory exe(String path) {
        executable = mapped(path).flags(0x8020);
        return this;
    }

    /** No executable at all: MM.exe_objref 0. */
    public MadeUpMemory noExe() {
        executable = null;
        return this;
    }

    /** Private anonymous memory, as many pages as are given. */
    public MadeUpMemory anon(long start, byte[]... pages) {
        return area(VmaType.ANON, start, Math.max(1, pages.length), null, READ_WRITE_PRIVATE, pages);
    }

    /** A private mapping of a file; {@code changed} are its copied-on-write pages. */
    public MadeUpMemory file(long start, int pages, String path, byte[]... changed) {
        return area(VmaType.FILE, start, pages, mapped(path), READ_EXEC_PRIVATE, changed);
    }

    /** A private mapping of a file that has a descriptor, too. */
    public MadeUpMemory file(long start, int pages, MadeUpFile file, byte[]... changed) {
        return area(VmaType.FILE, start, pages, file, READ_EXEC_PRIVATE, changed);
    }

    /** A shared mapping of a file. */
    public MadeUpMemory sharedFile(long start, int pages, String path) {
        return area(VmaType.SHM_FILE, start, pages, mapped(path), READ_WRITE_SHARED);
    }

    /** Shared anonymous memory; its contents are written where the segment is met first, and ignored later. */
    public MadeUpMemory shared(long start, String segment, byte[]... pages) {
        return area(VmaType.SHM_ANON, start, Math.max(1, pages.length), new Segment(segment), READ_WRITE_SHARED, pages);
    }

    /** An attached SysV segment of {@link MadeUpIpc#shm}. */
    public MadeUpMemory sysv(long start, int pages, int id) {
        return area(VmaType.SHM_IPC_SKIP, start, pages, MadeUpIpc.segment(id), READ_WRITE_SHARED);
    }

    /**
     * Huge pages, all of them in the image; from v23 on, in a form that is a guess.
     *
     * @param shift 21 for pages of 2 MiB
     */
    public MadeUpMemory huge(long start, int shift, byte[]... pages) {
        area(VmaType.HUGETLB, start, pages.length, null, READ_WRITE_PRIVATE, pages);
        hugeShift = shift;
        return this;
    }

    /** The kernel's vdso page. */
    public MadeUpMemory vdso(long start) {
        return area(VmaType.VDSO, start, 1, null, READ_EXEC_PRIVATE);
    }

    /** Writes pages in chunks of at most this many, instead of the kernel's size. */
    public MadeUpMemory chunksOf(int pages) {
        chunk = pages;
        return this;
    }

    /** Raw descriptors of the LDT, 8 bytes each; x86 only. */
    public MadeUpMemory ldt(byte[] descriptors) {
        ldt = descriptors.clone();
        return this;
    }

    /** Sets fields of the MM record, after all defaults. */
    public MadeUpMemory with(Consumer<RecordFields> more) {
        fields = fields.andThen(more);
        return this;
    }

    /** A page's worth of one byte, for 4096-byte pages. */
    public static byte[] page(int value) {
        byte[] page = new byte[4096];
        Arrays.fill(page, (byte) value);
        return page;
    }

    private MadeUpFile mapped(String path) {
        return files.computeIfAbsent(path, FileKinds.Generic::new);
    }

    private MadeUpMemory area(VmaType type, long start, long pages, Object backing, long flags, byte[]... contents) {
        areas.add(new Area(type, start, pages, backing, new ArrayList<>(Arrays.asList(contents)), flags));
        return this;
    }

    /** The number of the MM, defined here if it is new. */
    int write(ImageWriter out, MadeUpCreds creds) {
        areas.sort((a, b) -> Long.compareUnsigned(a.start, b.start));
        return out.object(ObjectType.MM, this, number -> {
            int exe = executable == null ? 0 : executable.write(out, creds);
            out.record(RecordType.MM, f -> {
                f.set("map_count", areas.size()).set("exe_objref", exe).set("flags", 205);
                fields.accept(f);
            });
            out.buffer(new byte[auxvLength(out)]);
            areas.forEach(area -> write(out, area, creds));
            MadeUpCpu.memoryContext(out, vdsoAddress(), ldt);
        });
    }

    /** Bytes of the auxiliary vector: since v20 8 per entry, before as many as the header says. */
    private static int auxvLength(ImageWriter out) {
        int constant = MadeUpHead.auxvConstant(out.format());
        return out.format().dialect().atLeast(Dialect.V20) ? 8 * constant : constant;
    }

    private long vdsoAddress() {
        return areas.stream()
                .filter(a -> a.type == VmaType.VDSO)
                .mapToLong(Area::start)
                .findFirst()
                .orElse(0);
    }

    private void write(ImageWriter out, Area area, MadeUpCreds creds) {
        VmaType type = area.type == VmaType.SHM_ANON && out.knows(area.backing) ? VmaType.SHM_ANON_SKIP : area.type;
        int file = area.backing instanceof MadeUpFile mapped ? mapped.write(out, creds) : 0;
        int inode = area.backing instanceof Segment || type == VmaType.SHM_FILE ? out.hidden(inodeOf(area)) : 0;
        long length = type == VmaType.HUGETLB ? area.pages << hugeShift : area.pages * out.pageSize();
        out.record(RecordType.VMA, f -> {
            f.set("vma_type", type.number()).set("vma_objref", file).set("ino_objref", inode);
            f.set("ino_size", area.backing instanceof Segment ? length : 0);
            f.set("vm_start", area.start).set("vm_end", area.start + length).set("vm_flags", area.flags);
            f.setIfPresent("hugetlb_shift", type == VmaType.HUGETLB ? hugeShift : 0);
        });
        if (type == VmaType.HUGETLB) {
            hugePages(out, area);
        }
        if (type.pagesFollow()) {
            pages(out, type.keysAreAddresses() ? area.start : 0, type.keysAreAddresses(), area.contents, chunk);
        }
    }

    private void hugePages(ImageWriter out, Area area) {
        for (int i = 0; i < area.contents.size(); i++) {
            long address = area.start + ((long) i << hugeShift);
            out.record(RecordType.HPAGE, f -> f.set("vaddr", address).set("shift", hugeShift));
            out.buffer(Arrays.copyOf(area.contents.get(i), 1 << hugeShift));
        }
    }

    private static Object inodeOf(Area area) {
        return area.backing instanceof MadeUpFile ? List.of(area.backing, "inode") : area.backing;
    }

    /** Writes page contents, ended by an empty PGARR. */
    static void pages(ImageWriter out, long first, boolean addresses, List<byte[]> contents, int chunk) {
        int word = out.format().architecture().wordSize();
        int most = chunk > 0 ? chunk : 16 * out.pageSize() / word;
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> pages = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            if (contents.get(i) != null) {
                keys.add(out.number(word, addresses ? first + (long) i * out.pageSize() : i));
                pages.add(Arrays.copyOf(contents.get(i), out.pageSize()));
            }
            if (keys.size() == most || i == contents.size() - 1 && !keys.isEmpty()) {
                out.record(RecordType.PGARR, f -> f.set("nr_pages", keys.size()));
                keys.addAll(pages);
                out.buffer(ImageWriter.concat(keys));
                keys.clear();
                pages.clear();
            }
        }
        out.record(RecordType.PGARR);
    }
}
