package org.ckptimage.json;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.Role;

/**
 * What the fields of a record are in JSON: those of its struct, or, for records that are a head and bytes, what the
 * bytes are at their place.
 *
 * @param content what the fields show
 * @param struct the record's struct, of entries theirs; else null
 * @param text of text its form, else null
 */
record RecordForm(Content content, StructForm struct, TextForm text) {
    static final int HEAD = 8;

    /** What the fields of a record show. */
    enum Content {
        /** The fields of its struct. */
        STRUCT,
        /** {@code data}: text. */
        TEXT,
        /** {@code data}: bytes that are always shown, such as registers. */
        SHOWN,
        /** {@code data}: bytes that a program had, shown if asked for. */
        PAYLOAD,
        /** {@code addresses} and {@code contents} of pages. */
        PAGES,
        /** {@code entries}: structs. */
        ENTRIES
    }

    private static final RecordForm PAYLOAD = new RecordForm(Content.PAYLOAD, null, null);
    private static final RecordForm SHOWN = new RecordForm(Content.SHOWN, null, null);
    private static final RecordForm PAGES = new RecordForm(Content.PAGES, null, null);
    private static final RecordForm STRING = text(TextForm.TERMINATED);
    private static final RecordForm BARE_TEXT = text(TextForm.BARE);

    private static final int COMM_BYTES = 16;
    private static final int UTS_BYTES = 65;
    private static final int LSM_NAME_BYTES = 11;

    private static RecordForm text(TextForm form) {
        return new RecordForm(Content.TEXT, null, form);
    }

    /**
     * The form of a record.
     *
     * @param type its type, or null for a number that the dialect does not have
     * @param kind of a FILE its kind, or null
     */
    static RecordForm of(ImageFormat format, RecordType type, Role role, FileType kind) {
        if (type == null) {
            return PAYLOAD;
        }
        switch (type) {
            case BUFFER:
                return ofBuffer(format, role);
            case STRING:
                return role == Role.COMM ? text(TextForm.filling(COMM_BYTES)) : STRING;
            case FILE_NAME:
                return STRING;
            case LSM_INFO:
                return BARE_TEXT;
            case PIPE_BUF:
                return PAYLOAD;
            case ERROR, CPU_FPU, MM_CONTEXT_LDT:
                return SHOWN;
            default:
                StructLayout layout = kind == null ? format.layout(type) : format.layout(kind);
                return layout == null ? SHOWN : new RecordForm(Content.STRUCT, StructForm.of(format, layout), null);
        }
    }

    private static RecordForm ofBuffer(ImageFormat format, Role role) {
        switch (role) {
            case UTS_RELEASE, UTS_VERSION, UTS_MACHINE:
                return text(TextForm.filling(UTS_BYTES));
            case LSM_NAME:
                return text(TextForm.filling(LSM_NAME_BYTES));
            case PIDS:
                return entries(format, format.pidEntry());
            case EPOLL_ITEMS:
                return entries(format, format.element("eventpoll_item"));
            case AUXV:
                return entries(format, format.kernelElement("auxv"));
            case SEMAPHORES:
                return entries(format, format.kernelElement("semaphore"));
            case PAGES:
                return PAGES;
            case PID_OBJECTS, SEMAPHORE_UNDO, LABEL:
                return SHOWN;
            default:
                return PAYLOAD;
        }
    }

    private static RecordForm entries(ImageFormat format, StructLayout entry) {
        return new RecordForm(Content.ENTRIES, StructForm.of(format, entry), null);
    }
}
