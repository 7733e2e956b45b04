package org.ckptimage.image;

import java.time.Instant;
import java.util.Optional;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.HeaderArchRecord;
import org.ckptimage.record.HeaderRecord;
import org.ckptimage.record.Text;

/**
 * The head of an image: which kernel wrote it, when, and how.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Head {
    private static final long SUBTREE = 1;

    private final Image image;

    Head(Image image) {
        this.image = image;
    }

    /** The HEADER record. */
    public HeaderRecord header() {
        if (image.index().size() == 0 || image.index().type(0) != RecordType.HEADER) {
            throw new ImageFormatException(image.start(), "the image ends inside its HEADER");
        }
        return image.decode(0, HeaderRecord.class);
    }

    /** What the image says of the machine it was taken on. */
    public Optional<HeaderArchRecord> architecture() {
        int entry = image.walk().find(0, image.index().headEnd, RecordType.HEADER_ARCH);
        return image.find(entry, HeaderArchRecord.class);
    }

    /** The kernel's version as numbers: {@code 2.6.33}. */
    public String kernelVersion() {
        HeaderRecord header = header();
        return header.major() + "." + header.minor() + "." + header.patch();
    }

    /** The kernel's release by {@code uname -r}, which may say more than the version. */
    public Optional<Text> release() {
        return text(Role.UTS_RELEASE);
    }

    /** The kernel's build by {@code uname -v}. */
    public Optional<Text> version() {
        return text(Role.UTS_VERSION);
    }

    /** The machine by {@code uname -m}. */
    public Optional<Text> machine() {
        return text(Role.UTS_MACHINE);
    }

    /** The Linux security module: {@code default}, {@code smack}, ... ; none before v19-rc2. */
    public Optional<Text> securityModule() {
        return text(Role.LSM_NAME);
    }

    /** When the checkpoint was written, to the second. */
    public Instant time() {
        return Instant.ofEpochSecond(Math.min(Math.max(header().time(), 0), Instant.MAX.getEpochSecond()));
    }

    /** Whether this is the image of a process tree; else of a whole container. */
    public boolean isSubtree() {
        return (header().uflags().raw() & SUBTREE) != 0;
    }

    /** Number of tasks that the image announces, in the TREE record. */
    public int announcedTasks() {
        return image.index().announcedTasks;
    }

    private Optional<Text> text(Role role) {
        int entry = image.walk().find(0, image.index().headEnd, role);
        return entry < 0 ? Optional.empty() : Optional.of(new Text(image.slice(entry, 8)));
    }
}
