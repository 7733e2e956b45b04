package org.ckptimage.record;

import java.util.Map;
import java.util.OptionalLong;

/**
 * CPU: the registers of a live task; behind RESTART_BLOCK. On x86 CPU_FPU follows if used_math is not 0.
 *
 * <p>Immutable; may be used by many threads.
 */
public sealed interface CpuRecord extends CkptRecord permits X86CpuRecord, S390CpuRecord, PpcCpuRecord, ArmCpuRecord {

    /** All registers by name, in the order of the record. Of powerpc none if the record's own sizes make no sense. */
    Map<String, Long> registers();

    /** Address of the next instruction; empty where {@link #registers} is. */
    OptionalLong instructionPointer();

    /** Address of the stack; empty where {@link #registers} is. */
    OptionalLong stackPointer();
}
