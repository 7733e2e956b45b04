package org.ckptimage.testing;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** A made-up pseudo terminal: master and slave, each with unread input. */
public final class MadeUpPty {
    private static final int DRIVER_TYPE_PTY = 4;
    private static final int MASTER = 1;
    private static final int SLAVE = 2;
    private static final long LDISC_OPEN_AND_SET = 0xa01;
    private static final int EMPTY_QUEUE = 4096;
    private static final long HUPPED = 1 << 18;

    private record End(MadeUpPty pty, boolean master) {}

    private record PtmxFile(MadeUpPty pty) {}

    private int index;
    private byte[] masterInput = {};
    private byte[] slaveInput = {};
    private boolean hungUp;
    private Consumer<RecordFields> fields = f -> {};

    MadeUpPty() {}

    /** The number N of /dev/pts/N. */
    public MadeUpPty index(int number) {
        index = number;
        return this;
    }

    /** What the slave has not read yet: typed by the user. */
    public MadeUpPty input(String text) {
        slaveInput = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** What the master has not read yet: printed by the programs. */
    public MadeUpPty output(String text) {
        masterInput = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** The other end is closed: no line discipline is saved. */
    public MadeUpPty hungUp() {
        hungUp = true;
        return this;
    }

    /** Sets fields of both TTY records, after all defaults. */
    public MadeUpPty with(Consumer<RecordFields> more) {
        fields = fields.andThen(more);
        return this;
    }

    int writeMaster(ImageWriter out) {
        return out.object(ObjectType.TTY, new End(this, true), number -> {
            int file = out.hidden(new PtmxFile(this));
            tty(out, masterInput, f -> f.set("driver_subtype", MASTER).set("file_objref", file));
        });
    }

    int writeSlave(ImageWriter out) {
        int master = writeMaster(out);
        return out.object(
                ObjectType.TTY,
                new End(this, false),
                number ->
                        tty(out, slaveInput, f -> f.set("driver_subtype", SLAVE).set("link_objref", master)));
    }

    private void tty(ImageWriter out, byte[] input, Consumer<RecordFields> end) {
        out.record(RecordType.TTY, f -> {
            f.set("driver_type", DRIVER_TYPE_PTY).set("index", index);
            f.set("flags", hungUp ? LDISC_OPEN_AND_SET | HUPPED : LDISC_OPEN_AND_SET);
            f.set("termios.c_cflag", 0xbf).set("winsize.ws_row", 25).set("winsize.ws_col", 80);
            end.accept(f);
            fields.accept(f);
        });
        if (hungUp) {
            return;
        }
        out.record(
                RecordType.TTY_LDISC,
                f -> f.set("datalen", input.length)
                        .set("canon_datalen", input.length == 0 ? EMPTY_QUEUE : input.length)
                        .set("minimum_to_wake", 1)
                        .set("icanon", 1));
        if (input.length > 0) {
            out.buffer(input);
        }
    }
}
