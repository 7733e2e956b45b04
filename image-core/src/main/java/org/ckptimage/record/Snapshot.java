package org.ckptimage.record;

import java.util.Optional;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/**
 * States of the format between two dialects, of which headers exist but no tables. An image in one of them is read in
 * the dialect that is nearest, and never counts as certain. Two more leave no sign at all.
 */
enum Snapshot {
    /** No fragments yet, so that SOCKET_UNIX and SOCKET_INET have the numbers and lengths of v18. */
    NOVEMBER_2009("16 Nov 2009", Dialect.V19_RC2),
    /** TASK still has its old order, and the header counts the auxiliary vector in bytes. */
    FEBRUARY_2010("5 Feb 2010", Dialect.V20),
    /** The numbers of v20 with another one, VPIDS, and an entry of the pid array has 32 bytes. */
    LATE_MARCH_2010("29 Mar 2010", Dialect.V20),
    /** The numbers of v21 and VPIDS. */
    END_OF_MARCH_2010("30 Mar 2010", Dialect.V21),
    /** v23-rc1 with the wide TTY of later dialects. */
    JANUARY_2011("11 Jan 2011", Dialect.V23_RC1);

    /** A format with the wide TTY, for what is the same on all architectures. */
    private static final ImageFormat WIDE = ImageFormat.of(Dialect.V23, Architecture.X86_64);

    /** The number of a record type that only two snapshots have. */
    static final int VPIDS = 118;

    private static final int LATE_MARCH_PIDS_ENTRY = 32;

    private final String date;
    private final Dialect nearest;

    Snapshot(String date, Dialect nearest) {
        this.date = date;
        this.nearest = nearest;
    }

    /** The date of the header, in words. */
    String date() {
        return date;
    }

    /** The dialect to read it as. */
    Dialect nearest() {
        return nearest;
    }

    /** A snapshot and what gave it away, in words. */
    record Sign(Snapshot snapshot, String seen) {}

    /** Looks for the signs, head after head. Each sign is reported once. */
    static final class Signs {
        private final ImageStart start;
        private final Architecture architecture;
        private boolean treeIs101;
        private long tasks = -1;

        Signs(ImageStart start, Architecture architecture) {
            this.start = start;
            this.architecture = architecture;
        }

        /** A sign in the record at which the walk stands. */
        Optional<Sign> in(LengthWalk head) {
            long tasksBefore = tasks;
            tasks = -1;
            if (start.rev() == Dialect.V19_RC2.rev()) {
                return sign(head, NOVEMBER_2009, isAsIn(Dialect.V18, RecordType.SOCKET_UNIX, head));
            }
            if (start.rev() == Dialect.V20.rev()) {
                boolean oldTask =
                        isAsIn(Dialect.V19_RC2, RecordType.TASK, head) && !isAsIn(Dialect.V20, RecordType.TASK, head);
                return sign(head, FEBRUARY_2010, oldTask);
            }
            return start.rev() == Dialect.V21.rev() ? ofRevSix(head, tasksBefore) : Optional.empty();
        }

        private Optional<Sign> ofRevSix(LengthWalk head, long tasksBefore) {
            if (!treeIs101 && isAsIn(Dialect.V21, RecordType.TREE, head)) {
                treeIs101 = true;
                int at = ImageFormat.of(Dialect.V21, architecture)
                        .layout(RecordType.TREE)
                        .offset("nr_tasks");
                tasks = head.has(at + Integer.BYTES) ? head.u32(at) : -1;
                return start.termiosConstant() == wideCharacters()
                        ? Optional.of(new Sign(JANUARY_2011, wideConstant()))
                        : Optional.empty();
            }
            if (!treeIs101) {
                return Optional.empty();
            }
            boolean pids = tasksBefore > 0 && isAsIn(Dialect.V21, RecordType.BUFFER, head);
            if (pids && head.length() == RecordCodec.HEAD + LATE_MARCH_PIDS_ENTRY * tasksBefore) {
                return sign(head, LATE_MARCH_2010, true);
            }
            return head.type() == VPIDS
                    ? sign(head, END_OF_MARCH_2010, true)
                    : sign(head, JANUARY_2011, RecordLength.meaning(WIDE, head) == RecordType.TTY);
        }

        private String wideConstant() {
            return "the header has " + start.termiosConstant() + " control characters at offset "
                    + start.at("constants.tty_termios_ncc") + ", but there are no pid objects";
        }

        private static int wideCharacters() {
            return WIDE.layout(RecordType.TTY)
                    .field("termios.c_cc")
                    .orElseThrow()
                    .count();
        }

        private static Optional<Sign> sign(LengthWalk head, Snapshot snapshot, boolean seen) {
            return seen
                    ? Optional.of(new Sign(
                            snapshot,
                            "record " + head.type() + " at offset " + head.offset() + " has " + head.length()
                                    + " bytes"))
                    : Optional.empty();
        }

        /** Whether the record is what it would be in another dialect, by number and length. */
        private boolean isAsIn(Dialect dialect, RecordType type, LengthWalk head) {
            Optional<ImageFormat> format = ImageFormat.find(dialect, architecture);
            return format.isPresent() && RecordLength.meaning(format.get(), head) == type;
        }
    }
}
