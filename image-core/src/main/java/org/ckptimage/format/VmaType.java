package org.ckptimage.format;

/** The kinds of memory areas (VMA.vma_type). HUGETLB and HUGETLB_SKIP exist from v23 on. */
public enum VmaType {
    IGNORE(false),
    /** The kernel's vdso page. */
    VDSO(false),
    /** Private anonymous memory: heap, stack, bss. */
    ANON(true),
    /** A private file mapping; only copied-on-write pages are saved. */
    FILE(true),
    /** Shared anonymous memory, first vma of its inode: the whole segment follows. */
    SHM_ANON(true),
    /** A further vma of a segment that an earlier SHM_ANON defined. */
    SHM_ANON_SKIP(false),
    /** A shared file mapping. */
    SHM_FILE(false),
    /** Never written, always refused. */
    SHM_IPC(false),
    /** An attached SysV segment, whose contents are in the IPC namespace. */
    SHM_IPC_SKIP(false),
    HUGETLB(false),
    HUGETLB_SKIP(false);

    private static final VmaType[] VALUES = values();

    private final boolean pagesFollow;

    VmaType(boolean pagesFollow) {
        this.pagesFollow = pagesFollow;
    }

    /** The value of VMA.vma_type. */
    public int number() {
        return ordinal();
    }

    /** Whether page chunks, ended by an empty PGARR, follow the VMA record. */
    public boolean pagesFollow() {
        return pagesFollow;
    }

    /** Whether page keys are virtual addresses; else they are page indexes in a segment. */
    public boolean keysAreAddresses() {
        return this == ANON || this == FILE;
    }

    /** The kind with this number, or null: an image may hold any. */
    public static VmaType of(int number) {
        return number >= 0 && number < VALUES.length ? VALUES[number] : null;
    }
}
