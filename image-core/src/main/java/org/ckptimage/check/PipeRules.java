package org.ckptimage.check;

import java.util.HashMap;
import java.util.Map;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Pipes and FIFOs: their two ends, and the bytes that nobody has read. */
final class PipeRules {
    private static final int PIPE_SIZE = 65536;
    private static final int PAGE = 4096;
    private static final int SURE = 16384;

    /** A pipe by its number: which end its first file took, and how many files it has. */
    private static final class Pipe {
        private final boolean firstWrites;
        private int files = 1;

        Pipe(boolean firstWrites) {
            this.firstWrites = firstWrites;
        }
    }

    private final Restart restart;
    private final Findings findings;
    private final Map<Integer, Pipe> pipes = new HashMap<>();

    PipeRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
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
        Pipe pipe = pipes.get(number);
        boolean getsWrite = pipe == null ? writes : !pipe.firstWrites;
        int fresh = getsWrite ? FileModes.WRITE : FileModes.READ;
        if (pipe == null) {
            pipes.put(number, new Pipe(writes));
        } else {
            pipe.files++;
        }
        boolean fits = FileModes.passes((int) at.number("f_mode"), fresh);
        if (both || pipe != null && (writes != getsWrite || pipe.files > 2)) {
            Findings.Draft draft = findings.found("R099", at, "f_flags").mend("W26");
            if (!fits) {
                draft.errno(Errno.EINVAL);
            }
            draft.say(
                    "file %d of pipe %d is opened to %s, and gets the end that %s",
                    pipe == null ? 1 : pipe.files,
                    number,
                    both ? "read and write" : writes ? "write" : "read",
                    getsWrite ? "writes" : "reads");
        } else if (!fits) {
            findings.found("R107", at, "f_mode")
                    .say("f_mode 0x%x; the end of the pipe has 0x%x", at.number("f_mode"), fresh);
        }
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
