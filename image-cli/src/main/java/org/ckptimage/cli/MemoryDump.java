package org.ckptimage.cli;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.Page;
import org.ckptimage.image.PageSet;
import org.ckptimage.image.Vma;
import org.ckptimage.record.Printable;

/** Prints memory like xxd, and says of what the image does not hold why that is so. */
final class MemoryDump {
    private static final int PER_LINE = 16;
    private static final int GROUP = 2;

    private final AddressSpace memory;
    private final Output out;
    private final int pageSize;

    MemoryDump(Image image, AddressSpace memory, Output out) {
        this.memory = memory;
        this.out = out;
        this.pageSize = image.detection().pageSize();
    }

    /**
     * Prints a range, which may cross pages and areas.
     *
     * @return whether anything of it is mapped
     */
    boolean print(long start, long length) throws IOException {
        // Counted from the start, so that a range may end at the last address of all.
        long at = 0;
        boolean any = false;
        List<Vma> vmas = memory.vmas().stream()
                .sorted(Comparator.comparing(Vma::start, Long::compareUnsigned))
                .toList();
        for (Vma vma : vmas) {
            long from = vma.contains(start) ? 0 : vma.start() - start;
            boolean before = !vma.contains(start) && Long.compareUnsigned(vma.start(), start) < 0;
            if (before || Long.compareUnsigned(from, length) >= 0) {
                continue;
            }
            from = Math.max(from, at);
            long to = Math.min(vma.end() - start, length);
            if (to <= from) {
                continue;
            }
            if (from > at && any) {
                gap(start + at, start + from, "not mapped");
            }
            if (from > at && !any) {
                gap(start, start + from, "not mapped");
            }
            any = true;
            area(vma, start + from, to - from);
            at = to;
        }
        if (any && at < length) {
            gap(start + at, start + length, "not mapped");
        }
        return any;
    }

    private void area(Vma vma, long start, long length) throws IOException {
        PageSet pages = vma.pages();
        long missingFrom = -1;
        for (long at = 0; at < length; ) {
            long address = start + at;
            long inPage = address & pageSize - 1;
            long part = Math.min(length - at, pageSize - inPage);
            Optional<Page> page = pages.at(address);
            if (page.isPresent()) {
                missing(vma, start, missingFrom, at);
                missingFrom = -1;
                lines(address, page.get().bytes(), (int) inPage, (int) part);
            } else if (missingFrom < 0) {
                missingFrom = at;
            }
            at += part;
        }
        missing(vma, start, missingFrom, length);
    }

    private void missing(Vma vma, long start, long from, long to) throws IOException {
        if (from >= 0) {
            gap(start + from, start + to, "not saved: " + reason(vma, start + from));
        }
    }

    private String reason(Vma vma, long address) {
        VmaType type = vma.type().orElse(VmaType.IGNORE);
        switch (type) {
            case FILE:
            case SHM_FILE:
                String name = memory.areaName(vma).map(Printable::of).orElse("its file");
                return "as in " + name + " from " + Numbers.hex(vma.fileOffset() + address - vma.start()) + " on";
            case VDSO:
                return "the kernel's own";
            default:
                return "zeros";
        }
    }

    private void gap(long from, long to, String why) throws IOException {
        out.line(Numbers.address(from) + "-" + Numbers.address(to) + ": " + why);
    }

    private void lines(long address, ByteBuf page, int from, int length) throws IOException {
        for (int at = 0; at < length; at += PER_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < PER_LINE; i++) {
                hex.append(i > 0 && i % GROUP == 0 ? " " : "");
                if (at + i < length) {
                    int b = page.getUnsignedByte(page.readerIndex() + from + at + i);
                    hex.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
                    text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
                } else {
                    hex.append("  ");
                }
            }
            out.line(Numbers.address(address + at) + ": " + hex + "  " + text);
        }
    }
}
