package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.TtyLdiscRecord;
import org.ckptimage.record.TtyRecord;

/**
 * One end of a pseudo terminal.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Terminal {
    private final Image image;
    private final int definition;

    Terminal(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The terminal that an object is; empty for objects of other types. */
    public static Optional<Terminal> of(Image image, ImageObject object) {
        int definition = image.definition(object.ref(), ObjectType.TTY);
        return definition < 0 ? Optional.empty() : Optional.of(new Terminal(image, definition));
    }

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** The TTY record; empty if the image lacks it. */
    public Optional<TtyRecord> record() {
        int entry = image.walk().find(definition, RecordType.TTY);
        return image.find(entry, TtyRecord.class);
    }

    /** Whether this is the master; else the slave. */
    public boolean isMaster() {
        return record().map(TtyRecord::isMaster).orElse(false);
    }

    /** The pty's number, as in {@code /dev/pts/N}. */
    public long number() {
        return record().map(TtyRecord::index).orElse(0L);
    }

    /** {@code /dev/pts/0} for a slave, {@code /dev/ptmx} for a master. */
    public String name() {
        return isMaster() ? "/dev/ptmx" : "/dev/pts/" + number();
    }

    /** The master of a slave. */
    public Optional<Terminal> master() {
        int master = record().map(tty -> image.definition(tty.linkObjref(), ObjectType.TTY))
                .orElse(RecordIndex.NONE);
        return master < 0 ? Optional.empty() : Optional.of(new Terminal(image, master));
    }

    /** The line discipline; none if the terminal was hung up. */
    public Optional<TtyLdiscRecord> lineDiscipline() {
        int entry = image.walk().find(definition, RecordType.TTY_LDISC);
        return image.find(entry, TtyLdiscRecord.class);
    }

    /** The input that was not read yet. */
    public ByteBuf unreadInput() {
        int entry = image.walk().find(definition, RecordType.BUFFER);
        return entry < 0 ? Unpooled.EMPTY_BUFFER : image.slice(entry, 8);
    }
}
