package org.ckptimage.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
            TreeMap<Long, Vma> rights = byStart(right);
            byStart(left).forEach((start, vma) -> {
                if (rights.containsKey(start)) {
                    meetMapped(path(task, start), vma, rights.get(start));
                }
            });
        }
    }

    private static ObjRef ref(AddressSpace memory) {
        return memory.object().map(ImageObject::ref).orElse(ObjRef.NONE);
    }

    private static TreeMap<Long, Vma> byStart(AddressSpace memory) {
        TreeMap<Long, Vma> vmas = new TreeMap<>(Long::compareUnsigned);
        memory.vmas().forEach(vma -> vmas.put(vma.start(), vma));
        return vmas;
    }

    private static String path(String task, long start) {
        return task + " > vma " + Words.hex(start);
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
        List<ImageRecord> lefts = left.object().map(ImageObject::records).orElse(List.of());
        List<ImageRecord> rights = right.object().map(ImageObject::records).orElse(List.of());
        String path = task + " > memory";
        for (RecordType type : new RecordType[] {RecordType.MM, RecordType.MM_CONTEXT}) {
            findings.records(DifferenceKind.MEMORY, path, Parts.find(lefts, type), Parts.find(rights, type));
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
                Parts.find(lefts, Role.AUXV),
                Parts.find(rights, Role.AUXV));
        findings.payloads(
                DifferenceKind.MEMORY,
                path + " > local descriptor table",
                Parts.find(lefts, RecordType.MM_CONTEXT_LDT),
                Parts.find(rights, RecordType.MM_CONTEXT_LDT));
        TreeMap<Long, Vma> leftVmas = byStart(left);
        TreeMap<Long, Vma> rightVmas = byStart(right);
        compareAreas(task, leftVmas, rightVmas);
        pages.compare(
                task + " > pages",
                true,
                privateChunks(left.vmas()),
                privateChunks(right.vmas()),
                address -> absent(leftVmas, address),
                address -> absent(rightVmas, address));
        compareHugePages(task + " > huge pages", hugePages(lefts), hugePages(rights));
    }

    private void compareAreas(String task, TreeMap<Long, Vma> lefts, TreeMap<Long, Vma> rights) {
        TreeSet<Long> starts = new TreeSet<>(Long::compareUnsigned);
        starts.addAll(lefts.keySet());
        starts.addAll(rights.keySet());
        for (long start : starts) {
            Vma left = lefts.get(start);
            Vma right = rights.get(start);
            if (left == null || right == null) {
                findings.differ(DifferenceKind.MEMORY, path(task, start), fact(left), fact(right));
                continue;
            }
            findings.records(DifferenceKind.MEMORY, path(task, start), left.definedBy(), right.definedBy());
            references.presence(
                    DifferenceKind.MEMORY,
                    path(task, start) + " > file",
                    left.record().vmaObjref(),
                    right.record().vmaObjref(),
                    FileNames.fact(left.file()),
                    FileNames.fact(right.file()));
            if (isSegment(left) && isSegment(right)) {
                compareSegmentPresence(path(task, start) + " > segment", left, right);
            }
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

    private static Fact fact(Vma vma) {
        return vma == null
                ? Fact.NONE
                : Fact.of(
                        vma + vma.file().map(file -> " " + FileNames.of(file)).orElse(""),
                        vma.definedBy().offset());
    }

    private static List<PageChunk> privateChunks(List<Vma> vmas) {
        List<PageChunk> chunks = new ArrayList<>();
        for (Vma vma : vmas) {
            if (vma.type().map(VmaType::keysAreAddresses).orElse(false)) {
                chunks.addAll(vma.pages().chunks());
            }
        }
        return chunks;
    }

    /** What is at an address whose page was not saved. */
    private static PageComparison.Absent absent(TreeMap<Long, Vma> vmas, long address) {
        var below = vmas.floorEntry(address);
        if (below == null || !below.getValue().contains(address)) {
            return PageComparison.Absent.NO_MEMORY;
        }
        return switch (below.getValue().type().orElse(VmaType.IGNORE)) {
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
