package org.ckptimage.compare;

import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;

/** Finds a record among those of one task or object. */
final class Parts {
    private Parts() {}

    /** The first record of a type. */
    static Optional<ImageRecord> find(List<ImageRecord> records, RecordType type) {
        for (ImageRecord record : records) {
            if (record.type().orElse(null) == type) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /** The first record with a role. */
    static Optional<ImageRecord> find(List<ImageRecord> records, Role role) {
        for (ImageRecord record : records) {
            if (record.role() == role) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }
}
