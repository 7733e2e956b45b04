package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.NsRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.UtsNsRecord;

/**
 * The namespaces of a task. What is empty here is, after a restart, that of the restarting process.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Namespaces {
    private final Image image;
    private final int definition;

    Namespaces(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** The NS record; empty if the image lacks it. */
    public Optional<NsRecord> record() {
        int entry = image.walk().find(definition, RecordType.NS);
        return image.find(entry, NsRecord.class);
    }

    /** Host and domain name. */
    public Optional<UtsNsRecord> uts() {
        int uts = definition(record().map(NsRecord::utsObjref), ObjectType.UTS_NS);
        int entry = uts < 0 ? RecordIndex.NONE : image.walk().find(uts, RecordType.UTS_NS);
        return image.find(entry, UtsNsRecord.class);
    }

    /** SysV segments, queues and semaphores. */
    public Optional<IpcNamespace> ipc() {
        int ipc = definition(record().map(NsRecord::ipcObjref), ObjectType.IPC_NS);
        return ipc < 0 ? Optional.empty() : Optional.of(new IpcNamespace(image, ipc));
    }

    private int definition(Optional<ObjRef> ref, ObjectType type) {
        return image.definition(ref.orElse(ObjRef.NONE), type);
    }
}
