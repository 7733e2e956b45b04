package org.ckptimage.image;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Text;

/**
 * An open file: the kernel's struct file, which several descriptors, also of several tasks, may share. One subclass a
 * kind.
 */
public abstract sealed class OpenFile
        permits GenericFile, PipeEnd, Fifo, SocketFile, TtyFile, EpollSet, EventFd, BrokenFile {
    private static final Set<String> ACCESS_MODES = Set.of("O_RDONLY", "O_WRONLY", "O_RDWR");

    private final Image image;
    private final int definition;
    private final int entry;
    private final FileRecord record;

    /** @param entry of the FILE record, which {@code record} is; null only for a broken file */
    OpenFile(Image image, int definition, int entry, FileRecord record) {
        this.image = image;
        this.definition = definition;
        this.entry = entry;
        this.record = record;
    }

    final Image image() {
        return image;
    }

    final int definition() {
        return definition;
    }

    final int entry() {
        return entry;
    }

    /** The object behind it. */
    public final ImageObject object() {
        return image.definition(definition);
    }

    /** Its number. */
    public final ObjRef objref() {
        return object().ref();
    }

    /** Its kind; empty for a broken file. */
    public abstract Optional<FileType> type();

    /**
     * What a Linux user knows it as: a path, {@code pipe:[12]}, {@code socket:[12]}, {@code /dev/pts/0}, {@code
     * anon_inode:[eventpoll]}. Comes from the image as it is and may hold control characters.
     */
    public abstract String name();

    /** The {@link #name} as it is in the image, where it may be any bytes. */
    public Text nameText() {
        return Text.withNul(name());
    }

    /** The FILE record. Do not call it for a {@link BrokenFile}. */
    public FileRecord record() {
        return record;
    }

    /** The FILE record's place; for a broken file the OBJREF's. */
    public final ImageRecord definedBy() {
        return new ImageRecord(image, entry);
    }

    /** Open flags: {@code O_APPEND} and the like. */
    public Flags flags() {
        return record.common().fFlags();
    }

    /** The names of its open flags, without the access mode, which {@link #access} tells. */
    public final List<String> flagNames() {
        return flags().names().stream()
                .filter(name -> !ACCESS_MODES.contains(name))
                .toList();
    }

    /** How it was opened, by its flags; empty for the value 3, which means nothing here. */
    public Optional<AccessMode> access() {
        return record.common().accessMode();
    }

    /** Position in bytes; meaningful for files that can seek. */
    public long position() {
        return record.common().fPos();
    }

    /** The credentials that it was opened with. */
    public Optional<Credentials> credentials() {
        int cred = image.definition(record.common().fCredref(), ObjectType.CRED);
        return cred < 0 ? Optional.empty() : Optional.of(new Credentials(image, cred));
    }

    /**
     * Who has it open: one entry per process and descriptor; threads are not repeated. In order of pid and number.
     *
     * @throws ImageFormatException if so many processes share so many descriptors that no memory would hold the answers
     */
    public final List<FileUse> descriptors() {
        return image.fileViews().uses(objref());
    }

    /**
     * The processes that have it mapped, each once, by pid.
     *
     * @throws ImageFormatException as {@link #descriptors}
     */
    public final List<Task> mappedBy() {
        return image.fileViews().mappers(objref());
    }

    /** The processes whose executable it is, by pid. */
    public final List<Task> executableOf() {
        return image.fileViews().executors(objref());
    }

    /** The sets that watch it. */
    public final List<EpollSet> watchedBy() {
        return image.fileViews().watchers(objref());
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof OpenFile that && image == that.image && definition == that.definition;
    }

    @Override
    public final int hashCode() {
        return definition;
    }

    /** Number and name: {@code #12 /etc/passwd}. */
    @Override
    public String toString() {
        return objref() + " " + name();
    }
}
