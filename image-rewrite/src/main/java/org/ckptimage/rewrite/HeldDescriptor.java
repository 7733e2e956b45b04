package org.ckptimage.rewrite;

import org.ckptimage.record.FileDescRecord;

/**
 * A descriptor of a file table that is being held back from a stream.
 *
 * @param record where it stands
 * @param contents what it was
 */
record HeldDescriptor(HeldRecord record, FileDescRecord contents) {
    int descriptor() {
        return contents.fdDescriptor();
    }

    int file() {
        return contents.fdObjref().number();
    }
}
