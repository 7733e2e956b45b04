package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.OptionalLong;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * CPU of powerpc, 32 and 64 bits. How long its parts are depends on the writing kernel's configuration; two sizes in
 * the record tell.
 *
 * <p>What follows the sizes is kept as it is; {@link #registers}, {@link #fpr} and the others look into it, and find
 * nothing where the sizes make no sense.
 *
 * @param featuresUsed which units the task has used
 * @param ptRegsSize bytes of the general registers: 44 words of the kernel
 * @param fprSize bytes of the floating point registers: 256, or 512 with VSX
 * @param origGpr3 register 3 before the system call overwrote it
 * @param regs everything behind, the general registers first; a view of the image
 * @param padding what no field covers
 */
public record PpcCpuRecord(
        Flags featuresUsed, long ptRegsSize, long fprSize, long origGpr3, ByteBuf regs, Padding padding)
        implements CpuRecord {
    private static final int GENERAL = 44;
    private static final int STACK_POINTER = 1;
    private static final int NEXT_INSTRUCTION = 32;
    private static final ImmutableList<String> SPECIAL = ImmutableList.of(
            "nip", "msr", "orig_gpr3", "ctr", "link", "xer", "ccr", "softe", "trap", "dar", "dsisr", "result");

    // Bytes of the parts behind the floating point registers, in their order.
    private static final int FPSCR = 4;
    private static final int FPEXC_MODE = 4;
    private static final int DABR = 8;
    private static final int VR = 32 * 16;
    private static final int VECTOR = 16;

    static final Shape<PpcCpuRecord> SHAPE = Shape.of(
            in -> new PpcCpuRecord(
                    in.flags(FlagKind.POWERPC_FEATURES),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.rest(),
                    in.padding()),
            (r, out) -> out.flags(r.featuresUsed)
                    .number(r.ptRegsSize)
                    .number(r.fprSize)
                    .number(r.origGpr3)
                    .rest(r.regs)
                    .padding(r.padding),
            "features_used",
            "pt_regs_size",
            "fpr_size",
            "orig_gpr3",
            "regs");

    /** gpr0 to gpr31 and the special registers; softe is mq on 32-bit kernels. */
    @Override
    public Map<String, Long> registers() {
        ImmutableLongArray values = general();
        if (values.isEmpty()) {
            return ImmutableMap.of();
        }
        ImmutableMap.Builder<String, Long> registers = ImmutableMap.builder();
        Registers.addNumbered(registers, "gpr", values.subArray(0, NEXT_INSTRUCTION));
        for (int i = 0; i < SPECIAL.size(); i++) {
            registers.put(SPECIAL.get(i), values.get(NEXT_INSTRUCTION + i));
        }
        return registers.buildOrThrow();
    }

    @Override
    public OptionalLong instructionPointer() {
        return general(NEXT_INSTRUCTION);
    }

    @Override
    public OptionalLong stackPointer() {
        return general(STACK_POINTER);
    }

    /** The floating point registers, 8 bytes each, with VSX 16; empty if the sizes make no sense. */
    public ByteBuf fpr() {
        return part(ptRegsSize, fprSize);
    }

    /** The status of floating point, or empty if the sizes make no sense. */
    public OptionalLong fpscr() {
        ByteBuf found = part(ptRegsSize + fprSize, FPSCR);
        return found.isReadable() ? OptionalLong.of(found.readUnsignedInt()) : OptionalLong.empty();
    }

    /** The breakpoint for data, or empty if the sizes make no sense. */
    public OptionalLong dabr() {
        ByteBuf found = part(ptRegsSize + fprSize + FPSCR + FPEXC_MODE, DABR);
        return found.isReadable() ? OptionalLong.of(found.readLong()) : OptionalLong.empty();
    }

    /** The 32 vector registers, 16 bytes each; empty if the sizes make no sense. */
    public ByteBuf vr() {
        long end = ptRegsSize + fprSize + FPSCR + FPEXC_MODE + DABR;
        return part((end + VECTOR - 1) / VECTOR * VECTOR, VR);
    }

    private OptionalLong general(int index) {
        ImmutableLongArray values = general();
        return values.isEmpty() ? OptionalLong.empty() : OptionalLong.of(values.get(index));
    }

    /** The 44 general registers, or none if pt_regs_size is of no kernel or the record too short. */
    private ImmutableLongArray general() {
        ByteBuf words = part(0, ptRegsSize);
        if (words.readableBytes() != GENERAL * Long.BYTES && words.readableBytes() != GENERAL * Integer.BYTES) {
            return ImmutableLongArray.of();
        }
        boolean wide = words.readableBytes() == GENERAL * Long.BYTES;
        ImmutableLongArray.Builder values = ImmutableLongArray.builder(GENERAL);
        while (words.isReadable()) {
            // All powerpc kernels that could write images are big-endian.
            values.add(wide ? words.readLong() : words.readUnsignedInt());
        }
        return values.build();
    }

    /** A part of the rest, or nothing where the rest does not reach. */
    private ByteBuf part(long offset, long length) {
        if (offset + length > regs.readableBytes()) {
            return Unpooled.EMPTY_BUFFER;
        }
        return regs.slice(regs.readerIndex() + (int) offset, (int) length);
    }
}
