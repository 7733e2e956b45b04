package org.ckptimage.record;

import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * TTY: body of one end of a pseudo terminal. The master is defined before its slave; TTY_LDISC follows unless the
 * terminal is hung up.
 *
 * @param driverType 4 for pseudo terminals
 * @param driverSubtype 1 master, 2 slave
 * @param linkObjref of a slave: the master (TTY); of a master 0
 * @param fileObjref of a master: a hidden number of a FILE; of a slave 0
 * @param index number of the pseudo terminal, as in /dev/pts
 * @param ldisc line discipline, 0 for N_TTY
 * @param flags state of the terminal; LDISC and LDISC_OPEN normally
 * @param termios settings of the terminal
 * @param winsize size of the window
 * @param padding what no field covers
 */
public record TtyRecord(
        int driverType,
        int driverSubtype,
        ObjRef linkObjref,
        ObjRef fileObjref,
        long index,
        long ldisc,
        Flags flags,
        Termios termios,
        WindowSize winsize,
        Padding padding)
        implements CkptRecord {
    /** The {@link #driverSubtype} of a master. */
    public static final int MASTER = 1;
    /** The {@link #driverSubtype} of a slave. */
    public static final int SLAVE = 2;

    static final Shape<TtyRecord> SHAPE = Shape.of(
            in -> new TtyRecord(
                    in.integer(),
                    in.integer(),
                    in.objref(),
                    in.objref(),
                    in.number(),
                    in.number(),
                    in.flags(FlagKind.TTY_FLAGS),
                    Termios.read(in),
                    WindowSize.read(in),
                    in.padding()),
            (r, out) -> {
                out.number(r.driverType)
                        .number(r.driverSubtype)
                        .objref(r.linkObjref)
                        .objref(r.fileObjref)
                        .number(r.index)
                        .number(r.ldisc)
                        .flags(r.flags);
                r.termios.write(out);
                r.winsize.write(out);
                out.padding(r.padding);
            },
            "driver_type",
            "driver_subtype",
            "link_objref",
            "file_objref",
            "index",
            "ldisc",
            "flags",
            "termios.c_iflag",
            "termios.c_oflag",
            "termios.c_cflag",
            "termios.c_lflag",
            "termios.c_ispeed",
            "termios.c_ospeed",
            "termios.c_line",
            "termios.c_cc",
            "winsize.ws_row",
            "winsize.ws_col",
            "winsize.ws_xpixel",
            "winsize.ws_ypixel");

    /** Whether this is the master's end. */
    public boolean isMaster() {
        return driverSubtype == MASTER;
    }
}
