package org.ckptimage.compare;

import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Task;
import org.ckptimage.record.ObjRef;

/** One of the two images, and look-ups in it. */
final class Side {
    private final Image image;

    Side(Image image) {
        this.image = image;
    }

    Image image() {
        return image;
    }

    ImageFormat format() {
        return image.format();
    }

    /** The task with this place among all. */
    Task task(int number) {
        return image.tasks().get(number);
    }

    /** The object with this number, hidden ones too; empty if it is none or of another type. */
    Optional<ImageObject> find(ObjRef ref, ObjectType type) {
        return find(ref).filter(object -> object.type().orElse(null) == type);
    }

    Optional<ImageObject> find(ObjRef ref) {
        return ref.isNone() ? Optional.empty() : image.objects().find(ref);
    }

    /** The records that say what an object is, without those of nested definitions. */
    List<ImageRecord> records(ObjRef ref) {
        return find(ref)
                .map(object -> object.isHidden() ? List.of(object.definedBy()) : object.records())
                .orElse(List.of());
    }

    /** Whether two lists of records have the same bytes. */
    static boolean same(List<ImageRecord> left, List<ImageRecord> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean same(ImageRecord left, ImageRecord right) {
        return left.length() == right.length() && ByteBufUtil.equals(left.bytes(), right.bytes());
    }
}
