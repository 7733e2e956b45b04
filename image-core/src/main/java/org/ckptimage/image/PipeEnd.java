package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;

/**
 * An end of an anonymous pipe.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class PipeEnd extends OpenFile {
    PipeEnd(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.PIPE);
    }

    /** The number that both ends of the pipe have in common. */
    public ObjRef pipe() {
        return record() instanceof FileRecord.Pipe pipe ? pipe.pipeObjref() : ObjRef.NONE;
    }

    /** Whether this end writes; else it reads. */
    public boolean isWriteEnd() {
        return access().filter(mode -> mode != org.ckptimage.format.AccessMode.READ_ONLY)
                .isPresent();
    }

    /** The bytes that are in the pipe, not yet read; the same at both ends. */
    public ByteBuf contents() {
        return image().fileViews().pipeContents(pipe());
    }

    /** {@code pipe:[12]}; the number is {@link #pipe}'s. */
    @Override
    public String name() {
        return "pipe:[" + pipe().number() + "]";
    }
}
