package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SecurityRecord;
import org.ckptimage.record.Text;

/**
 * A security label. Its holders name it by a number of its own, not by that of its definition.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class SecurityLabel {
    private final Image image;
    private final int entry;

    private SecurityLabel(Image image, int entry) {
        this.image = image;
        this.entry = entry;
    }

    static Optional<SecurityLabel> find(Image image, ObjRef ptrref) {
        int value = ptrref.isNone() ? NumberTable.ABSENT : image.index().numbers.get(ptrref.number());
        boolean label =
                value != NumberTable.ABSENT && value < 0 && image.index().type(~value) == RecordType.SECURITY;
        return label ? Optional.of(new SecurityLabel(image, ~value)) : Optional.empty();
    }

    /** The SECURITY record. */
    public SecurityRecord record() {
        return image.decode(entry, SecurityRecord.class);
    }

    /** The context as the security module writes it. */
    public Text context() {
        int definition = image.index().definitions.enclosing(entry);
        int string = definition < 0 ? RecordIndex.NONE : image.walk().find(definition, RecordType.STRING);
        return string < 0 ? Text.withNul("") : new Text(image.slice(string, 8));
    }
}
