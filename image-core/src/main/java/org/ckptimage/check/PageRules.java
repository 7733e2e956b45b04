package org.ckptimage.check;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Role;

/** Saved pages: their chunks, and where they go. Looks at the pages' keys, never at their contents. */
final class PageRules {
    private final Restart restart;
    private final Findings findings;
    /** The areas of the address space that is being read: their first addresses, and their records' places. */
    private LongMap areas = new LongMap();

    private final TargetFiles files;
    private At vma;
    private At announced;

    PageRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.files = new TargetFiles(restart);
        on.record(RecordType.MM, at -> areas = new LongMap());
        on.record(RecordType.MM, at -> vma = null);
        on.record(RecordType.IPC_SHM, at -> vma = at);
        on.record(RecordType.VMA, this::area);
        on.record(RecordType.PGARR, this::chunk);
        on.record(RecordType.BUFFER, this::pages);
    }

    private void area(At at) {
        vma = at;
        long start = at.number("vm_start");
        long end = at.number("vm_end");
        if (at.number("vma_type") != VmaType.IGNORE.number() && Long.compareUnsigned(start, end) < 0) {
            areas.put(start, at.record().number());
        }
    }

    /** Where the present file's pages end in an area of a private mapping; the area's end where that is not known. */
    private long fileEnd(At at) {
        long start = at.number("vm_start");
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
        long areaStart = 0;
        long areaEnd = 0;
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
            if (Long.compareUnsigned(key, areaStart) < 0 || Long.compareUnsigned(key, areaEnd) >= 0) {
                int area = areas.floor(key);
                areaStart = area < 0 ? 0 : areas.key(area);
                areaEnd = area < 0
                        ? 0
                        : fileEnd(restart.at(restart.image().records().get(areas.value(area))));
            }
            if (Long.compareUnsigned(key, areaEnd) >= 0) {
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
