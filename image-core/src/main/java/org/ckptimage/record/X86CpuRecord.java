package org.ckptimage.record;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU of i386 and x86_64, the same struct for both; on i386 r8 to r15 are 0.
 *
 * <p>Segment selectors are encoded: 0 null, 1 USER32_CS, 2 USER32_DS, 3 USER64_CS, 4 USER64_DS, 0x4000 + n the TLS
 * entry n, 0x8000 + n the LDT entry n.
 *
 * @param r15 general register
 * @param r14 general register
 * @param r13 general register
 * @param r12 general register
 * @param bp frame pointer
 * @param bx general register
 * @param r11 general register
 * @param r10 general register
 * @param r9 general register
 * @param r8 general register
 * @param ax result of a system call; 0 for the task that called checkpoint
 * @param cx general register
 * @param dx general register
 * @param si general register
 * @param di general register
 * @param origAx number of the system call the task is in; negative outside of one
 * @param ip instruction pointer
 * @param sp stack pointer
 * @param flags flags of the processor
 * @param fs base address of fs, 0 if {@code fsindex} is not 0
 * @param gs base address of gs, 0 if {@code gsindex} is not 0
 * @param fsindex selector of fs
 * @param gsindex selector of gs
 * @param cs selector of the code
 * @param ss selector of the stack
 * @param ds selector of the data
 * @param es selector of more data
 * @param usedMath whether CPU_FPU follows
 * @param debug debug registers; up to v19-rc2
 * @param padding what no field covers
 */
public record X86CpuRecord(
        long r15,
        long r14,
        long r13,
        long r12,
        long bp,
        long bx,
        long r11,
        long r10,
        long r9,
        long r8,
        long ax,
        long cx,
        long dx,
        long si,
        long di,
        long origAx,
        long ip,
        long sp,
        long flags,
        long fs,
        long gs,
        int fsindex,
        int gsindex,
        int cs,
        int ss,
        int ds,
        int es,
        long usedMath,
        Optional<DebugRegisters> debug,
        Padding padding)
        implements CpuRecord {
    static final Shape<X86CpuRecord> SHAPE = Shape.of(
            in -> new X86CpuRecord(
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.number(),
                    in.group(DebugRegisters.FIELDS) ? Optional.of(DebugRegisters.read(in)) : Optional.empty(),
                    in.padding()),
            (r, out) -> {
                for (long register : r.values()) {
                    out.number(register);
                }
                out.group(DebugRegisters.FIELDS, r.debug, DebugRegisters::write).padding(r.padding);
            },
            "r15",
            "r14",
            "r13",
            "r12",
            "bp",
            "bx",
            "r11",
            "r10",
            "r9",
            "r8",
            "ax",
            "cx",
            "dx",
            "si",
            "di",
            "orig_ax",
            "ip",
            "sp",
            "flags",
            "fs",
            "gs",
            "fsindex",
            "gsindex",
            "cs",
            "ss",
            "ds",
            "es",
            "used_math",
            "debugreg0",
            "debugreg1",
            "debugreg2",
            "debugreg3",
            "debugreg6",
            "debugreg7");

    /** Whether CPU_FPU follows. */
    public boolean hasFpu() {
        return usedMath != 0;
    }

    /** All registers but {@link #usedMath} and {@link #debug}, which are none of the program's. */
    @Override
    public Map<String, Long> registers() {
        long[] values = values();
        return Registers.named(SHAPE.fields().subList(0, values.length - 1), values);
    }

    @Override
    public OptionalLong instructionPointer() {
        return OptionalLong.of(ip);
    }

    @Override
    public OptionalLong stackPointer() {
        return OptionalLong.of(sp);
    }

    /** The values of all fields but the debug registers, in the order of the shape. */
    private long[] values() {
        return new long[] {
            r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, origAx, ip, sp, flags, fs, gs, fsindex,
            gsindex, cs, ss, ds, es, usedMath
        };
    }

    /**
     * The debug registers.
     *
     * @param debugreg0 address of breakpoint 0
     * @param debugreg1 address of breakpoint 1
     * @param debugreg2 address of breakpoint 2
     * @param debugreg3 address of breakpoint 3
     * @param debugreg6 what happened
     * @param debugreg7 what the breakpoints are for
     */
    public record DebugRegisters(
            long debugreg0, long debugreg1, long debugreg2, long debugreg3, long debugreg6, long debugreg7) {
        private static final int FIELDS = 6;

        private static DebugRegisters read(FieldReader in) {
            return new DebugRegisters(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
        }

        private void write(FieldWriter out) {
            out.number(debugreg0)
                    .number(debugreg1)
                    .number(debugreg2)
                    .number(debugreg3)
                    .number(debugreg6)
                    .number(debugreg7);
        }
    }
}
