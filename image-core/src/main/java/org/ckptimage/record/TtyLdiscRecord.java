package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * TTY_LDISC: state of a terminal's line discipline; behind TTY unless that is hung up. If there is unread input, one
 * BUFFER with it follows.
 *
 * @param column where the cursor is, in characters
 * @param datalen bytes of unread input, those of the BUFFER that follows; 0 and there is none
 * @param canonColumn where the current line began
 * @param canonDatalen bytes up to the end of the last line; 4096 if a canonical queue is empty
 * @param canonData number of whole lines
 * @param minimumToWake characters that wake a reader
 * @param stopped 1 if output is stopped, as by Ctrl-S
 * @param hwStopped 1 if the hardware stopped it
 * @param flowStopped 1 if the program stopped it
 * @param packet 1 in packet mode
 * @param ctrlStatus what a packet would report
 * @param lnext 1 if the next character is taken literally
 * @param erasing 1 while characters are erased
 * @param raw 1 if input is not processed
 * @param realRaw 1 if input is not looked at
 * @param icanon 1 for input by lines
 * @param closing 1 while the terminal is closed
 * @param readFlags 512 bytes, a bitmap of where lines end in the kernel's ring; its words are in the kernel's byte
 *     order
 * @param padding what no field covers
 */
public record TtyLdiscRecord(
        long column,
        long datalen,
        long canonColumn,
        long canonDatalen,
        long canonData,
        int minimumToWake,
        int stopped,
        int hwStopped,
        int flowStopped,
        int packet,
        int ctrlStatus,
        int lnext,
        int erasing,
        int raw,
        int realRaw,
        int icanon,
        int closing,
        ByteBuf readFlags,
        Padding padding)
        implements CkptRecord {
    static final Shape<TtyLdiscRecord> SHAPE = Shape.of(
            in -> new TtyLdiscRecord(
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.bytes(),
                    in.padding()),
            (r, out) -> out.number(r.column)
                    .number(r.datalen)
                    .number(r.canonColumn)
                    .number(r.canonDatalen)
                    .number(r.canonData)
                    .number(r.minimumToWake)
                    .number(r.stopped)
                    .number(r.hwStopped)
                    .number(r.flowStopped)
                    .number(r.packet)
                    .number(r.ctrlStatus)
                    .number(r.lnext)
                    .number(r.erasing)
                    .number(r.raw)
                    .number(r.realRaw)
                    .number(r.icanon)
                    .number(r.closing)
                    .bytes(r.readFlags)
                    .padding(r.padding),
            "column",
            "datalen",
            "canon_column",
            "canon_datalen",
            "canon_data",
            "minimum_to_wake",
            "stopped",
            "hw_stopped",
            "flow_stopped",
            "packet",
            "ctrl_status",
            "lnext",
            "erasing",
            "raw",
            "real_raw",
            "icanon",
            "closing",
            "read_flags");
}
