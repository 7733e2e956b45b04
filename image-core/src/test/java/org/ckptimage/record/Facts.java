package org.ckptimage.record;

import java.util.function.Function;
import java.util.stream.Stream;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;

/** Offsets of v20 records that are the same on all architectures, as in the kernel's structs. */
final class Facts {
    private Facts() {}

    static Stream<FieldOffsetTest.Fact> all() {
        return Stream.of(head(), task(), credentials(), signals(), files(), terminals(), sockets(), memory(), ipc())
                .flatMap(facts -> facts);
    }

    @SuppressWarnings("unchecked")
    private static <R extends CkptRecord> FieldOffsetTest.Fact fact(
            RecordType type, String name, String place, Function<R, Object> component) {
        return new FieldOffsetTest.Fact(type, null, name, place, (Function<CkptRecord, Object>) component);
    }

    @SuppressWarnings("unchecked")
    private static <R extends CkptRecord> FieldOffsetTest.Fact file(
            FileType kind, String name, String place, Function<R, Object> component) {
        return new FieldOffsetTest.Fact(RecordType.FILE, kind, name, place, (Function<CkptRecord, Object>) component);
    }

    private static Stream<FieldOffsetTest.Fact> head() {
        return Stream.of(
                fact(RecordType.HEADER, "magic", "u64@8", (HeaderRecord r) -> r.magic()),
                fact(RecordType.HEADER, "major", "u16@18", (HeaderRecord r) -> r.major()),
                fact(RecordType.HEADER, "minor", "u16@20", (HeaderRecord r) -> r.minor()),
                fact(RecordType.HEADER, "patch", "u16@22", (HeaderRecord r) -> r.patch()),
                fact(RecordType.HEADER, "rev", "u16@24", (HeaderRecord r) -> r.rev()),
                fact(
                        RecordType.HEADER,
                        "comm",
                        "u16@32",
                        (HeaderRecord r) -> r.constants().taskCommLen()),
                fact(
                        RecordType.HEADER,
                        "auxv",
                        "u16@34",
                        (HeaderRecord r) -> r.constants().atVectorSize().getAsInt()),
                fact(
                        RecordType.HEADER,
                        "limits",
                        "u16@50",
                        (HeaderRecord r) -> r.constants().rlimitNlimits()),
                fact(
                        RecordType.HEADER,
                        "ncc",
                        "u16@54",
                        (HeaderRecord r) -> r.constants().ttyTermiosNcc().getAsInt()),
                fact(RecordType.HEADER, "time", "u64@56", (HeaderRecord r) -> r.time()),
                fact(RecordType.HEADER, "uflags", "u64@64", (HeaderRecord r) -> r.uflags()),
                fact(RecordType.OBJREF, "objtype", "u32@8", (ObjrefRecord r) -> r.objtype()),
                fact(RecordType.OBJREF, "objref", "s32@12", (ObjrefRecord r) -> r.objref()),
                fact(RecordType.TAIL, "magic", "u64@8", (TailRecord r) -> r.magic()),
                fact(RecordType.TREE, "nr_tasks", "s32@8", (TreeRecord r) -> r.nrTasks()),
                fact(RecordType.SECURITY, "ptrref", "s32@8", (SecurityRecord r) -> r.ptrref()),
                fact(RecordType.SECURITY, "sectype", "u8@12", (SecurityRecord r) -> r.sectype()));
    }

