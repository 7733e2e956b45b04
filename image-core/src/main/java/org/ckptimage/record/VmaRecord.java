package org.ckptimage.record;

import java.util.Optional;
import java.util.OptionalInt;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.VmaType;

/**
 * VMA: a memory area of an address space, in ascending order behind MM and its auxiliary vector. Pages follow for the
 * kinds that {@link VmaType#pagesFollow} names.
 *
 * @param vmaType kind of the area: {@link #type}
 * @param vmaObjref the mapped file (FILE) of FILE and SHM_FILE, else 0
 * @param inoObjref inode of shared memory; defined by SHM_ANON, used by SHM_ANON_SKIP and SHM_IPC_SKIP, without meaning
 *     for SHM_FILE, else 0
 * @param inoSize bytes of the inode behind the area; matters to SHM_ANON and SHM_IPC_SKIP
 * @param vmStart first address
 * @param vmEnd end address, exclusive
 * @param vmPageProt bits of the processor's page tables; ignored at restart
 * @param vmFlags what the area allows, and more: {@link #permissions}
 * @param vmPgoff where the area begins in its file, in pages
 * @param hugetlbShift logarithm of the size of huge pages, from v23 on
 * @param padding what no field covers
 */
public record VmaRecord(
        long vmaType,
        ObjRef vmaObjref,
        ObjRef inoObjref,
        long inoSize,
        long vmStart,
        long vmEnd,
        long vmPageProt,
        Flags vmFlags,
        long vmPgoff,
        OptionalInt hugetlbShift,
        Padding padding)
        implements CkptRecord {
    static final Shape<VmaRecord> SHAPE = Shape.of(
            in -> new VmaRecord(
                    in.number(),
                    in.objref(),
                    in.objref(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.flags(FlagKind.VM_FLAGS),
                    in.number(),
                    in.optionalInteger(),
                    in.padding()),
            (r, out) -> out.number(r.vmaType)
                    .objref(r.vmaObjref)
                    .objref(r.inoObjref)
                    .number(r.inoSize)
                    .number(r.vmStart)
                    .number(r.vmEnd)
                    .number(r.vmPageProt)
                    .flags(r.vmFlags)
                    .number(r.vmPgoff)
                    .number(r.hugetlbShift)
                    .padding(r.padding),
            "vma_type",
            "vma_objref",
            "ino_objref",
            "ino_size",
            "vm_start",
            "vm_end",
            "vm_page_prot",
            "vm_flags",
            "vm_pgoff",
            "hugetlb_shift");

    // Bits of vm_flags.
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXEC = 4;
    private static final int MAY_SHARE = 0x80;

    /** The kind of the area, or empty for a number that no kernel writes. */
    public Optional<VmaType> type() {
        return Optional.ofNullable(vmaType <= Integer.MAX_VALUE ? VmaType.of((int) vmaType) : null);
    }

    /** Bytes of the area; negative or nonsense if the image is damaged. */
    public long length() {
        return vmEnd - vmStart;
    }

    /** The permissions as /proc/PID/maps shows them: {@code rw-p}; the last letter is s for shared areas. */
    public String permissions() {
        long raw = vmFlags.raw();
        char[] letters = {
            (raw & READ) != 0 ? 'r' : '-',
            (raw & WRITE) != 0 ? 'w' : '-',
            (raw & EXEC) != 0 ? 'x' : '-',
            (raw & MAY_SHARE) != 0 ? 's' : 'p'
        };
        return new String(letters);
    }
}
