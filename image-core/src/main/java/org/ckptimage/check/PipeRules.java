package org.ckptimage.check;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.NumberTable;

/** Pipes and FIFOs: their two ends, and the bytes that nobody has read. */
final class PipeRules {
    private static final int PIPE_SIZE = 65536;
    private static final int PAGE = 4096;
    private static final int SURE = 16384;

    private final Restart restart;
    private final Findings findings;
    /** Of each pipe twice the number of its files, and one more if the first of them writes. */
    private final NumberTable pipes;

    PipeRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.pipes = new NumberTable();
        on.file(this::number, FileType.PIPE, FileType.FIFO);
        on.file(this::ends, FileType.PIPE);
        on.record(RecordType.PIPE_BUF, this::contents);
    }

    /** R097: the pipe's number. */
    private void number(At at) {
        if (!at.has("pipe_objref")) {
            return;
        }
        int number = at.s32("pipe_objref");
        if (number <= 0) {
            findings.found("R097", at, "pipe_objref").errno(Errno.EINVAL).say("the pipe has the number %d", number);
            return;
        }
        restart.known(number).ifPresent(known -> {
            if (!known.is(ObjectType.FILE)) {
                findings.found("R097", at, "pipe_objref")
                        .errno(Errno.ENOMSG)
                        .say("the pipe has the number %d, which is a %s", number, known.type());
            } else if (!known.isHidden()) {
                findings.found("R097", at, "pipe_objref")
                        .say("the pipe has the number %d, which is the file %s", number, known);
            }
        });
    }

    /** R099, and R107 for pipes: the first file takes its own end, every later one the other. */
    private void ends(At at) {
        int number = at.s32("pipe_objref");
        boolean writes = (at.number("f_flags") & 1) != 0;
        boolean both = (at.number("f_flags") & 3) == 2;
        int files = addFile(number, writes);
        boolean firstWrites = (pipes.get(number) & 1) != 0;
        boolean getsWrite = files == 1 ? writes : !firstWrites;
        int fresh = getsWrite ? FileModes.WRITE : FileModes.READ;
        boolean fits = FileModes.passes((int) at.number("f_mode"), fresh);
        if (both || writes != getsWrite || files > 2) {
            Findings.Draft draft = findings.found("R099", at, "f_flags").mend("W26");
            if (!fits) {
                draft.errno(Errno.EINVAL);
            }
            draft.say(
                    "file %d of pipe %d is opened to %s, and gets the end that %s",
                    files, number, both ? "read and write" : writes ? "write" : "read", getsWrite ? "writes" : "reads");
        } else if (!fits) {
            findings.found("R107", at, "f_mode")
                    .say("f_mode 0x%x; the end of the pipe has 0x%x", at.number("f_mode"), fresh);
        }
    }

    /** Counts a file of a pipe; gives how many there are by now. */
    private int addFile(int pipe, boolean writes) {
        int before = pipes.putIfAbsent(pipe, writes ? 3 : 2);
        if (before == NumberTable.ABSENT) {
            return 1;
        }
        pipes.replace(pipe, before + 2);
        return before / 2 + 1;
    }

    /** R098: the unread bytes reach the kernel in one piece. */
    private void contents(At at) {
        long bytes = at.payload();
        if (restart.options().feed() == CheckOptions.Feed.FILE) {
            long start = at.offset() + At.HEAD;
            if (start % PAGE + bytes > PIPE_SIZE) {
                findings.found("R098", at)
                        .mend("W23")
                        .say(
                                "%d bytes of a pipe begin %d bytes behind a page in the file; %d in all fit",
                                bytes, start % PAGE, PIPE_SIZE);
            }
            return;
        }
        if (bytes >= PIPE_SIZE) {
            findings.found("R098", at)
                    .mend("W23")
                    .say("%d bytes of a pipe do not fit into the pipe that feeds the kernel", bytes);
        } else if (bytes > SURE) {
            findings.found("R098", at)
                    .mend("W23")
                    .as(Severity.NOTE)
                    .say("%d bytes of a pipe: the kernel must find all of them in the pipe that feeds it", bytes);
        }
    }
}
