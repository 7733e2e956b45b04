package org.ckptimage.record;

import com.google.common.primitives.ImmutableLongArray;
import java.util.OptionalLong;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * THREAD: what the architecture keeps per thread; first record of a live task behind its name. Powerpc has none, s390x
 * none before v20.
 */
public sealed interface ThreadRecord extends CkptRecord {

    /**
     * The one of i386 and x86_64.
     *
     * @param sysenterReturn address to which sysenter returns in 32-bit programs; from v23-rc1 on
     * @param threadInfoFlags IA32 marks a 32-bit task on an x86_64 kernel
     * @param gdtEntryTlsEntries number of descriptors for thread-local storage, 3
     * @param sizeofTlsArray their size in bytes, 24
     * @param tls the raw descriptors, as many as the record has room for
     * @param padding what no field covers
     */
    record X86(
            OptionalLong sysenterReturn,
            Flags threadInfoFlags,
            int gdtEntryTlsEntries,
            int sizeofTlsArray,
            ImmutableLongArray tls,
            Padding padding)
            implements ThreadRecord {
        static final Shape<X86> SHAPE = Shape.of(
                in -> new X86(
                        in.optionalNumber(),
                        in.flags(FlagKind.THREAD_INFO_FLAGS),
                        in.integer(),
                        in.integer(),
                        in.restNumbers(),
                        in.padding()),
                (r, out) -> out.number(r.sysenterReturn)
                        .flags(r.threadInfoFlags)
                        .number(r.gdtEntryTlsEntries)
                        .number(r.sizeofTlsArray)
                        .restNumbers(r.tls)
                        .padding(r.padding),
                "sysenter_return",
                "thread_info_flags",
                "gdt_entry_tls_entries",
                "sizeof_tls_array",
                "tls");

        /** Whether this is a 32-bit task of an x86_64 kernel. i386 kernels never set the flag. */
        public boolean isIa32() {
            return threadInfoFlags.has("IA32");
        }
    }

    /**
     * The one of s390x.
     *
     * @param threadInfoFlags only the bit for a pending restart block is used
     * @param padding what no field covers
     */
    record S390(Flags threadInfoFlags, Padding padding) implements ThreadRecord {
        static final Shape<S390> SHAPE = Shape.of(
                in -> new S390(in.flags(FlagKind.THREAD_INFO_FLAGS), in.padding()),
                (r, out) -> out.flags(r.threadInfoFlags).padding(r.padding),
                "thread_info_flags");
    }

    /**
     * The one of ARM, in v23-3.0 only.
     *
     * @param syscall number of the system call the task is in
     * @param tpValue thread pointer
     * @param thumbeeState register of the ThumbEE unit
     * @param padding what no field covers
     */
    record Arm(long syscall, long tpValue, long thumbeeState, Padding padding) implements ThreadRecord {
        static final Shape<Arm> SHAPE = Shape.of(
                in -> new Arm(in.number(), in.number(), in.number(), in.padding()),
                (r, out) -> out.number(r.syscall)
                        .number(r.tpValue)
                        .number(r.thumbeeState)
                        .padding(r.padding),
                "syscall",
                "tp_value",
                "thumbee_state");
    }
}