    private static Stream<FieldOffsetTest.Fact> task() {
        return Stream.of(
                fact(RecordType.TASK, "state", "u32@8", (TaskRecord r) -> r.state()),
                fact(RecordType.TASK, "exit_state", "u32@12", (TaskRecord r) -> r.exitState()),
                fact(RecordType.TASK, "exit_code", "u32@16", (TaskRecord r) -> r.exitCode()),
                fact(RecordType.TASK, "exit_signal", "u32@20", (TaskRecord r) -> r.exitSignal()),
                fact(RecordType.TASK, "pdeath_signal", "u32@24", (TaskRecord r) -> r.pdeathSignal()),
                fact(RecordType.TASK, "compat len", "u32@28", (TaskRecord r) -> r.compatRobustFutexHeadLen()),
                fact(RecordType.TASK, "compat list", "u32@32", (TaskRecord r) -> r.compatRobustFutexList()),
                fact(RecordType.TASK, "robust len", "u32@36", (TaskRecord r) -> r.robustFutexHeadLen()),
                fact(RecordType.TASK, "robust list", "u64@40", (TaskRecord r) -> r.robustFutexList()),
                fact(RecordType.TASK, "set_child_tid", "u64@48", (TaskRecord r) -> r.setChildTid()),
                fact(RecordType.TASK, "clear_child_tid", "u64@56", (TaskRecord r) -> r.clearChildTid()),
                fact(RecordType.RESTART_BLOCK, "type", "u64@8", (RestartBlockRecord r) -> r.functionType()),
                fact(RecordType.RESTART_BLOCK, "arg_0", "u64@16", (RestartBlockRecord r) -> r.arg0()),
                fact(RecordType.RESTART_BLOCK, "arg_4", "u64@48", (RestartBlockRecord r) -> r.arg4()),
                fact(RecordType.TASK_CREDS, "cred_ref", "s32@8", (TaskCredsRecord r) -> r.credRef()),
                fact(RecordType.TASK_CREDS, "ecred_ref", "s32@12", (TaskCredsRecord r) -> r.ecredRef()),
                fact(RecordType.TASK_NS, "ns_objref", "s32@8", (TaskNsRecord r) -> r.nsObjref()),
                fact(RecordType.TASK_OBJS, "files", "s32@8", (TaskObjsRecord r) -> r.filesObjref()),
                fact(RecordType.TASK_OBJS, "mm", "s32@12", (TaskObjsRecord r) -> r.mmObjref()),
                fact(RecordType.TASK_OBJS, "fs", "s32@16", (TaskObjsRecord r) -> r.fsObjref()),
                fact(RecordType.TASK_OBJS, "sighand", "s32@20", (TaskObjsRecord r) -> r.sighandObjref()),
                fact(RecordType.TASK_OBJS, "signal", "s32@24", (TaskObjsRecord r) -> r.signalObjref()),
                fact(RecordType.NS, "uts_objref", "s32@8", (NsRecord r) -> r.utsObjref()),
                fact(RecordType.NS, "ipc_objref", "s32@12", (NsRecord r) -> r.ipcObjref()),
                fact(
                        RecordType.UTS_NS,
                        "nodename",
                        "u8@73",
                        (UtsNsRecord r) -> r.nodename().bytes().getByte(0) & 0xff),
                fact(
                        RecordType.UTS_NS,
                        "domainname",
                        "u8@397",
                        (UtsNsRecord r) -> r.domainname().bytes().getByte(64) & 0xff));
    }

