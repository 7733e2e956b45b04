package org.ckptimage.check;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Role;

/** Saved pages: their chunks, and where they go. Looks at the pages' keys, never at their contents. */
final class PageRules {
    private final Restart restart;
    private final Findings findings;
    /** The areas of the address space that is being read, by their first address with the sign bit flipped. */
    private final TreeMap<Long, Area> areas = new TreeMap<>();

    private final TargetFiles files;
    private At vma;
    private At announced;

    private record Area(long end, long fileEnd) {}

    PageRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.files = new TargetFiles(restart);
        on.record(RecordType.MM, at -> areas.clear());
        on.record(RecordType.MM, at -> vma = null);
        on.record(RecordType.IPC_SHM, at -> vma = at);
        on.record(RecordType.VMA, this::area);
        on.record(RecordType.PGARR, this::chunk);
        on.record(RecordType.BUFFER, this::pages);
    }

    private static long key(long address) {
        return address ^ Long.MIN_VALUE;
    }

    private void area(At at) {
        vma = at;
        long start = at.number("vm_start");
        long end = at.number("vm_end");
        if (at.number("vma_type") != VmaType.IGNORE.number() && Long.compareUnsigned(start, end) < 0) {
            areas.put(key(start), new Area(end, fileEnd(at, start)));
        }
    }

    /** Where the present file's pages end in an area of a private mapping; the area's end where that is not known. */
    private long fileEnd(At at, long start) {
        long end = at.number("vm_end");
        if (at.number("vma_type") != VmaType.FILE.number() || !files.canLookUp()) {
            return end;
        }
        Optional<Long> size = restart.known(at.s32("vma_objref"))
                .flatMap(file -> file.find(RecordType.FILE_NAME))
                .flatMap(name -> files.size(name.text()));
        if (size.isEmpty()) {
            return end;
        }
        long page = restart.pageSize();
        long pages = (size.get() + page - 1) / page - at.number("vm_pgoff");
        return start + Math.max(0, pages) * page;
    }

    /** R012, R166: how many pages a chunk may announce. */
    private void chunk(At at) {
        announced = at;
        long pages = at.number("nr_pages");
        long size = restart.wordSize() + restart.pageSize();
        if (pages != 0 && (int) (pages * size) == 0) {
            findings.found("R012", at, "nr_pages")
                    .say("%s pages, whose bytes count as none", Long.toUnsignedString(pages));
        } else if (Long.compareUnsigned(pages, Integer.MAX_VALUE / size) > 0) {
            findings.found("R166", at, "nr_pages").say("a chunk of %s pages", Long.toUnsignedString(pages));
        }
    }

    /** R167: every page has a place. */
    private void pages(At at) {
        if (at.role() != Role.PAGES || announced == null || vma == null) {
            return;
        }
        int word = restart.wordSize();
        long room = at.payload() / (word + restart.pageSize());
        long count = announced.number("nr_pages");
        count = count < 0 || count > room ? room : count;
        boolean addresses = vma.is(RecordType.VMA)
                && (vma.number("vma_type") == VmaType.ANON.number() || vma.number("vma_type") == VmaType.FILE.number());
        long last = lastIndex();
        Area area = null;
        long areaStart = 0;
        ByteBuffer keys = at.numbersAt(At.HEAD, (int) (count * word));
        while (keys.hasRemaining()) {
            long place = At.HEAD + keys.position();
            long key = word == Long.BYTES ? keys.getLong() : Integer.toUnsignedLong(keys.getInt());
            if (!addresses) {
                if (Long.compareUnsigned(key, last) >= 0) {
                    outside(
                            at,
                            place,
                            Errno.EFBIG,
                            "page %s of a segment, which can have %d",
                            Long.toUnsignedString(key),
                            last);
                    return;
                }
                continue;
            }
            if (area == null
                    || Long.compareUnsigned(key, areaStart) < 0
                    || Long.compareUnsigned(key, area.fileEnd) >= 0) {
                Map.Entry<Long, Area> found = areas.floorEntry(key(key));
                area = found == null || Long.compareUnsigned(key, found.getValue().fileEnd) >= 0
                        ? null
                        : found.getValue();
                areaStart = area == null ? 0 : key(found.getKey());
            }
            if (area == null) {
                outside(at, place, Errno.EFAULT, "a page at 0x%x, where no area is, or no file any more", key);
                return;
            }
        }
    }

    private void outside(At at, long place, Errno errno, String format, Object... arguments) {
        findings.found("R167", at).offset(at.offset() + place).errno(errno).say(format, arguments);
    }

    /** The number of pages that a shared segment can have at most: what its tables of indexes can hold. */
    private long lastIndex() {
        long perPage = restart.pageSize() / restart.wordSize();
        return 16 + perPage * perPage / 2 * (perPage + 1);
    }
}
