package org.ckptimage.image;

import java.util.Optional;
import java.util.stream.Stream;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.record.IpcShmRecord;
import org.ckptimage.record.VmaRecord;

/** A memory area of a process, and the pages that were saved of it. */
public final class Vma {
    private final Image image;
    private final int entry;
    private final VmaRecord record;
    /** Gathered when first asked for; two threads may both do that. */
    private PageSet pages;

    Vma(Image image, int entry) {
        this.image = image;
        this.entry = entry;
        this.record = image.decode(entry, VmaRecord.class);
    }

    /** The VMA record. */
    public VmaRecord record() {
        return record;
    }

    /** Where the VMA record stands. */
    public ImageRecord definedBy() {
        return new ImageRecord(image, entry);
    }

    /** Its kind; empty if the image names one that is not known. */
    public Optional<VmaType> type() {
        return record.type();
    }

    /** First address. */
    public long start() {
        return record.vmStart();
    }

    /** Address behind the last one. */
    public long end() {
        return record.vmEnd();
    }

    /** Whether an address lies in it. Addresses are compared as unsigned numbers. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start()) >= 0 && Long.compareUnsigned(address, end()) < 0;
    }

    /** The mapped file, for file mappings. */
    public Optional<OpenFile> file() {
        return image.file(record.vmaObjref());
    }

    /**
     * The saved pages: its own, or those of the shared segment that it maps. Of a shared segment all pages are given,
     * also those outside of this vma's window.
     */
    public PageSet pages() {
        PageSet known = pages;
        if (known == null) {
            known = findPages();
            pages = known;
        }
        return known;
    }

    private PageSet findPages() {
        VmaType type = type().orElse(VmaType.IGNORE);
        switch (type) {
            case ANON:
            case FILE:
                return new PageSet(image, entry + 1, start(), 0, true);
            case SHM_ANON:
                return new PageSet(image, entry + 1, start(), record.vmPgoff(), false);
            case SHM_ANON_SKIP:
            case SHM_IPC_SKIP:
                return segmentPages();
            default:
                return PageSet.none();
        }
    }

    private PageSet segmentPages() {
        int value = image.index().numbers.get(record.inoObjref().number());
        if (value == NumberTable.ABSENT || value >= 0) {
            return PageSet.none();
        }
        RecordType definer = image.index().type(~value);
        boolean segment = definer == RecordType.VMA || definer == RecordType.IPC_SHM;
        return segment ? new PageSet(image, ~value + 1, start(), record.vmPgoff(), false) : PageSet.none();
    }

    /** Where it begins in its file or segment, in bytes. */
    public long fileOffset() {
        // The kernel counts in its own pages, whatever the pages of the file system or of huge memory are.
        return record.vmPgoff() * image.detection().pageSize();
    }

    /** The SysV segment that it maps; empty for other areas. */
    public Optional<IpcShmRecord> sysvSegment() {
        int value = image.index().numbers.get(record.inoObjref().number());
        boolean segment = type().filter(type -> type == VmaType.SHM_IPC_SKIP).isPresent()
                && value != NumberTable.ABSENT
                && value < 0
                && image.index().type(~value) == RecordType.IPC_SHM;
        return segment ? image.find(~value, IpcShmRecord.class) : Optional.empty();
    }

    /** Whether the pages stand behind this vma's own record; those of a shared segment may stand elsewhere. */
    public boolean ownsPages() {
        return type().map(VmaType::pagesFollow).orElse(false);
    }

    /** The saved page that holds an address of this vma. */
    public Optional<Page> pageAt(long address) {
        return contains(address) ? pages().at(address) : Optional.empty();
    }

    /** All saved pages that lie within this vma, in the order of the image. */
    public Stream<Page> pagesInside() {
        return pages().stream().filter(page -> contains(page.address()));
    }

    @Override
    public String toString() {
        return Long.toHexString(start()) + "-" + Long.toHexString(end()) + " " + record.permissions();
    }
}
