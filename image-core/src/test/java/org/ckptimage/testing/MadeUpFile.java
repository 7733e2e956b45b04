package org.ckptimage.testing;

import java.util.function.Consumer;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;

/** A made-up open file (struct file). Several descriptors may share one. */
public abstract class MadeUpFile {
    private final FileType kind;
    private long mode;
    private long flags;
    private long position;
    private MadeUpCreds creds;
    private String label;
    private Consumer<RecordFields> fields = f -> {};
    private Consumer<ImageWriter> before = out -> {};

    MadeUpFile(FileType kind, long mode, long flags) {
        this.kind = kind;
        this.mode = mode;
        this.flags = flags;
    }

    /** f_mode: 1 read, 2 write, 4 seek, 8 pread, 16 pwrite. */
    public MadeUpFile mode(long value) {
        mode = value;
        return this;
    }

    /** f_flags: the flags of open(2), as numbers of the architecture. */
    public MadeUpFile flags(long value) {
        flags = value;
        return this;
    }

    /** f_pos. */
    public MadeUpFile position(long value) {
        position = value;
        return this;
    }

    /** Credentials of its own, to be defined inside this file's definition unless they are known. */
    public MadeUpFile creds(MadeUpCreds own) {
        creds = own;
        return this;
    }

    /** As {@link #creds(MadeUpCreds)}, with new ones. */
    public MadeUpFile creds(int uid, int gid) {
        return creds(new MadeUpCreds(uid, gid));
    }

    /** The security label; from v19-rc2 on. */
    public MadeUpFile label(String context) {
        label = context;
        return this;
    }

    /** Sets fields of the FILE record, after all defaults. */
    public MadeUpFile with(Consumer<RecordFields> more) {
        fields = fields.andThen(more);
        return this;
    }

    /**
     * Writes something between this file's OBJREF and its FILE record, such as definitions that do not belong there.
     */
    public MadeUpFile inside(Consumer<ImageWriter> odd) {
        before = before.andThen(odd);
        return this;
    }

    /** The number of this file, defined here if it is new. @param task the credentials of who opened it, by default */
    int write(ImageWriter out, MadeUpCreds task) {
        return out.object(ObjectType.FILE, this, number -> {
            before.accept(out);
            int own = nested(out, task);
            int cred = (creds == null ? task : creds).write(out);
            int secRef = MadeUpLabel.write(out, label, MadeUpLabel.FILE);
            out.file(kind, f -> {
                f.set("f_mode", mode)
                        .set("f_flags", flags)
                        .set("f_credref", cred)
                        .set("f_pos", position);
                f.setIfPresent("f_secref", secRef);
                own(f, own);
                fields.accept(f);
            });
            behind(out);
            afterwards(out, number);
        });
    }

    /** Writes nested definitions that stand before the FILE record; returns the number that the record names, or 0. */
    int nested(ImageWriter out, MadeUpCreds task) {
        return 0;
    }

    /** Sets the kind's own fields. @param number what {@link #nested} returned */
    void own(RecordFields f, int number) {}

    /** Writes what follows the FILE record at once. */
    void behind(ImageWriter out) {}

    /** Puts off what belongs into the deferred part of the table. @param number this file's number */
    void afterwards(ImageWriter out, int number) {}
}