    private static Stream<FieldOffsetTest.Fact> credentials() {
        return Stream.of(
                fact(RecordType.CRED, "uid", "u32@8", (CredRecord r) -> r.uid()),
                fact(RecordType.CRED, "suid", "u32@12", (CredRecord r) -> r.suid()),
                fact(RecordType.CRED, "euid", "u32@16", (CredRecord r) -> r.euid()),
                fact(RecordType.CRED, "fsuid", "u32@20", (CredRecord r) -> r.fsuid()),
                fact(RecordType.CRED, "gid", "u32@24", (CredRecord r) -> r.gid()),
                fact(RecordType.CRED, "fsgid", "u32@36", (CredRecord r) -> r.fsgid()),
                fact(RecordType.CRED, "user_ref", "s32@40", (CredRecord r) -> r.userRef()),
                fact(RecordType.CRED, "groupinfo_ref", "s32@44", (CredRecord r) -> r.groupinfoRef()),
                fact(RecordType.CRED, "sec_ref", "s32@48", (CredRecord r) -> r.secRef()),
                fact(
                        RecordType.CRED,
                        "inheritable, low",
                        "u32@56",
                        (CredRecord r) -> r.capS().capI().raw() & 0xffffffffL),
                fact(
                        RecordType.CRED,
                        "inheritable, high",
                        "u32@60",
                        (CredRecord r) -> r.capS().capI().raw() >>> 32),
                fact(
                        RecordType.CRED,
                        "permitted, low",
                        "u32@64",
                        (CredRecord r) -> r.capS().capP().raw() & 0xffffffffL),
                fact(
                        RecordType.CRED,
                        "effective, high",
                        "u32@76",
                        (CredRecord r) -> r.capS().capE().raw() >>> 32),
                fact(
                        RecordType.CRED,
                        "bounding, low",
                        "u32@80",
                        (CredRecord r) -> r.capS().capB().raw() & 0xffffffffL),
                fact(
                        RecordType.CRED,
                        "securebits",
                        "u32@88",
                        (CredRecord r) -> r.capS().securebits()),
                fact(RecordType.GROUPINFO, "ngroups", "u32@8", (GroupInfoRecord r) -> r.ngroups()),
                fact(RecordType.USER, "uid", "u32@8", (UserRecord r) -> r.uid()),
                fact(RecordType.USER, "userns_ref", "s32@12", (UserRecord r) -> r.usernsRef()),
                fact(RecordType.USER_NS, "creator_ref", "s32@8", (UserNsRecord r) -> r.creatorRef()));
    }

    private static Stream<FieldOffsetTest.Fact> signals() {
        return Stream.of(
                fact(
                        RecordType.SIGHAND,
                        "handler of 1",
                        "u64@8",
                        (SigHandRecord r) -> r.action().get(0).saHandler()),
                fact(
                        RecordType.SIGHAND,
                        "flags of 2",
                        "u64@48",
                        (SigHandRecord r) -> r.action().get(1).saFlags()),
                fact(
                        RecordType.SIGHAND,
                        "restorer of 3",
                        "u64@88",
                        (SigHandRecord r) -> r.action().get(2).saRestorer()),
                fact(
                        RecordType.SIGNAL,
                        "first limit",
                        "u64@8",
                        (SignalRecord r) -> r.rlim().get(0).rlimCur()),
                fact(
                        RecordType.SIGNAL,
                        "last limit",
                        "u64@256",
                        (SignalRecord r) -> r.rlim().get(15).rlimMax()),
                fact(RecordType.SIGNAL, "it_real_value", "u64@264", (SignalRecord r) -> r.itRealValue()),
                fact(RecordType.SIGNAL, "it_prof_incr", "u64@304", (SignalRecord r) -> r.itProfIncr()),
                fact(RecordType.SIGNAL, "tty_objref", "s32@312", (SignalRecord r) -> r.ttyObjref()),
                fact(RecordType.SIGNAL, "tty_pgrp", "s32@316", (SignalRecord r) -> r.ttyPgrp()),
                fact(RecordType.SIGNAL, "tty_old_pgrp", "s32@320", (SignalRecord r) -> r.ttyOldPgrp()),
                fact(RecordType.SIGPENDING, "nr_pending", "u32@8", (SigPendingRecord r) -> r.nrPending()),
                fact(
                        RecordType.SIGPENDING,
                        "signo of 2",
                        "u32@72",
                        (SigPendingRecord r) -> r.siginfo().get(1).signo()),
                fact(
                        RecordType.SIGPENDING,
                        "errno of 1",
                        "u32@28",
                        (SigPendingRecord r) -> r.siginfo().get(0).errno()),
                fact(
                        RecordType.SIGPENDING,
                        "code of 1",
                        "s32@32",
                        (SigPendingRecord r) -> r.siginfo().get(0).siCode()),
                fact(
                        RecordType.SIGPENDING,
                        "pid of 1",
                        "u32@36",
                        (SigPendingRecord r) -> r.siginfo().get(0).pid()),
                fact(
                        RecordType.SIGPENDING,
                        "uid of 1",
                        "s32@40",
                        (SigPendingRecord r) -> narrow(r).uid()),
                fact(
                        RecordType.SIGPENDING,
                        "int of 1",
                        "u32@44",
                        (SigPendingRecord r) -> narrow(r).sigvalInt()),
                fact(
                        RecordType.SIGPENDING,
                        "ptr of 1",
                        "u64@48",
                        (SigPendingRecord r) -> narrow(r).sigvalPtr()),
                fact(
                        RecordType.SIGPENDING,
                        "stime of 1",
                        "u64@64",
                        (SigPendingRecord r) -> narrow(r).stime()));
    }

