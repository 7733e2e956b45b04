package org.ckptimage.record;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** Which Java record stands for which record type: the same everywhere, but for the records of a CPU architecture. */
final class RecordShapes {
    /** The kinds of FILE records. */
    static final Map<FileType, Shape<? extends CkptRecord>> OF_FILES =
            ImmutableMap.<FileType, Shape<? extends CkptRecord>>builder()
                    .put(FileType.GENERIC, FileRecord.Generic.SHAPE)
                    .put(FileType.PIPE, FileRecord.Pipe.SHAPE)
                    .put(FileType.FIFO, FileRecord.Pipe.SHAPE)
                    .put(FileType.SOCKET, FileRecord.Socket.SHAPE)
                    .put(FileType.TTY, FileRecord.Tty.SHAPE)
                    .put(FileType.EPOLL, FileRecord.Epoll.SHAPE)
                    .put(FileType.EVENTFD, FileRecord.Eventfd.SHAPE)
                    .buildOrThrow();

    private static final Map<RecordType, Shape<? extends CkptRecord>> COMMON =
            ImmutableMap.<RecordType, Shape<? extends CkptRecord>>builder()
                    .put(RecordType.FILE_TABLE, FileTableRecord.SHAPE)
                    .put(RecordType.FILE_DESC, FileDescRecord.SHAPE)
                    .buildOrThrow();

    private RecordShapes() {}

    /** The shapes of all record types but FILE for a format. */
    static Map<RecordType, Shape<? extends CkptRecord>> of(ImageFormat format) {
        return new EnumMap<>(COMMON);
    }
}
