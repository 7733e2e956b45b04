package org.ckptimage.record;

/**
 * HEADER_ARCH: what the architecture adds to the header; in the head of the image, behind the uts BUFFERs.
 */
public sealed interface HeaderArchRecord extends CkptRecord {

    /**
     * The one of i386 and x86_64.
     *
     * @param hasFxsr 1 if the processor had fxsave
     * @param hasXsave 1 if the processor had xsave
     * @param xstateSize bytes of the payload of every CPU_FPU: 112 fsave, 512 fxsave, 576, 832 and more xsave
     * @param padding what no field covers
     */
    record X86(int hasFxsr, int hasXsave, int xstateSize, Padding padding) implements HeaderArchRecord {
        static final Shape<X86> SHAPE = Shape.of(
                in -> new X86(in.integer(), in.integer(), in.integer(), in.padding()),
                (r, out) -> out.number(r.hasFxsr)
                        .number(r.hasXsave)
                        .number(r.xstateSize)
                        .padding(r.padding),
                "has_fxsr",
                "has_xsave",
                "xstate_size");
    }

    /**
     * The one of s390x: no fields.
     *
     * @param padding what no field covers
     */
    record S390(Padding padding) implements HeaderArchRecord {
        static final Shape<S390> SHAPE = Shape.of(in -> new S390(in.padding()), (r, out) -> out.padding(r.padding));
    }

    /**
     * The one of powerpc.
     *
     * @param what 0xdeadbeef; not checked
     * @param padding what no field covers
     */
    record PowerPc(long what, Padding padding) implements HeaderArchRecord {
        static final Shape<PowerPc> SHAPE = Shape.of(
                in -> new PowerPc(in.number(), in.padding()),
                (r, out) -> out.number(r.what).padding(r.padding),
                "what");
    }

    /**
     * The one of ARM, in v23-3.0 only.
     *
     * @param cpuArchitecture the kernel's number for the processor's architecture
     * @param mmu 1 if there is a memory management unit
     * @param aeabi 1 for the newer calling convention of system calls
     * @param oabiCompat 1 if the older convention is understood, too
     * @param padding what no field covers
     */
    record Arm(long cpuArchitecture, int mmu, int aeabi, int oabiCompat, Padding padding) implements HeaderArchRecord {
        static final Shape<Arm> SHAPE = Shape.of(
                in -> new Arm(in.number(), in.integer(), in.integer(), in.integer(), in.padding()),
                (r, out) -> out.number(r.cpuArchitecture)
                        .number(r.mmu)
                        .number(r.aeabi)
                        .number(r.oabiCompat)
                        .padding(r.padding),
                "cpu_architecture",
                "mmu",
                "aeabi",
                "oabi_compat");
    }
}
