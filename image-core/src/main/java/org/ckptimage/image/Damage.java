package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.RecordType;

/**
 * A place where the image is not what its grammar asks for. Reading went on behind it where that was safe.
 *
 * @param offset where, in bytes from the start of the image
 * @param path the place in words, as {@code task 278 > FILE_TABLE #8 > FILE #12}
 * @param problem what was found and what was expected
 * @param kind what sort of damage it is, for programs
 * @param expected the type of record that the grammar asked for at the place, where it asked for one
 * @param found the type of the record at the place; empty where there is none, or one of an unknown type
 */
public record Damage(
        long offset,
        String path,
        String problem,
        Kind kind,
        Optional<RecordType> expected,
        Optional<RecordType> found) {

    /** Sorts of damage: what the rules of a restart say of each differs. */
    public enum Kind {
        /** The image ends inside a record, or where one was expected. */
        CUT_OFF,
        /** A length below that of a head. */
        IMPOSSIBLE_LENGTH,
        /** Another length than the struct of the record's type has. */
        WRONG_LENGTH,
        /** Another record than the grammar asks for. */
        UNEXPECTED_RECORD,
        /** An ERROR record: the checkpoint failed. */
        ERROR_RECORD,
        /** An OBJREF of a type that cannot be defined. */
        UNDEFINABLE_OBJECT,
        /** A definition among the records of the head. */
        DEFINITION_IN_HEAD,
        /** A FILE of an unknown kind: what follows it cannot be told. */
        UNKNOWN_FILE_KIND,
        /** A SOCKET of an unknown family. */
        UNKNOWN_SOCKET_FAMILY,
        /** A page BUFFER of another length than its PGARR announces. */
        PAGE_COUNT,
        /** TAIL without its magic number. */
        TAIL_MAGIC
    }

    /** One line: place, path, problem. */
    @Override
    public String toString() {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + "), " + path + ": " + problem;
    }
}
