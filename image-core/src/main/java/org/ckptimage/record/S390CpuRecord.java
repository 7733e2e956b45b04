package org.ckptimage.record;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Map;
import java.util.OptionalLong;

/**
 * CPU of s390x. Nothing in it is checked; a restart reads the whole program status word back.
 *
 * @param args first argument of a system call, as the kernel keeps it
 * @param gprs 16 general registers; 15 is the stack pointer
 * @param origGpr2 register 2 before the system call overwrote it
 * @param svcnr number of the system call the task is in
 * @param ilc length of the last instruction
 * @param acrs 16 access registers
 * @param ieeeInstructionPointer address of a floating point exception
 * @param pswTMask mask of the program status word
 * @param pswTAddr address of the program status word: the next instruction
 * @param fpc control of floating point
 * @param fprs 16 floating point registers
 * @param perControlRegs 3 control registers of event recording
 * @param startingAddr where event recording begins
 * @param endingAddr where it ends
 * @param address of the last recorded event
 * @param percAtmid kind of the last recorded event
 * @param accessId access register of the last recorded event
 * @param singleStep whether the task is single-stepped
 * @param instructionFetch whether fetches are recorded
 * @param padding what no field covers
 */
public record S390CpuRecord(
        ImmutableLongArray args,
        ImmutableLongArray gprs,
        long origGpr2,
        int svcnr,
        int ilc,
        ImmutableLongArray acrs,
        long ieeeInstructionPointer,
        long pswTMask,
        long pswTAddr,
        long fpc,
        ImmutableLongArray fprs,
        ImmutableLongArray perControlRegs,
        long startingAddr,
        long endingAddr,
        long address,
        int percAtmid,
        int accessId,
        int singleStep,
        int instructionFetch,
        Padding padding)
        implements CpuRecord {
    private static final int STACK_POINTER = 15;

    static final Shape<S390CpuRecord> SHAPE = Shape.of(
            in -> new S390CpuRecord(
                    in.numbers(),
                    in.numbers(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.numbers(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.numbers(),
                    in.numbers(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.padding()),
            (r, out) -> out.numbers(r.args)
                    .numbers(r.gprs)
                    .number(r.origGpr2)
                    .number(r.svcnr)
                    .number(r.ilc)
                    .numbers(r.acrs)
                    .number(r.ieeeInstructionPointer)
                    .number(r.pswTMask)
                    .number(r.pswTAddr)
                    .number(r.fpc)
                    .numbers(r.fprs)
                    .numbers(r.perControlRegs)
                    .number(r.startingAddr)
                    .number(r.endingAddr)
                    .number(r.address)
                    .number(r.percAtmid)
                    .number(r.accessId)
                    .number(r.singleStep)
                    .number(r.instructionFetch)
                    .padding(r.padding),
            "args",
            "gprs",
            "orig_gpr2",
            "svcnr",
            "ilc",
            "acrs",
            "ieee_instruction_pointer",
            "psw_t_mask",
            "psw_t_addr",
            "fpc",
            "fprs",
            "per_control_regs",
            "starting_addr",
            "ending_addr",
            "address",
            "perc_atmid",
            "access_id",
            "single_step",
            "instruction_fetch");

    @Override
    public Map<String, Long> registers() {
        ImmutableMap.Builder<String, Long> registers = ImmutableMap.builder();
        registers.put("psw_mask", pswTMask).put("psw_addr", pswTAddr);
        Registers.addNumbered(registers, "gpr", gprs);
        registers.put("orig_gpr2", origGpr2);
        Registers.addNumbered(registers, "acr", acrs);
        registers.put("fpc", fpc);
        Registers.addNumbered(registers, "fpr", fprs);
        return registers.buildOrThrow();
    }

    @Override
    public OptionalLong instructionPointer() {
        return OptionalLong.of(pswTAddr);
    }

    @Override
    public OptionalLong stackPointer() {
        return gprs.length() > STACK_POINTER ? OptionalLong.of(gprs.get(STACK_POINTER)) : OptionalLong.empty();
    }
}