    private static SigInfo.Narrow narrow(SigPendingRecord pending) {
        return (SigInfo.Narrow) pending.siginfo().get(0);
    }

    private static Stream<FieldOffsetTest.Fact> files() {
        return Stream.of(
                fact(RecordType.FILE_TABLE, "fdt_nfds", "s32@8", (FileTableRecord r) -> r.fdtNfds()),
                fact(RecordType.FILE_DESC, "fd_objref", "s32@8", (FileDescRecord r) -> r.fdObjref()),
                fact(RecordType.FILE_DESC, "fd_descriptor", "s32@12", (FileDescRecord r) -> r.fdDescriptor()),
                fact(RecordType.FILE_DESC, "close_on_exec", "u32@16", (FileDescRecord r) -> r.fdCloseOnExec()),
                file(
                        FileType.GENERIC,
                        "f_type",
                        "u32@8",
                        (FileRecord r) -> r.common().fType()),
                file(
                        FileType.GENERIC,
                        "f_mode",
                        "u32@12",
                        (FileRecord r) -> r.common().fMode()),
                file(
                        FileType.GENERIC,
                        "f_flags",
                        "u32@16",
                        (FileRecord r) -> r.common().fFlags()),
                file(
                        FileType.SOCKET,
                        "f_credref",
                        "s32@20",
                        (FileRecord r) -> r.common().fCredref()),
                file(
                        FileType.GENERIC,
                        "f_pos",
                        "u64@24",
                        (FileRecord r) -> r.common().fPos()),
                file(
                        FileType.EPOLL,
                        "f_version",
                        "u64@32",
                        (FileRecord r) -> r.common().fVersion()),
                file(
                        FileType.GENERIC,
                        "f_secref",
                        "s32@40",
                        (FileRecord r) -> r.common().fSecref()),
                file(FileType.PIPE, "pipe_objref", "s32@48", (FileRecord.Pipe r) -> r.pipeObjref()),
                file(FileType.FIFO, "pipe_objref", "s32@48", (FileRecord.Pipe r) -> r.pipeObjref()),
                file(FileType.SOCKET, "sock_objref", "s32@48", (FileRecord.Socket r) -> r.sockObjref()),
                file(FileType.TTY, "tty_objref", "s32@48", (FileRecord.Tty r) -> r.ttyObjref()),
                file(FileType.EVENTFD, "count", "u64@48", (FileRecord.Eventfd r) -> r.count()),
                file(FileType.EVENTFD, "flags", "u32@56", (FileRecord.Eventfd r) -> r.flags()),
                fact(RecordType.EPOLL_ITEMS, "epfile_objref", "s32@8", (EpollItemsRecord r) -> r.epfileObjref()),
                fact(RecordType.EPOLL_ITEMS, "num_items", "u32@12", (EpollItemsRecord r) -> r.numItems()));
    }

