package org.ckptimage.image;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.format.RecordType;
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

    /** Its descriptors in the order of the image; of several with one number the last, as a restart has it. */
    public List<Descriptor> descriptors() {
        return definition < 0 ? List.of() : ImmutableList.copyOf(findByNumber().values());
    }

    /** Its descriptors by number, in the order of the image; read anew each time. */
    Map<Integer, Descriptor> findByNumber() {
        Map<Integer, Descriptor> byNumber = new LinkedHashMap<>();
        for (int entry : image.walk().own(definition)) {
            if (image.index().type(entry) == RecordType.FILE_DESC && image.isWhole(entry)) {
                FileDescRecord record = image.decode(entry, FileDescRecord.class);
                byNumber.remove(record.fdDescriptor());
                byNumber.put(record.fdDescriptor(), new Descriptor(image, entry, record));
            }
        }
        return byNumber;
    }

    /** The descriptor with this number. */
    public Optional<Descriptor> descriptor(int number) {
        return definition < 0
                ? Optional.empty()
                : Optional.ofNullable(image.fileViews().byNumber(this).get(number));
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
