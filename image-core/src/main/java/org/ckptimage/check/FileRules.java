package org.ckptimage.check;

import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;

/** File tables and open files: what all kinds have, and named files, sockets' and terminals' files and eventfds. */
final class FileRules {
    private static final long CREATION_FLAGS = 0x40 | 0x80 | 0x100 | 0x200;
    private static final int MOST_NAME = 4096;
    private static final long USUAL_MOST_DESCRIPTORS = 1 << 20;
    private static final String DELETED = " (deleted)";
    private static final int SEEKS = FileModes.LSEEK;
    private static final int MOST_ERRNO = 4095;

    private final Restart restart;
    private final Findings findings;
    private final FileModes modes;
    private final TargetFiles files;
    /** Of each socket the OBJREF of its first file, by the place of the record. */
    private final NumberTable fileOfSocket;

    FileRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.files = new TargetFiles(restart);
        this.fileOfSocket = new NumberTable();
        this.modes = new FileModes(files);
        on.record(RecordType.FILE_TABLE, this::descriptorCount);
        on.record(RecordType.FILE, this::length);
        on.file(this::creationFlags, FileType.GENERIC, FileType.FIFO);
        on.record(RecordType.FILE, at -> restart.refer("R104", at, "f_credref", ObjectType.CRED, false));
        on.record(RecordType.FILE_NAME, this::nameLength);
        on.record(RecordType.STRING, this::empty);
        on.record(RecordType.FILE_NAME, this::empty);
        on.record(RecordType.FILE_NAME, this::opens);
        on.record(RecordType.FILE_NAME, this::directory);
        on.file(this::fifoAccess, FileType.FIFO);
        on.file(this::socketFile, FileType.SOCKET);
        on.file(this::terminalFile, FileType.TTY);
        on.file(this::eventfd, FileType.EVENTFD);
        on.end(ObjectType.FILE, this::mode);
        on.end(ObjectType.FILE, this::position);
        on.record(RecordType.FILE_DESC, this::descriptor);
        restart.target()
                .map(target -> target.limit(Target.Limit.OPEN_FILES))
                .ifPresent(limit ->
                        limit.ifPresent(most -> on.record(RecordType.FILE_DESC, at -> descriptorLimit(at, most))));
    }

    /** R091: the number of descriptors. */
    private void descriptorCount(At at) {
        long most = restart.target()
                .map(target -> target.limit(Target.Limit.OPEN_FILES_OF_SYSTEM).orElse(USUAL_MOST_DESCRIPTORS))
                .orElse(USUAL_MOST_DESCRIPTORS);
        int count = at.s32("fdt_nfds");
        if (count < 0 || count > most) {
            findings.found("R091", at, "fdt_nfds")
                    .say("the table has %d descriptors; a process may have %d", count, most);
        }
    }

    /** R092: a socket's FILE is not measured by the kernel, so that a short one gives garbage. */
    private void length(At at) {
        if (at.length() > restart.pageSize() && at.length() == exactLength(at)) {
            findings.found("R092", at).say("FILE has %d bytes", at.length());
        }
    }

    private long exactLength(At at) {
        return at.fileType().map(kind -> restart.format().layout(kind).size()).orElse(0);
    }

    /** R094: named files are not created. */
    private void creationFlags(At at) {
        long flags = at.number("f_flags");
        if ((flags & CREATION_FLAGS) != 0) {
            findings.found("R094", at, "f_flags").say("f_flags 0x%x has 0x%x", flags, flags & CREATION_FLAGS);
        }
    }

    /** R095: the length of a name. */
    private void nameLength(At at) {
        if (at.payload() > MOST_NAME) {
            findings.found("R095", at).say("a name of %d bytes, %d at most", at.payload(), MOST_NAME);
        }
    }

    /** R011: texts have at least a NUL. */
    private void empty(At at) {
        if (at.payload() == 0 && at.role() != Role.ERROR_TEXT) {
            findings.found("R011", at).say("an empty %s", at.name());
        }
    }

    /** R096: the file is there. Without a target only what surely is not: the name of a FIFO that was removed. */
    private void opens(At at) {
        boolean fifo = isFifosName();
        if (at.role() != Role.PATH || !fifo && !files.canLookUp()) {
            return;
        }
        String path = at.text();
        Optional<Errno> error = files.lookUp(path);
        boolean removed = fifo && path.endsWith(DELETED);
        if (error.isPresent() || removed && !files.canLookUp()) {
            Findings.Draft draft = findings.found("R096", at).errno(error.orElse(Errno.ENOENT));
            if (removed) {
                draft.mend("W22");
            }
            draft.say("'%s' cannot be opened", path);
        }
    }

    private boolean isFifosName() {
        return restart.enclosing()
                .flatMap(definition -> definition.find(RecordType.FILE))
                .flatMap(At::fileType)
                .filter(FileType.FIFO::equals)
                .isPresent();
    }

    /** R171: working directory and root. */
    private void directory(At at) {
        if (at.role() == Role.CWD || at.role() == Role.ROOT) {
            files.lookUpDirectory(at.text())
                    .ifPresent(error ->
                            findings.found("R171", at).errno(error).say("'%s' is no directory there", at.text()));
        }
    }

    /** R100: a FIFO's access mode. */
    private void fifoAccess(At at) {
        if ((at.number("f_flags") & 3) == 3) {
            findings.found("R100", at, "f_flags").say("a FIFO is opened with the access mode 3");
        }
    }

    /** R101: a socket has one file. */
    private void socketFile(At at) {
        restart.refer("R101", at, "sock_objref", ObjectType.SOCK, false).ifPresent(sock -> {
            Definition file = restart.enclosing().orElse(null);
            int other = fileOfSocket.putIfAbsent(sock.number(), (file == null ? sock : file).objref());
            if (other != NumberTable.ABSENT) {
                findings.found("R101", at, "sock_objref")
                        .as(Severity.CRASH)
                        .say("%s is a second file of %s; the first is %s", file, sock, restart.definitionAt(other));
            }
        });
    }

    /** R102: a terminal's file names its TTY. */
    private void terminalFile(At at) {
        restart.refer("R102", at, "tty_objref", ObjectType.TTY, false);
    }

    /** R103: an eventfd. */
    private void eventfd(At at) {
        long known = 1 | 0x800 | 0x80000;
        if ((at.number("flags") & ~known) != 0) {
            findings.found("R103", at, "flags").say("an eventfd with the flags 0x%x", at.number("flags"));
        }
        if (at.number("count") >>> 32 != 0) {
            findings.found("R103", at, "count")
                    .as(Severity.LOSS)
                    .say("an eventfd's counter of %s is cut to 32 bits", Long.toUnsignedString(at.number("count")));
        }
    }

    /** R107: the saved mode is that of a fresh file. */
    private void mode(Definition definition) {
        definition.find(RecordType.FILE).filter(at -> at.has("f_mode")).ifPresent(at -> {
            if (!modes.fits(at, definition)) {
                Findings.Draft draft = findings.found("R107", at, "f_mode").moment(last(definition));
                if (at.fileType().orElse(null) == FileType.TTY && at.number("f_mode") == FileModes.WRITE) {
                    draft.mend("W24");
                }
                draft.say(
                        "f_mode 0x%x; a file opened with f_flags 0x%x has another",
                        at.number("f_mode"), at.number("f_flags"));
            }
        });
    }

    /** R108: the position. */
    private void position(Definition definition) {
        At at = definition.find(RecordType.FILE).orElse(null);
        if (at == null || !at.has("f_pos") || (at.number("f_mode") & SEEKS) == 0) {
            return;
        }
        long position = at.number("f_pos");
        int low = (int) position;
        if (position < 0) {
            findings.found("R108", at, "f_pos")
                    .moment(last(definition))
                    .mend("W25")
                    .errno(Errno.EINVAL)
                    .say("the position is %d", position);
        } else if (low < 0 && low >= -MOST_ERRNO) {
            findings.found("R108", at, "f_pos")
                    .moment(last(definition))
                    .mend("W25")
                    .errno(new Errno(-low))
                    .say("the position 0x%x is taken for the error %s", position, new Errno(-low));
        } else if (PointerPosition.is(position)) {
            findings.found("R108", at, "f_pos")
                    .moment(last(definition))
                    .mend("W25")
                    .say("the position 0x%x has bit 31 set", position);
        }
    }

    /** The last record that is read before the file is opened. */
    static long last(Definition file) {
        return file.find(RecordType.FILE_NAME)
                .or(() -> file.find(RecordType.FILE))
                .map(At::offset)
                .orElse(file.begin().offset());
    }

    /** R109: a descriptor has a number and a file. */
    private void descriptor(At at) {
        if (at.s32("fd_descriptor") < 0) {
            findings.found("R109", at, "fd_descriptor")
                    .say("the descriptor has the number %d", at.s32("fd_descriptor"));
        }
        restart.refer("R109", at, "fd_objref", ObjectType.FILE, false);
    }

    /** R110: the restarter's own limit. */
    private void descriptorLimit(At at, long most) {
        if (at.s32("fd_descriptor") >= most) {
            findings.found("R110", at, "fd_descriptor")
                    .say("descriptor %d; the restarter may have %d", at.s32("fd_descriptor"), most);
        }
    }
}
