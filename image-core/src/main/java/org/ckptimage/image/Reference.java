package org.ckptimage.image;

import org.ckptimage.format.ReferenceField;
import org.ckptimage.record.ObjRef;

/**
 * A place in the image that names a shared object.
 *
 * @param from the record that has the field; for a watch the BUFFER behind EPOLL_ITEMS
 * @param offset where the number stands, in bytes from the start of the file
 * @param field which field it is
 * @param target the number that stands there, above 0
 */
public record Reference(ImageRecord from, long offset, ReferenceField field, ObjRef target) {

    /** {@code FILE_DESC.fd_objref at offset 2235}. */
    @Override
    public String toString() {
        return field.record() + "." + field.field() + " at offset " + offset;
    }
}
