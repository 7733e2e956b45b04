package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Text;

/**
 * A named pipe.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Fifo extends OpenFile {
    Fifo(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.FIFO);
    }

    /** The number that all files on this FIFO have in common. */
    public ObjRef pipe() {
        return record() instanceof FileRecord.Pipe pipe ? pipe.pipeObjref() : ObjRef.NONE;
    }

    /** The path, relative to the checkpoint root's root directory; any bytes. */
    public Text path() {
        return image().fileViews().path(this);
    }

    /** The bytes that are in it, not yet read. */
    public ByteBuf contents() {
        return image().fileViews().pipeContents(pipe());
    }

    @Override
    public String name() {
        return path().toString();
    }

    @Override
    public Text nameText() {
        return path();
    }
}
