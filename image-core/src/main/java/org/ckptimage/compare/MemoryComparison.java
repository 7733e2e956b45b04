package org.ckptimage.compare;

import com.google.common.collect.FluentIterable;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PageChunk;
import org.ckptimage.image.Role;
import org.ckptimage.image.Vma;
import org.ckptimage.record.MmRecord;
import org.ckptimage.record.ObjRef;

/**
 * Address spaces: their areas, matched by their first address, what is mapped there, the pages that were saved, and the
 * tables beside. Pages are compared by address over the whole space, since a restart puts them where their keys say.
 */
final class MemoryComparison {
    private final Findings findings;
    private final Links links;
    private final References references;
    private final FileComparison files;
    private final PageComparison pages;

    MemoryComparison(
            Findings findings, Links links, References references, FileComparison files, PageComparison pages) {
        this.findings = findings;
        this.links = links;
        this.references = references;
        this.files = files;
        this.pages = pages;
    }

    /** Lets the memory of two tasks meet, and what is mapped into it. */
    void meet(String task, AddressSpace left, AddressSpace right) {
        if (left.object().isEmpty() || right.object().isEmpty()) {
            return;
        }
        boolean first = links.meet(task + " > memory", ref(left), ref(right), () -> compare(task, left, right));
        if (first) {
            Links.attempt(() -> meetFiles(task + " > executable", left.executable(), right.executable()));
            Ordered.both(byStart(left), byStart(right), (some, other) -> {
                if (some.isPresent() && other.isPresent()) {
                    meetMapped(path(task, some.get()), some.get(), other.get());
                }
            });
        }
    }

    private static ObjRef ref(AddressSpace memory) {
        return memory.object().map(ImageObject::ref).orElse(ObjRef.NONE);
    }

    private static Ordered<Vma> byStart(AddressSpace memory) {
        return Ordered.by(vma -> signed(vma.start()), memory.vmas());
    }

    /** Addresses are unsigned; as these numbers they have the same order with signs. */
    private static long signed(long address) {
        return address ^ Long.MIN_VALUE;
    }

    private static String path(String task, Vma vma) {
        return task + " > vma " + Words.hex(vma.start());
    }

    private void meetFiles(String path, Optional<OpenFile> left, Optional<OpenFile> right) {
        if (left.isPresent() && right.isPresent()) {
            files.meet(path, left.get(), right.get());
        }
    }

    private void meetMapped(String path, Vma left, Vma right) {
        meetFiles(path + " > file", left.file(), right.file());
        if (isSegment(left) && isSegment(right)) {
            links.meet(
                    path + " > segment",
                    left.record().inoObjref(),
                    right.record().inoObjref(),
                    () -> compareSegments(path + " > segment", left, right));
        }
    }

    private static boolean isSegment(Vma vma) {
        VmaType type = vma.type().orElse(VmaType.IGNORE);
        return type == VmaType.SHM_ANON || type == VmaType.SHM_ANON_SKIP || type == VmaType.SHM_IPC_SKIP;
    }

    private void compareSegments(String path, Vma left, Vma right) {
        findings.fact(
                DifferenceKind.MEMORY,
                path + " > size",
                size(findings.left(), left.record().inoObjref()),
                size(findings.right(), right.record().inoObjref()));
        pages.compare(
                path + " > pages",
                false,
                left.pages().chunks(),
                right.pages().chunks(),
                PageComparison::zero,
                PageComparison::zero);
    }

    /** The size of an anonymous segment, which stands at the area that defines it. */
    private static Fact size(Side side, ObjRef segment) {
        return side.find(segment, ObjectType.FILE)
                .map(ImageObject::definedBy)
                .filter(record -> record.type().orElse(null) == RecordType.VMA)
                .map(record -> Fact.of(Long.toUnsignedString(new Fields(record).number("ino_size")), record.offset()))
                .orElse(Fact.NONE);
    }

