package org.ckptimage.image;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import org.ckptimage.record.FileDescRecord;

/** A table of descriptors. Tasks may share one. */
public final class FileTable {
    private final Image image;
    private final int definition;

    FileTable(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The object behind it; empty for a task that has none. */
    public Optional<ImageObject> object() {
        return definition < 0 ? Optional.empty() : Optional.of(image.definition(definition));
    }

    /**
     * Its descriptors in the order of the image; of several with one number the last, as a restart has it. A view:
     * each is read when it is looked at.
     */
    public List<Descriptor> descriptors() {
        return definition < 0
                ? List.of()
                : Lists.transform(image.fileViews().descriptors(definition).asList(), this::view);
    }

    private Descriptor view(int entry) {
        return new Descriptor(image, entry, image.decode(entry, FileDescRecord.class));
    }

    /** The descriptor with this number. */
    public Optional<Descriptor> descriptor(int number) {
        int entry = definition < 0 ? RecordIndex.NONE : image.fileViews().descriptor(definition, number);
        return entry < 0 ? Optional.empty() : Optional.of(view(entry));
    }

    /** The tasks that use it, threads included. */
    public List<Task> tasks() {
        return image.tasks().stream()
                .filter(task -> definition >= 0 && task.files().definition == definition)
                .toList();
    }

    int definition() {
        return definition;
    }

    /** Whether two tasks share this table. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileTable that && image == that.image && definition == that.definition;
    }

    @Override
    public int hashCode() {
        return definition;
    }
}
