package org.ckptimage.check;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Pseudo terminals and their line discipline. */
final class TerminalRules {
    private static final int PTY = 4;
    private static final int MASTER = 1;
    private static final int SLAVE = 2;
    private static final long CLOSING = 1L << 7;
    private static final long LDISC = 1L << 9;
    private static final long LDISC_CHANGING = 1L << 10;
    private static final long LDISC_OPEN = 1L << 11;
    private static final long HUPPED = 1L << 18;
    private static final long FLUSHING = 1L << 19;
    private static final int MOST_INPUT = 4096;

    private final Restart restart;
    private final Findings findings;
    private final LongMap masters = new LongMap();

    TerminalRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.TTY, this::driver);
        on.record(RecordType.TTY, this::link);
        on.record(RecordType.TTY, this::file);
        on.record(RecordType.TTY, this::flags);
        on.record(RecordType.TTY, this::index);
        on.record(RecordType.TTY_LDISC, this::lineDiscipline);
        on.record(RecordType.BUFFER, this::input);
    }

    private static boolean isMaster(At at) {
        return at.number("driver_subtype") == MASTER;
    }

    /** R112: a pty. */
    private void driver(At at) {
        if (at.number("driver_type") != PTY) {
            findings.found("R112", at, "driver_type")
                    .say("a terminal of the driver %d, not %d", at.number("driver_type"), PTY);
        }
        long end = at.number("driver_subtype");
        if (end != MASTER && end != SLAVE) {
            findings.found("R112", at, "driver_subtype").say("a pty's end %d, neither 1 nor 2", end);
        }
    }

    /** R113: the slave's master. */
    private void link(At at) {
        if (!isMaster(at)) {
            restart.refer("R113", at, "link_objref", ObjectType.TTY, false);
        } else if (at.s32("link_objref") != 0) {
            findings.found("R113", at, "link_objref").say("a master names #%d as its master", at.s32("link_objref"));
        }
    }

    /** R114: the master's file. */
    private void file(At at) {
        int number = at.s32("file_objref");
        boolean fine = isMaster(at) ? number > 0 && restart.known(number).isEmpty() : number == 0;
        if (!fine) {
            findings.found("R114", at, "file_objref")
                    .say(
                            "a %s has the file #%d%s",
                            isMaster(at) ? "master" : "slave",
                            number,
                            restart.known(number).isPresent() ? ", which is taken" : "");
        }
    }

    /** R115: states that cannot be restored. */
    private void flags(At at) {
        long flags = at.number("flags");
        if ((flags & (CLOSING | FLUSHING)) != 0 || isMaster(at) && (flags & HUPPED) != 0) {
            findings.found("R115", at, "flags").say("a terminal with the flags 0x%x", flags);
        }
    }

    /** R116: the pty's number, as far as the image tells, or a target. */
    private void index(At at) {
        if (!isMaster(at)) {
            return;
        }
        long index = at.number("index");
        if (!masters.add(index)) {
            findings.found("R116", at, "index").errno(Errno.EBUSY).say("a second pty %d", index);
        }
        restart.target()
                .map(target -> target.limit(Target.Limit.PSEUDO_TERMINALS))
                .filter(limit -> limit.isPresent() && index >= limit.getAsLong())
                .ifPresent(limit -> findings.found("R116", at, "index")
                        .say("pty %d, and the target has %d", index, limit.getAsLong()));
    }

    /** R117: the line discipline; one that the kernel does not restore leaves its input unread. */
    private void lineDiscipline(At at) {
        At tty = restart.enclosing()
                .flatMap(definition -> definition.find(RecordType.TTY))
                .orElse(null);
        if (tty == null) {
            return;
        }
        long flags = tty.number("flags");
        boolean open = (flags & LDISC) != 0 && (flags & LDISC_OPEN) != 0 && (flags & LDISC_CHANGING) == 0;
        if (tty.number("ldisc") != 0) {
            skipped(at, tty, "ldisc", "the line discipline " + tty.number("ldisc"));
        } else if (!open) {
            skipped(at, tty, "flags", String.format("the flags 0x%x", flags));
        }
        for (String field : new String[] {"datalen", "canon_datalen"}) {
            if (at.number(field) > MOST_INPUT) {
                skipped(at, at, field, field + " " + at.number(field));
            }
        }
    }

    private void skipped(At ldisc, At at, String field, String what) {
        boolean input = ldisc.number("datalen") > 0;
        findings.found("R117", at, field)
                .stop(input ? ldisc.end() : at.offset(field))
                .as(input ? Severity.FATAL : Severity.LOSS)
                .say(
                        "a terminal with %s: its state is skipped%s",
                        what, input ? ", and its input read as the next record" : "");
    }

    /** R117: the input is as long as it says. */
    private void input(At at) {
        if (at.role() != Role.TERMINAL_INPUT) {
            return;
        }
        restart.enclosing()
                .flatMap(definition -> definition.find(RecordType.TTY_LDISC))
                .filter(ldisc -> ldisc.number("datalen") != at.payload())
                .ifPresent(ldisc -> findings.found("R117", at)
                        .say("the input has %d bytes, announced are %d", at.payload(), ldisc.number("datalen")));
    }
}