    private void compare(String task, AddressSpace left, AddressSpace right) {
        ImageObject leftObject = left.object().orElseThrow();
        ImageObject rightObject = right.object().orElseThrow();
        String path = task + " > memory";
        for (RecordType type : new RecordType[] {RecordType.MM, RecordType.MM_CONTEXT}) {
            findings.records(DifferenceKind.MEMORY, path, leftObject.record(type), rightObject.record(type));
        }
        references.presence(
                DifferenceKind.MEMORY,
                task + " > executable",
                left.record().map(MmRecord::exeObjref).orElse(ObjRef.NONE),
                right.record().map(MmRecord::exeObjref).orElse(ObjRef.NONE),
                FileNames.fact(left.executable()),
                FileNames.fact(right.executable()));
        findings.payloads(
                DifferenceKind.MEMORY,
                path + " > auxiliary vector",
                leftObject.record(Role.AUXV),
                rightObject.record(Role.AUXV));
        findings.payloads(
                DifferenceKind.MEMORY,
                path + " > local descriptor table",
                leftObject.record(RecordType.MM_CONTEXT_LDT),
                rightObject.record(RecordType.MM_CONTEXT_LDT));
        Ordered<Vma> leftVmas = byStart(left);
        Ordered<Vma> rightVmas = byStart(right);
        Ordered.both(leftVmas, rightVmas, (some, other) -> compareAreas(task, some, other));
        pages.compare(
                task + " > pages",
                true,
                privateChunks(left.vmas()),
                privateChunks(right.vmas()),
                address -> absent(leftVmas, address),
                address -> absent(rightVmas, address));
        compareHugePages(task + " > huge pages", hugePages(leftObject.records()), hugePages(rightObject.records()));
    }

    private void compareAreas(String task, Optional<Vma> some, Optional<Vma> other) {
        String path = path(task, some.or(() -> other).orElseThrow());
        if (some.isEmpty() || other.isEmpty()) {
            findings.differ(DifferenceKind.MEMORY, path, fact(some), fact(other));
            return;
        }
        Vma left = some.get();
        Vma right = other.get();
        findings.records(DifferenceKind.MEMORY, path, left.definedBy(), right.definedBy());
        references.presence(
                DifferenceKind.MEMORY,
                path + " > file",
                left.record().vmaObjref(),
                right.record().vmaObjref(),
                FileNames.fact(left.file()),
                FileNames.fact(right.file()));
        if (isSegment(left) && isSegment(right)) {
            compareSegmentPresence(path + " > segment", left, right);
        }
    }

    private void compareSegmentPresence(String path, Vma left, Vma right) {
        references.presence(
                DifferenceKind.MEMORY,
                path,
                left.record().inoObjref(),
                right.record().inoObjref(),
                segment(findings.left(), left),
                segment(findings.right(), right));
    }

    private static Fact segment(Side side, Vma vma) {
        return side.find(vma.record().inoObjref(), ObjectType.FILE)
                .map(segment -> Fact.of("a segment", segment.definedBy().offset()))
                .orElse(Fact.NONE);
    }

    private static Fact fact(Optional<Vma> area) {
        return area.map(vma -> Fact.of(
                        vma + vma.file().map(file -> " " + FileNames.of(file)).orElse(""),
                        vma.definedBy().offset()))
                .orElse(Fact.NONE);
    }

    /** The chunks of all private areas: found anew, area by area, each time that they are gone through. */
    private static Iterable<PageChunk> privateChunks(List<Vma> vmas) {
        return FluentIterable.from(vmas)
                .filter(vma -> vma.type().map(VmaType::keysAreAddresses).orElse(false))
                .transformAndConcat(vma -> vma.pages().chunks());
    }

    /** What is at an address whose page was not saved. */
    private static PageComparison.Absent absent(Ordered<Vma> vmas, long address) {
        Optional<Vma> area = vmas.floor(signed(address)).filter(vma -> vma.contains(address));
        if (area.isEmpty()) {
            return PageComparison.Absent.NO_MEMORY;
        }
        return switch (area.get().type().orElse(VmaType.IGNORE)) {
            case ANON -> PageComparison.Absent.ZERO;
            case FILE -> PageComparison.Absent.OTHER;
            default -> PageComparison.Absent.NO_MEMORY;
        };
    }

    private static List<ImageRecord> hugePages(List<ImageRecord> records) {
        return records.stream()
                .filter(record ->
                        record.role() == Role.HUGE_PAGE || record.type().orElse(null) == RecordType.HPAGE)
                .toList();
    }

    /** Huge pages are compared as they stand; no image with them is known. */
    private void compareHugePages(String path, List<ImageRecord> lefts, List<ImageRecord> rights) {
        if (!Side.same(lefts, rights)) {
            findings.differ(
                    DifferenceKind.PAGES,
                    path,
                    Fact.of(lefts.size() + " records"),
                    Fact.of(rights.size() + " records"));
        }
    }
}
