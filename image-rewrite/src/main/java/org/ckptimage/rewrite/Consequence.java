package org.ckptimage.rewrite;

/**
 * One thing that a rewrite does to the image.
 *
 * @param kind what it does
 * @param offset where in the original, in bytes from the start of the file
 * @param text in words, without the place; fit to be printed: in names from the image whatever is no plain text is
 *     escaped, see {@link org.ckptimage.record.Printable}
 */
public record Consequence(Kind kind, long offset, String text) {

    /** What a rewrite can do. */
    public enum Kind {
        /** A descriptor goes. */
        DESCRIPTOR_CLOSED,
        /** A watch of an epoll set goes. */
        WATCH_REMOVED,
        /** An open file goes. */
        FILE_DELETED,
        /** A definition that stood inside a deleted one stays, since others use it. */
        DEFINITION_KEPT,
        /** A definition moves to a place where a restart reads it in time. */
        DEFINITION_MOVED,
        /** A definition that nobody uses any more goes. */
        DEFINITION_DELETED,
        /** An open file becomes another. */
        FILE_REPLACED,
        /** A file stays as the backing of mappings only. */
        MAPPING_KEPT,
        /** The unread bytes of a pipe now stand with another end. */
        CONTENTS_MOVED,
        /** Unread bytes of a pipe or socket go. */
        CONTENTS_LOST,
        /** A socket stays in the form of a closed one. */
        SOCKET_CLOSED,
        /** A socket whose peer is gone reads the end of its stream. */
        SOCKET_SHUT,
        /** A session loses its controlling terminal. */
        TERMINAL_LOST,
        /** A path changes. */
        PATH_CHANGED,
        /** A field is set to another value. */
        FIELD_CHANGED,
        /** A task goes. */
        TASK_DROPPED,
        /** Shared objects get other numbers. */
        OBJECTS_RENUMBERED,
        /** A count in the image changes. */
        COUNT_CHANGED,
        /** Something to know; nothing changes by it. */
        NOTE
    }

    /** {@code offset 2235 (0x8bb): descriptor 278:6 is closed}. */
    @Override
    public String toString() {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + "): " + text;
    }
}
