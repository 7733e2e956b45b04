package org.ckptimage.record;

import com.google.common.collect.ObjectArrays;
import java.util.OptionalInt;

/**
 * Sizes inside the kernel that wrote the image; the restarting kernel must have the same. Part of HEADER.
 *
 * @param taskCommLen bytes of the command name behind TASK, 16
 * @param atVectorSize number of words of the saved auxiliary vector, from v20 on
 * @param mmSavedAuxvLen bytes of the saved auxiliary vector, up to v19-rc2
 * @param signalNsig number of signals, 64
 * @param utsSysnameLen bytes of a uts name, NUL included, 65; so are the next five
 * @param utsNodenameLen the same for the host name
 * @param utsReleaseLen the same for the release
 * @param utsVersionLen the same for the version
 * @param utsMachineLen the same for the machine
 * @param utsDomainnameLen the same for the domain name
 * @param rlimitNlimits number of resource limits, 16
 * @param nTtyBufSize bytes of a terminal's input buffer, 4096
 * @param ttyTermiosNcc control characters of a terminal, 8, on powerpc 10; up to v23-rc1
 * @param ttyTermiosNccs the same from v23-rc1-pids on, 19
 */
public record KernelConstants(
        int taskCommLen,
        OptionalInt atVectorSize,
        OptionalInt mmSavedAuxvLen,
        int signalNsig,
        int utsSysnameLen,
        int utsNodenameLen,
        int utsReleaseLen,
        int utsVersionLen,
        int utsMachineLen,
        int utsDomainnameLen,
        int rlimitNlimits,
        int nTtyBufSize,
        OptionalInt ttyTermiosNcc,
        OptionalInt ttyTermiosNccs) {

    private static final String[] FIELDS = {
        "constants.task_comm_len",
        "constants.at_vector_size",
        "constants.mm_saved_auxv_len",
        "constants.signal_nsig",
        "constants.uts_sysname_len",
        "constants.uts_nodename_len",
        "constants.uts_release_len",
        "constants.uts_version_len",
        "constants.uts_machine_len",
        "constants.uts_domainname_len",
        "constants.rlimit_nlimits",
        "constants.n_tty_buf_size",
        "constants.tty_termios_ncc",
        "constants.tty_termios_nccs"
    };

    /** Bytes of the payload of the BUFFER behind MM, which holds the saved auxiliary vector. */
    public int auxiliaryVectorBytes() {
        return mmSavedAuxvLen.orElse(Long.BYTES * atVectorSize.orElse(0));
    }

    static KernelConstants read(FieldReader in) {
        return new KernelConstants(
                in.integer(),
                in.optionalInteger(),
                in.optionalInteger(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.optionalInteger(),
                in.optionalInteger());
    }

    FieldWriter write(FieldWriter out) {
        return out.number(taskCommLen)
                .number(atVectorSize)
                .number(mmSavedAuxvLen)
                .number(signalNsig)
                .number(utsSysnameLen)
                .number(utsNodenameLen)
                .number(utsReleaseLen)
                .number(utsVersionLen)
                .number(utsMachineLen)
                .number(utsDomainnameLen)
                .number(rlimitNlimits)
                .number(nTtyBufSize)
                .number(ttyTermiosNcc)
                .number(ttyTermiosNccs);
    }

    /** The names of these fields, with others before and behind them. */
    static String[] fieldsBetween(String[] before, String... behind) {
        return ObjectArrays.concat(ObjectArrays.concat(before, FIELDS, String.class), behind, String.class);
    }
}
