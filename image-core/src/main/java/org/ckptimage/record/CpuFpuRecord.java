package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * CPU_FPU: registers of the floating point unit; x86 only, directly behind a CPU with used_math. Content unchecked at
 * restart.
 *
 * @param data as many bytes as HEADER_ARCH.xstate_size says, in the processor's own form; a view of the image
 */
public record CpuFpuRecord(ByteBuf data) implements CkptRecord {
    static final Shape<CpuFpuRecord> SHAPE = Payload.shape(CpuFpuRecord::new, CpuFpuRecord::data);

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
