package org.ckptimage.testing;

import org.ckptimage.format.Architecture;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** The records of a task and of its memory that belong to the architecture. */
final class MadeUpCpu {
    /** HEADER_ARCH.xstate_size of kernels that use fxsave. */
    static final int XSTATE = 512;

    private static final int TLS_DESCRIPTORS = 3;
    private static final int DESCRIPTOR = 8;
    /** Sizes of the kernel's own struct on powerpc without VSX. */
    private static final int PPC32_CPU = 1168;

    private static final int PPC64_CPU = 1344;
    private static final int PT_REGS_LONGS = 44;
    private static final int FPR_BYTES = 256;

    private MadeUpCpu() {}

    /** HEADER_ARCH. */
    static void header(ImageWriter out) {
        Architecture architecture = out.format().architecture();
        out.record(RecordType.HEADER_ARCH, f -> {
            if (architecture.isX86()) {
                f.set("has_fxsr", 1).set("xstate_size", XSTATE);
            } else if (architecture.isPowerPc()) {
                f.set("what", 0xdeadbeefL);
            } else if (architecture == Architecture.ARM) {
                f.set("cpu_architecture", 7).set("mmu", 1).set("aeabi", 1);
            }
        });
    }

    /** THREAD, where the architecture has one. */
    static void thread(ImageWriter out) {
        ImageFormat format = out.format();
        if (format.hasThreadRecord()) {
            boolean tls = format.architecture().isX86();
            out.record(RecordType.THREAD, tls ? TLS_DESCRIPTORS * DESCRIPTOR : 0, f -> {
                if (tls) {
                    f.set("gdt_entry_tls_entries", TLS_DESCRIPTORS)
                            .set("sizeof_tls_array", TLS_DESCRIPTORS * DESCRIPTOR);
                }
            });
        }
    }

    /** CPU, and on x86 the CPU_FPU of a task that uses floating point. */
    static void cpu(ImageWriter out, boolean usedMath) {
        Architecture architecture = out.format().architecture();
        if (architecture.isPowerPc()) {
            int length = architecture == Architecture.PPC64 ? PPC64_CPU : PPC32_CPU;
            int tail = length - out.format().layout(RecordType.CPU).size();
            out.record(
                    RecordType.CPU,
                    tail,
                    f -> f.set("features_used", 1)
                            .set("pt_regs_size", (long) PT_REGS_LONGS * architecture.wordSize())
                            .set("fpr_size", FPR_BYTES));
            return;
        }
        boolean fpu = usedMath && architecture.isX86();
        out.record(RecordType.CPU, f -> {
            f.setIfPresent("cs", architecture == Architecture.I386 ? 1 : 3);
            f.setIfPresent("ss", architecture == Architecture.I386 ? 2 : 4);
            f.setIfPresent("used_math", fpu ? 1 : 0);
        });
        if (fpu) {
            out.payload(RecordType.CPU_FPU, new byte[XSTATE]);
        }
    }

    /** MM_CONTEXT and MM_CONTEXT_LDT, where the architecture has them. */
    static void memoryContext(ImageWriter out, long vdso, byte[] ldt) {
        ImageFormat format = out.format();
        if (format.hasMmContext()) {
            out.record(
                    RecordType.MM_CONTEXT,
                    f -> f.setIfPresent("vdso", vdso)
                            .setIfPresent("ldt_entry_size", DESCRIPTOR)
                            .setIfPresent("nldt", ldt.length / DESCRIPTOR));
        }
        if (format.hasLdt()) {
            out.payload(RecordType.MM_CONTEXT_LDT, ldt);
        }
    }
}
