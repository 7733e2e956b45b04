package org.ckptimage.compare;

import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;

/** Finds a record among several. */
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
}
