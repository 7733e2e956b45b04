package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/**
 * The settings of a terminal, part of TTY. The bits are those of the architecture; up to v23-rc1 only their lower 16
 * are kept.
 *
 * @param cIflag input modes
 * @param cOflag output modes
 * @param cCflag control modes
 * @param cLflag local modes
 * @param cIspeed input speed, from v23-rc1-pids on
 * @param cOspeed output speed, from v23-rc1-pids on
 * @param cLine line discipline
 * @param cCc control characters: 8, on powerpc 10 in an order of its own, from v23-rc1-pids on 19
 */
public record Termios(
        long cIflag,
        long cOflag,
        long cCflag,
        long cLflag,
        OptionalLong cIspeed,
        OptionalLong cOspeed,
        int cLine,
        ByteBuf cCc) {

    static Termios read(FieldReader in) {
        return new Termios(
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.optionalNumber(),
                in.optionalNumber(),
                in.integer(),
                in.bytes());
    }

    void write(FieldWriter out) {
        out.number(cIflag)
                .number(cOflag)
                .number(cCflag)
                .number(cLflag)
                .number(cIspeed)
                .number(cOspeed)
                .number(cLine)
                .bytes(cCc);
    }
}
