package org.ckptimage.compare;

import com.google.common.collect.ImmutableSet;
import org.ckptimage.format.HiddenDefinition;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.ReferenceField;
import org.ckptimage.format.VmaType;
import org.ckptimage.record.TaskRecord;

/**
 * Which fields of records mean something. Those that do not, a restart never looks at, or they follow from something
 * that is compared itself, or they say which object is meant, which is compared by what it is.
 */
final class Significance {
    private static final long LSEEK = 4;

    /** A restart does not read them, or throws away what it read. */
    private static final ImmutableSet<String> IGNORED = ImmutableSet.of(
            "HEADER.time",
            "FILE.f_version",
            "VMA.vm_page_prot",
            "SOCKET.sock_common.state",
            "SOCKET_UNIX.raddr_len",
            "SOCKET_UNIX.raddr.sun_family",
            "SOCKET_UNIX.raddr.sun_path",
            "SOCKET_INET.daddr",
            "SOCKET_INET.rcv_saddr",
            "SOCKET_INET.saddr",
            "SOCKET_INET.dport",
            "SOCKET_INET.num",
            "SOCKET_INET.sport",
            "SOCKET_INET.inet6.saddr",
            "SOCKET_INET.inet6.rcv_saddr",
            "SOCKET_INET.inet6.daddr",
            "SOCKET_BUFFER.hdr_len",
            "SOCKET_BUFFER.protocol",
            "IPC_SHM.perms.seq",
            "IPC_MSG.perms.seq",
            "IPC_SEM.perms.seq",
            "HEADER_ARCH.what");

    /** Counts and lengths of what is compared itself, and what is compared in another form. */
    private static final ImmutableSet<String> DERIVED = ImmutableSet.of(
            "TASK.state",
            "CPU.used_math",
            "FILE_TABLE.fdt_nfds",
            "FILE_DESC.fd_descriptor",
            "EPOLL_ITEMS.num_items",
            "TTY_LDISC.datalen",
            "GROUPINFO.ngroups",
            "GROUPINFO.groups",
            "MM.map_count",
            "MM_CONTEXT.nldt",
            "SIGPENDING.nr_pending",
            "SIGPENDING.signal",
            "SIGPENDING.siginfo",
            "SIGNAL_TASK.blocked",
            "SOCKET.has_buffers",
            "SOCKET_UNIX.laddr_len",
            "SOCKET_UNIX.laddr.sun_path",
            "SOCKET_INET.laddr.sin_port",
            "SOCKET_INET.laddr.sin_addr",
            "SOCKET_INET.laddr.sin_zero",
            "SOCKET_INET.raddr.sin_family",
            "SOCKET_INET.raddr.sin_port",
            "SOCKET_INET.raddr.sin_addr",
            "SOCKET_INET.raddr.sin_zero",
            "IPC_MSG.q_cbytes",
            "IPC_MSG.q_qnum",
            "IPC_MSG_MSG.m_ts",
            "IPC_SEM.sem_nsems");

    private static final ImmutableSet<String> REFERENCES = references();

    private Significance() {}

    private static ImmutableSet<String> references() {
        ImmutableSet.Builder<String> names = ImmutableSet.builder();
        ReferenceField.all().forEach(field -> names.add(name(field.record(), field.field())));
        HiddenDefinition.all().forEach(field -> names.add(name(field.record(), field.field())));
        return names.build();
    }

    private static String name(String record, String field) {
        return (record.startsWith("FILE.") ? RecordType.FILE.name() : record) + "." + field;
    }

    /**
     * Whether a field of a record says something by its value.
     *
     * @param all whether also to somebody who is no restart
     */
    static boolean matters(Fields record, String field, boolean all) {
        String name = record.type() + "." + field;
        return !DERIVED.contains(name)
                && !REFERENCES.contains(name)
                && (all || !IGNORED.contains(name) && mattersHere(record, field));
    }

    /** What depends on the record's other fields. */
    private static boolean mattersHere(Fields record, String field) {
        switch (record.type()) {
            case TASK:
                // Of a zombie nothing else is restored.
                return record.number("state") != TaskRecord.DEAD || field.startsWith("exit_") && !isExitSignal(field);
            case FILE:
                return !field.equals("f_pos") || (record.number("f_mode") & LSEEK) != 0;
            case VMA:
                return mattersInArea(record, field);
            case SIGNAL:
                return !field.equals("tty_pgrp") || record.number("tty_objref") > 0;
            default:
                return true;
        }
    }

    private static boolean isExitSignal(String field) {
        return field.equals("exit_signal");
    }

    private static boolean mattersInArea(Fields vma, String field) {
        VmaType type = VmaType.of((int) vma.number("vma_type"));
        return switch (field) {
            case "vm_pgoff" -> type != VmaType.ANON;
            // The size of a shared segment is compared with the segment.
            case "ino_size" -> type == VmaType.SHM_IPC_SKIP;
            default -> true;
        };
    }
}
