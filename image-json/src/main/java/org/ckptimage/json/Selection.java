package org.ckptimage.json;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.Role;
import org.ckptimage.record.ObjRef;

/** The parts of one image that some selectors take. */
final class Selection {
    private final boolean all;
    private final List<RecordType> types = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    /** Of which all is wanted, as nested as it is: pairs of offsets. */
    private final List<long[]> ranges = new ArrayList<>();

    private Selection(boolean all) {
        this.all = all;
    }

    /**
     * What the selectors take; no selectors take all.
     *
     * @throws NoSuchElementException if there is no task, object or byte that one names
     */
    static Selection of(Image image, List<JsonSelector> selectors) {
        Selection selection = new Selection(selectors.isEmpty());
        for (JsonSelector selector : selectors) {
            selection.add(image, selector);
        }
        return selection;
    }

    private void add(Image image, JsonSelector selector) {
        if (selector instanceof JsonSelector.OfType type) {
            types.add(type.type());
        } else if (selector instanceof JsonSelector.InRole role) {
            roles.add(role.role());
        } else if (selector instanceof JsonSelector.AtOffset at) {
            if (at.offset() < image.start() || at.offset() >= image.start() + image.size()) {
                throw new NoSuchElementException("nothing is at offset " + at.offset());
            }
            range(at.offset(), 1);
        } else if (selector instanceof JsonSelector.OfTask task) {
            List<Node> sections = image.tree().children();
            for (int i = 0; i < image.tasks().size(); i++) {
                // The head is in front of them.
                Node section = sections.get(i + 1);
                if (image.tasks().get(i).pid() == task.pid()) {
                    range(section.offset(), section.length());
                    return;
                }
            }
            throw new NoSuchElementException("there is no task " + task.pid());
        } else if (selector instanceof JsonSelector.Definition definition) {
            range(image.objects()
                    .find(ObjRef.of(definition.objref()))
                    .orElseThrow(() -> new NoSuchElementException("there is no object " + definition.objref())));
        }
    }

    private void range(ImageObject object) {
        range(object.definedBy().offset(), object.length());
    }

    private void range(long offset, long length) {
        ranges.add(new long[] {offset, offset + length});
    }

    boolean isAll() {
        return all;
    }

    /** Whether a record is wanted. */
    boolean wants(ImageRecord record) {
        return all
                || wantsWhole(record)
                || record.type().filter(types::contains).isPresent()
                || roles.contains(record.role());
    }

    /** Whether a record is wanted with what is nested in it. */
    boolean wantsWhole(ImageRecord record) {
        for (long[] range : ranges) {
            if (record.offset() < range[1] && record.offset() + record.length() > range[0]) {
                return true;
            }
        }
        return false;
    }
}
