package org.ckptimage.record;

/** MM_CONTEXT: what the architecture keeps per address space; behind the last VMA. Powerpc has none. */
public sealed interface MmContextRecord extends CkptRecord {

    /**
     * The one of i386 and x86_64; MM_CONTEXT_LDT always follows.
     *
     * @param vdso address of the vdso area, 0 none
     * @param ldtEntrySize bytes of an entry of the local descriptor table, 8
     * @param nldt number of its entries: 0 or multiples of 512 up to 8192
     * @param padding what no field covers
     */
    record X86(long vdso, long ldtEntrySize, long nldt, Padding padding) implements MmContextRecord {
        static final Shape<X86> SHAPE = Shape.of(
                in -> new X86(in.number(), in.number(), in.number(), in.padding()),
                (r, out) ->
                        out.number(r.vdso).number(r.ldtEntrySize).number(r.nldt).padding(r.padding),
                "vdso",
                "ldt_entry_size",
                "nldt");
    }

    /**
     * The one of s390x. Nothing in it is checked at restart.
     *
     * @param vdsoBase never filled
     * @param noexec whether pages can be kept from being executed
     * @param hasPgste whether the page tables are of the kind for virtual machines
     * @param allocPgste whether those of children will be
     * @param asceBits bits of the address space's control element
     * @param asceLimit size of the address space
     * @param padding what no field covers
     */
    record S390(long vdsoBase, int noexec, int hasPgste, int allocPgste, long asceBits, long asceLimit, Padding padding)
            implements MmContextRecord {
        static final Shape<S390> SHAPE = Shape.of(
                in -> new S390(
                        in.number(), in.integer(), in.integer(), in.integer(), in.number(), in.number(), in.padding()),
                (r, out) -> out.number(r.vdsoBase)
                        .number(r.noexec)
                        .number(r.hasPgste)
                        .number(r.allocPgste)
                        .number(r.asceBits)
                        .number(r.asceLimit)
                        .padding(r.padding),
                "vdso_base",
                "noexec",
                "has_pgste",
                "alloc_pgste",
                "asce_bits",
                "asce_limit");
    }

    /**
     * The one of ARM, in v23-3.0 only.
     *
     * @param endBrk an address
     * @param padding what no field covers
     */
    record Arm(long endBrk, Padding padding) implements MmContextRecord {
        static final Shape<Arm> SHAPE = Shape.of(
                in -> new Arm(in.number(), in.padding()),
                (r, out) -> out.number(r.endBrk).padding(r.padding),
                "end_brk");
    }
}