    private static Stream<FieldOffsetTest.Fact> terminals() {
        return Stream.of(
                fact(RecordType.TTY, "driver_type", "u16@8", (TtyRecord r) -> r.driverType()),
                fact(RecordType.TTY, "driver_subtype", "u16@10", (TtyRecord r) -> r.driverSubtype()),
                fact(RecordType.TTY, "link_objref", "s32@12", (TtyRecord r) -> r.linkObjref()),
                fact(RecordType.TTY, "file_objref", "s32@16", (TtyRecord r) -> r.fileObjref()),
                fact(RecordType.TTY, "index", "u32@24", (TtyRecord r) -> r.index()),
                fact(RecordType.TTY, "ldisc", "u32@28", (TtyRecord r) -> r.ldisc()),
                fact(RecordType.TTY, "flags", "u64@32", (TtyRecord r) -> r.flags()),
                fact(
                        RecordType.TTY,
                        "c_iflag",
                        "u16@40",
                        (TtyRecord r) -> r.termios().cIflag()),
                fact(
                        RecordType.TTY,
                        "c_lflag",
                        "u16@46",
                        (TtyRecord r) -> r.termios().cLflag()),
                fact(
                        RecordType.TTY,
                        "c_line",
                        "u8@48",
                        (TtyRecord r) -> r.termios().cLine()),
                fact(
                        RecordType.TTY,
                        "first c_cc",
                        "u8@49",
                        (TtyRecord r) -> r.termios().cCc().getByte(0) & 0xff),
                fact(
                        RecordType.TTY,
                        "ws_row",
                        "u16@64",
                        (TtyRecord r) -> r.winsize().wsRow()),
                fact(
                        RecordType.TTY,
                        "ws_ypixel",
                        "u16@70",
                        (TtyRecord r) -> r.winsize().wsYpixel()),
                fact(RecordType.TTY_LDISC, "column", "u32@8", (TtyLdiscRecord r) -> r.column()),
                fact(RecordType.TTY_LDISC, "datalen", "u32@12", (TtyLdiscRecord r) -> r.datalen()),
                fact(RecordType.TTY_LDISC, "canon_data", "u32@24", (TtyLdiscRecord r) -> r.canonData()),
                fact(RecordType.TTY_LDISC, "minimum", "u16@28", (TtyLdiscRecord r) -> r.minimumToWake()),
                fact(RecordType.TTY_LDISC, "stopped", "u8@30", (TtyLdiscRecord r) -> r.stopped()),
                fact(RecordType.TTY_LDISC, "closing", "u8@40", (TtyLdiscRecord r) -> r.closing()),
                fact(
                        RecordType.TTY_LDISC,
                        "read_flags",
                        "u8@44",
                        (TtyLdiscRecord r) -> r.readFlags().getByte(0) & 0xff));
    }

