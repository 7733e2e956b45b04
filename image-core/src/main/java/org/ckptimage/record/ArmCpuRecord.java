package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Map;
import java.util.OptionalLong;

/**
 * CPU of ARM, in v23-3.0 only.
 *
 * @param uregs 18 registers: r0 to r10, fp, ip, sp, lr, pc, cpsr, and r0 before the system call overwrote it
 * @param padding what no field covers
 */
public record ArmCpuRecord(ImmutableLongArray uregs, Padding padding) implements CpuRecord {
    private static final ImmutableList<String> NAMES = ImmutableList.of(
            "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "fp", "ip", "sp", "lr", "pc", "cpsr",
            "orig_r0");

    static final Shape<ArmCpuRecord> SHAPE = Shape.of(
            in -> new ArmCpuRecord(in.numbers(), in.padding()),
            (r, out) -> out.numbers(r.uregs).padding(r.padding),
            "uregs");

    @Override
    public Map<String, Long> registers() {
        return Registers.named(NAMES, uregs.toArray());
    }

    @Override
    public OptionalLong instructionPointer() {
        return register("pc");
    }

    @Override
    public OptionalLong stackPointer() {
        return register("sp");
    }

    private OptionalLong register(String name) {
        int index = NAMES.indexOf(name);
        return index < uregs.length() ? OptionalLong.of(uregs.get(index)) : OptionalLong.empty();
    }
}
