package org.ckptimage.image;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.record.MmContextRecord;
import org.ckptimage.record.MmRecord;
import org.ckptimage.record.Text;

/**
 * The memory of a process: its vmas, and the pages that were saved of them. Threads and CLONE_VM processes share one.
 */
public final class AddressSpace {
    private final Image image;
    private final int definition;
    private final Supplier<ImmutableIntArray> vmas = Suppliers.memoize(this::findVmas);
    /** The same, kept for looking up many addresses. */
    private final Supplier<ImmutableList<Vma>> kept = Suppliers.memoize(() -> ImmutableList.copyOf(vmas()));
    /** Whether no area begins in front of the end of the one before it, as in all written images. */
    private final Supplier<Boolean> disjoint = Suppliers.memoize(this::areDisjoint);

    AddressSpace(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The object behind it; empty for a task that has none. */
    public Optional<ImageObject> object() {
        return definition < 0 ? Optional.empty() : Optional.of(image.definition(definition));
    }

    /** The MM record: where code, data, heap, stack and arguments lie. */
    public Optional<MmRecord> record() {
        int entry = find(RecordType.MM);
        return image.find(entry, MmRecord.class);
    }

    private int find(RecordType type) {
        return definition < 0 ? RecordIndex.NONE : image.walk().find(definition, type);
    }

    /** The executable, if the image names it. */
    public Optional<OpenFile> executable() {
        return record().flatMap(mm -> image.file(mm.exeObjref()));
    }

    /** The auxiliary vector as raw bytes: 8 bytes an entry, before v20 one of the kernel's words. */
    public Optional<ByteBuf> auxiliaryVector() {
        if (definition < 0) {
            return Optional.empty();
        }
        int entry = image.walk().find(definition + 1, image.index().definitions.endOf(definition), Role.AUXV);
        return entry < 0 ? Optional.empty() : Optional.of(image.slice(entry, 8));
    }

    /** What the architecture keeps of an address space; powerpc nothing. */
    public Optional<MmContextRecord> context() {
        int entry = find(RecordType.MM_CONTEXT);
        return image.find(entry, MmContextRecord.class);
    }

    /** The local descriptor table of an x86 process: 8 bytes a descriptor, empty if it has none. */
    public Optional<ByteBuf> localDescriptorTable() {
        int entry = find(RecordType.MM_CONTEXT_LDT);
        return entry < 0 ? Optional.empty() : Optional.of(image.slice(entry, 8));
    }

    /**
     * All vmas in the order of the image, which is ascending in written ones. A view: each is read when it is looked
     * at.
     */
    public List<Vma> vmas() {
        return Lists.transform(vmas.get().asList(), entry -> new Vma(image, entry));
    }

    private ImmutableIntArray findVmas() {
        return definition < 0 ? ImmutableIntArray.of() : image.whole(definition, RecordType.VMA);
    }

    /** Bytes of all vmas together. */
    public long mappedBytes() {
        return vmas().stream().mapToLong(vma -> vma.end() - vma.start()).sum();
    }

    /** Number of pages that the image holds for this address space; those of SysV segments stand elsewhere. */
    public long savedPages() {
        return vmas().stream()
                .filter(Vma::ownsPages)
                .mapToLong(vma -> vma.pages().size())
                .sum();
    }

    /**
     * What an area is known as: the path of its file; {@code [heap]}, {@code [stack]} or {@code [vdso]}, as in {@code
     * /proc/PID/maps}; {@code shared:[31]} with the number of a shared anonymous segment; {@code /SYSV000004d2} with
     * the key of a SysV segment. Empty for other anonymous memory.
     */
    public Optional<Text> areaName(Vma vma) {
        checkNotNull(vma, "vma");
        switch (vma.type().orElse(VmaType.IGNORE)) {
            case FILE:
            case SHM_FILE:
                return vma.file().map(OpenFile::nameText);
            case VDSO:
                return Optional.of(Text.withNul("[vdso]"));
            case ANON:
                return record().flatMap(mm -> anonymousName(vma, mm)).map(Text::withNul);
            case SHM_ANON:
            case SHM_ANON_SKIP:
                return Optional.of(
                        Text.withNul("shared:[" + vma.record().inoObjref().number() + "]"));
            case SHM_IPC_SKIP:
                return vma.sysvSegment()
                        .map(segment ->
                                String.format("/SYSV%08x", segment.perms().key()))
                        .map(Text::withNul);
            default:
                return Optional.empty();
        }
    }

    private static Optional<String> anonymousName(Vma vma, MmRecord mm) {
        boolean heap = mm.startBrk() != mm.brk()
                && Long.compareUnsigned(vma.start(), mm.brk()) <= 0
                && Long.compareUnsigned(vma.end(), mm.startBrk()) >= 0;
        boolean stack = Long.compareUnsigned(vma.start(), mm.startStack()) <= 0
                && Long.compareUnsigned(vma.end(), mm.startStack()) >= 0;
        return heap ? Optional.of("[heap]") : stack ? Optional.of("[stack]") : Optional.empty();
    }

    /** The vma that an address lies in; of several, which a restart would let replace each other, the last. */
    public Optional<Vma> vmaAt(long address) {
        List<Vma> all = kept.get();
        if (disjoint.get()) {
            int at = Search.floor(all.size(), i -> all.get(i).start(), address);
            return at >= 0 && all.get(at).contains(address) ? Optional.of(all.get(at)) : Optional.empty();
        }
        return all.stream().filter(vma -> vma.contains(address)).reduce((first, later) -> later);
    }

    private boolean areDisjoint() {
        List<Vma> all = kept.get();
        for (int i = 0; i < all.size(); i++) {
            boolean follows = i == 0
                    || Long.compareUnsigned(all.get(i - 1).end(), all.get(i).start()) <= 0;
            if (!follows || Long.compareUnsigned(all.get(i).start(), all.get(i).end()) >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The saved page that holds an address. Empty if the address is not mapped, or its page was not saved: it is then
     * zero, or for a file mapping the file's.
     *
     * <p>The first look-up reads the places of all areas, and of all pages of the area that is asked: for many
     * look-ups, ask one and the same {@code AddressSpace}.
     */
    public Optional<Page> pageAt(long address) {
        return vmaAt(address).flatMap(vma -> vma.pageAt(address));
    }

    /** Whether two tasks share this address space. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSpace that && image == that.image && definition == that.definition;
    }

    @Override
    public int hashCode() {
        return definition;
    }
}