    private static Stream<FieldOffsetTest.Fact> sockets() {
        return Stream.of(
                fact(RecordType.SOCKET, "socket.flags", "u64@8", (SocketRecord r) -> r.socketFlags()),
                fact(RecordType.SOCKET, "socket.state", "u8@16", (SocketRecord r) -> r.socketState()),
                fact(RecordType.SOCKET, "bound_dev_if", "u32@24", (SocketRecord r) -> r.boundDevIf()),
                fact(RecordType.SOCKET, "reuse", "u32@28", (SocketRecord r) -> r.reuse()),
                fact(RecordType.SOCKET, "family", "u16@32", (SocketRecord r) -> r.family()),
                fact(RecordType.SOCKET, "rcvlowat", "s64@40", (SocketRecord r) -> r.rcvlowat()),
                fact(RecordType.SOCKET, "sock.flags", "u64@48", (SocketRecord r) -> r.sockFlags()),
                fact(RecordType.SOCKET, "rcvtimeo", "s64@56", (SocketRecord r) -> r.rcvtimeo()),
                fact(RecordType.SOCKET, "sndtimeo", "s64@64", (SocketRecord r) -> r.sndtimeo()),
                fact(RecordType.SOCKET, "err", "u32@72", (SocketRecord r) -> r.err()),
                fact(RecordType.SOCKET, "priority", "u32@80", (SocketRecord r) -> r.priority()),
                fact(RecordType.SOCKET, "rcvbuf", "s32@84", (SocketRecord r) -> r.rcvbuf()),
                fact(RecordType.SOCKET, "type", "u16@92", (SocketRecord r) -> r.type()),
                fact(RecordType.SOCKET, "backlog", "s16@94", (SocketRecord r) -> r.backlog()),
                fact(RecordType.SOCKET, "protocol", "u8@96", (SocketRecord r) -> r.protocol()),
                fact(RecordType.SOCKET, "sock.state", "u8@97", (SocketRecord r) -> r.sockState()),
                fact(RecordType.SOCKET, "shutdown", "u8@98", (SocketRecord r) -> r.shutdown()),
                fact(RecordType.SOCKET, "userlocks", "u8@99", (SocketRecord r) -> r.userlocks()),
                fact(RecordType.SOCKET, "no_check", "u8@100", (SocketRecord r) -> r.noCheck()),
                fact(RecordType.SOCKET, "l_onoff", "s32@104", (SocketRecord r) -> r.lingerOnoff()),
                fact(RecordType.SOCKET, "l_linger", "s32@108", (SocketRecord r) -> r.lingerSeconds()),
                fact(RecordType.SOCKET_UNIX, "this", "s32@8", (SocketUnixRecord r) -> r.self()),
                fact(RecordType.SOCKET_UNIX, "peer", "s32@12", (SocketUnixRecord r) -> r.peer()),
                fact(
                        RecordType.SOCKET_UNIX,
                        "peercred_uid",
                        "u32@16",
                        (SocketUnixRecord r) -> r.peercredUid().getAsLong()),
                fact(RecordType.SOCKET_UNIX, "flags", "u32@24", (SocketUnixRecord r) -> r.flags()),
                fact(RecordType.SOCKET_UNIX, "laddr_len", "u32@28", (SocketUnixRecord r) -> r.laddrLen()),
                fact(
                        RecordType.SOCKET_UNIX,
                        "laddr family",
                        "u16@36",
                        (SocketUnixRecord r) -> r.laddr().sunFamily()),
                fact(
                        RecordType.SOCKET_UNIX,
                        "laddr path",
                        "u8@38",
                        (SocketUnixRecord r) -> r.laddr().sunPath().bytes().getByte(0) & 0xff),
                fact(
                        RecordType.SOCKET_UNIX,
                        "raddr family",
                        "u16@146",
                        (SocketUnixRecord r) -> r.raddr().sunFamily()),
                fact(
                        RecordType.SOCKET_INET,
                        "daddr",
                        "be32@8",
                        (SocketInetRecord r) -> r.inet().get().daddr()),
                fact(
                        RecordType.SOCKET_INET,
                        "dport",
                        "be16@20",
                        (SocketInetRecord r) -> r.inet().get().dport()),
                fact(
                        RecordType.SOCKET_INET,
                        "num",
                        "u16@22",
                        (SocketInetRecord r) -> r.inet().get().num()),
                fact(
                        RecordType.SOCKET_INET,
                        "sport",
                        "be16@24",
                        (SocketInetRecord r) -> r.inet().get().sport()),
                fact(
                        RecordType.SOCKET_INET,
                        "uc_ttl",
                        "s16@26",
                        (SocketInetRecord r) -> r.inet().get().ucTtl()),
                fact(
                        RecordType.SOCKET_INET,
                        "ack timeout",
                        "u64@32",
                        (SocketInetRecord r) -> r.icskAck().get().timeout()),
                fact(
                        RecordType.SOCKET_INET,
                        "ack pending",
                        "u8@52",
                        (SocketInetRecord r) -> r.icskAck().get().pending()),
                fact(
                        RecordType.SOCKET_INET,
                        "rcv_nxt",
                        "u32@56",
                        (SocketInetRecord r) -> r.tcp().get().rcvNxt()),
                fact(
                        RecordType.SOCKET_INET,
                        "keepalive_intvl",
                        "u32@224",
                        (SocketInetRecord r) -> r.tcp().get().keepaliveIntvl()),
                fact(
                        RecordType.SOCKET_INET,
                        "urg_data",
                        "u16@228",
                        (SocketInetRecord r) -> r.tcp().get().urgData()),
                fact(
                        RecordType.SOCKET_INET,
                        "nonagle",
                        "u8@233",
                        (SocketInetRecord r) -> r.tcp().get().nonagle()),
                fact(
                        RecordType.SOCKET_INET,
                        "keepalive_probes",
                        "u8@236",
                        (SocketInetRecord r) -> r.tcp().get().keepaliveProbes()),
                fact(
                        RecordType.SOCKET_INET,
                        "inet6",
                        "u8@240",
                        (SocketInetRecord r) -> r.inet6().get().saddr().getByte(0) & 0xff),
                fact(RecordType.SOCKET_INET, "laddr_len", "u32@288", (SocketInetRecord r) -> r.laddrLen()),
                fact(
                        RecordType.SOCKET_INET,
                        "laddr port",
                        "be16@298",
                        (SocketInetRecord r) -> r.laddr().sinPort()),
                fact(
                        RecordType.SOCKET_INET,
                        "raddr address",
                        "be32@316",
                        (SocketInetRecord r) -> r.raddr().sinAddr()),
                fact(RecordType.SOCKET_QUEUE, "total_bytes", "u32@12", (SocketQueueRecord r) -> r.totalBytes()),
                fact(
                        RecordType.SOCKET_BUFFER,
                        "mac_header",
                        "u32@16",
                        (SocketBufferRecord r) -> r.contents().get().macHeader()),
                fact(
                        RecordType.SOCKET_BUFFER,
                        "data_offset",
                        "u32@40",
                        (SocketBufferRecord r) -> r.contents().get().dataOffset()),
                fact(RecordType.SOCKET_BUFFER, "sk_objref", "s32@44", (SocketBufferRecord r) -> r.skObjref()),
                fact(RecordType.SOCKET_BUFFER, "pr_objref", "s32@48", (SocketBufferRecord r) -> r.prObjref()),
                fact(
                        RecordType.SOCKET_BUFFER,
                        "nr_frags",
                        "u16@54",
                        (SocketBufferRecord r) -> r.contents().get().nrFrags()),
                fact(
                        RecordType.SOCKET_BUFFER,
                        "cb",
                        "u8@56",
                        (SocketBufferRecord r) -> r.contents().get().cb().getByte(0) & 0xff),
                fact(RecordType.SOCKET_FRAG, "offset", "u32@12", (SocketFragRecord r) -> r.offset()));
    }

