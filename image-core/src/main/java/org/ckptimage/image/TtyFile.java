package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;

/**
 * An end of a pseudo terminal.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class TtyFile extends OpenFile {
    TtyFile(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.TTY);
    }

    /** Number of the TTY behind it. */
    public ObjRef ttyRef() {
        return record() instanceof FileRecord.Tty tty ? tty.ttyObjref() : ObjRef.NONE;
    }

    /** The terminal's end; empty if the image lacks it. */
    public Optional<Terminal> terminal() {
        int definition = image().definition(ttyRef(), ObjectType.TTY);
        return definition < 0 ? Optional.empty() : Optional.of(new Terminal(image(), definition));
    }

    /** {@code /dev/pts/0} for a slave, {@code /dev/ptmx} for a master. */
    @Override
    public String name() {
        return terminal().map(Terminal::name).orElse("tty:[" + ttyRef().number() + "]");
    }
}
