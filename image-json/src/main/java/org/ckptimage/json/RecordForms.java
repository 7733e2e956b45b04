package org.ckptimage.json;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** The forms of all records of one format, each made once. */
final class RecordForms {
    private static final Map<ImageFormat, RecordForms> CACHE = new ConcurrentHashMap<>();

    private static final int TYPES = RecordType.values().length;
    private static final int ROLES = Role.values().length;

    private final ImageFormat format;
    private final RecordForm[][] forms = new RecordForm[TYPES][];
    private final RecordForm[] files = new RecordForm[FileType.values().length];

    private RecordForms(ImageFormat format) {
        this.format = format;
    }

    static RecordForms of(ImageFormat format) {
        return CACHE.computeIfAbsent(format, RecordForms::new);
    }

    ImageFormat format() {
        return format;
    }

    /** The form of a record; of a FILE what all kinds have in common. */
    RecordForm form(RecordType type, Role role) {
        if (type == null) {
            return RecordForm.of(format, null, role, null);
        }
        RecordForm[] ofType = forms[type.ordinal()];
        if (ofType == null) {
            ofType = new RecordForm[ROLES];
            forms[type.ordinal()] = ofType;
        }
        RecordForm form = ofType[role.ordinal()];
        if (form == null) {
            form = RecordForm.of(format, type, role, null);
            ofType[role.ordinal()] = form;
        }
        return form;
    }

    /** The form of a FILE record of one kind; null for an unknown kind gives what all have in common. */
    RecordForm form(FileType kind) {
        if (kind == null) {
            return form(RecordType.FILE, Role.PLAIN);
        }
        RecordForm form = files[kind.ordinal()];
        if (form == null) {
            form = RecordForm.of(format, RecordType.FILE, Role.PLAIN, kind);
            files[kind.ordinal()] = form;
        }
        return form;
    }
}