    private static Stream<FieldOffsetTest.Fact> memory() {
        return Stream.of(
                fact(RecordType.MM, "map_count", "u32@8", (MmRecord r) -> r.mapCount()),
                fact(RecordType.MM, "exe_objref", "s32@12", (MmRecord r) -> r.exeObjref()),
                fact(RecordType.MM, "def_flags", "u64@16", (MmRecord r) -> r.defFlags()),
                fact(RecordType.MM, "flags", "u64@24", (MmRecord r) -> r.flags()),
                fact(RecordType.MM, "start_code", "u64@32", (MmRecord r) -> r.startCode()),
                fact(RecordType.MM, "brk", "u64@72", (MmRecord r) -> r.brk()),
                fact(RecordType.MM, "env_end", "u64@112", (MmRecord r) -> r.envEnd()),
                fact(RecordType.VMA, "vma_type", "u32@8", (VmaRecord r) -> r.vmaType()),
                fact(RecordType.VMA, "vma_objref", "s32@12", (VmaRecord r) -> r.vmaObjref()),
                fact(RecordType.VMA, "ino_objref", "s32@16", (VmaRecord r) -> r.inoObjref()),
                fact(RecordType.VMA, "ino_size", "u64@24", (VmaRecord r) -> r.inoSize()),
                fact(RecordType.VMA, "vm_start", "u64@32", (VmaRecord r) -> r.vmStart()),
                fact(RecordType.VMA, "vm_end", "u64@40", (VmaRecord r) -> r.vmEnd()),
                fact(RecordType.VMA, "vm_page_prot", "u64@48", (VmaRecord r) -> r.vmPageProt()),
                fact(RecordType.VMA, "vm_flags", "u64@56", (VmaRecord r) -> r.vmFlags()),
                fact(RecordType.VMA, "vm_pgoff", "u64@64", (VmaRecord r) -> r.vmPgoff()),
                fact(RecordType.PGARR, "nr_pages", "u64@8", (PgArrRecord r) -> r.nrPages()));
    }

