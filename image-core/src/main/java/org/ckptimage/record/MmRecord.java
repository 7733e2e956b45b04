package org.ckptimage.record;

import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * MM: first record of an address space; a BUFFER with the saved auxiliary vector and the VMAs follow, and on most
 * architectures MM_CONTEXT.
 *
 * @param mapCount number of VMA records that follow
 * @param exeObjref the executable (FILE), 0 none
 * @param defFlags flags that new areas get, bits of vm_flags
 * @param flags whether the process may dump core, and what goes into it; 205 usually
 * @param startCode address of the code
 * @param endCode end of the code, exclusive as all ends here
 * @param startData address of the initialised data
 * @param endData end of the initialised data
 * @param startBrk address of the heap
 * @param brk end of the heap
 * @param startStack address of the initial stack pointer
 * @param argStart address of the arguments
 * @param argEnd end of the arguments
 * @param envStart address of the environment
 * @param envEnd end of the environment
 * @param padding what no field covers
 */
public record MmRecord(
        long mapCount,
        ObjRef exeObjref,
        Flags defFlags,
        Flags flags,
        long startCode,
        long endCode,
        long startData,
        long endData,
        long startBrk,
        long brk,
        long startStack,
        long argStart,
        long argEnd,
        long envStart,
        long envEnd,
        Padding padding)
        implements CkptRecord {
    static final Shape<MmRecord> SHAPE = Shape.of(
            in -> new MmRecord(
                    in.number(),
                    in.objref(),
                    in.flags(FlagKind.VM_FLAGS),
                    in.flags(FlagKind.MM_FLAGS),
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
                    in.padding()),
            (r, out) -> out.number(r.mapCount)
                    .objref(r.exeObjref)
                    .flags(r.defFlags)
                    .flags(r.flags)
                    .number(r.startCode)
                    .number(r.endCode)
                    .number(r.startData)
                    .number(r.endData)
                    .number(r.startBrk)
                    .number(r.brk)
                    .number(r.startStack)
                    .number(r.argStart)
                    .number(r.argEnd)
                    .number(r.envStart)
                    .number(r.envEnd)
                    .padding(r.padding),
            "map_count",
            "exe_objref",
            "def_flags",
            "flags",
            "start_code",
            "end_code",
            "start_data",
            "end_data",
            "start_brk",
            "brk",
            "start_stack",
            "arg_start",
            "arg_end",
            "env_start",
            "env_end");
}
