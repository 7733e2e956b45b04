package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;

/**
 * A socket.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class SocketFile extends OpenFile {
    SocketFile(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.SOCKET);
    }

    /** Number of the SOCK behind it. */
    public ObjRef sockRef() {
        return record() instanceof FileRecord.Socket socket ? socket.sockObjref() : ObjRef.NONE;
    }

    /** The socket's state, addresses and queues; empty if the image lacks it. */
    public Optional<Sock> sock() {
        int definition = image().definition(sockRef(), ObjectType.SOCK);
        return definition < 0 ? Optional.empty() : Optional.of(new Sock(image(), definition));
    }

    /** {@code socket:[12]}; the number is the SOCK's. */
    @Override
    public String name() {
        return "socket:[" + sockRef().number() + "]";
    }
}