    private static Stream<FieldOffsetTest.Fact> ipc() {
        return Stream.of(
                fact(RecordType.IPC, "ipc_type", "u32@8", (IpcRecord r) -> r.ipcType()),
                fact(RecordType.IPC, "ipc_count", "u32@12", (IpcRecord r) -> r.ipcCount()),
                fact(RecordType.IPC_NS, "shm_ctlmax", "u64@8", (IpcNsRecord r) -> r.shmCtlmax()),
                fact(RecordType.IPC_NS, "sem_ctl_mni", "s32@52", (IpcNsRecord r) -> r.semCtlMni()),
                fact(
                        RecordType.IPC_SHM,
                        "id",
                        "s32@16",
                        (IpcShmRecord r) -> r.perms().id()),
                fact(
                        RecordType.IPC_SHM,
                        "key",
                        "u32@20",
                        (IpcShmRecord r) -> r.perms().key()),
                fact(
                        RecordType.IPC_SEM,
                        "mode",
                        "u32@40",
                        (IpcSemRecord r) -> r.perms().mode()),
                fact(
                        RecordType.IPC_MSG,
                        "seq",
                        "u64@48",
                        (IpcMsgRecord r) -> r.perms().seq()),
                fact(
                        RecordType.IPC_MSG,
                        "sec_ref",
                        "s32@56",
                        (IpcMsgRecord r) -> r.perms().secRef()),
                fact(RecordType.IPC_SHM, "shm_segsz", "u64@64", (IpcShmRecord r) -> r.shmSegsz()),
                fact(RecordType.IPC_SHM, "mlock_uid", "u32@104", (IpcShmRecord r) -> r.mlockUid()),
                fact(RecordType.IPC_SHM, "flags", "u32@108", (IpcShmRecord r) -> r.flags()),
                fact(RecordType.IPC_SHM, "objref", "s32@112", (IpcShmRecord r) -> r.objref()),
                fact(RecordType.IPC_MSG, "q_cbytes", "u64@88", (IpcMsgRecord r) -> r.qCbytes()),
                fact(RecordType.IPC_MSG, "q_lrpid", "s32@116", (IpcMsgRecord r) -> r.qLrpid()),
                fact(RecordType.IPC_MSG_MSG, "m_type", "s64@8", (IpcMsgMsgRecord r) -> r.mType()),
                fact(RecordType.IPC_MSG_MSG, "m_ts", "u32@16", (IpcMsgMsgRecord r) -> r.mTs()),
                fact(RecordType.IPC_MSG_MSG, "sec_ref", "s32@20", (IpcMsgMsgRecord r) -> r.secRef()),
                fact(RecordType.IPC_SEM, "sem_nsems", "u32@80", (IpcSemRecord r) -> r.semNsems()));
    }
}
