package org.ckptimage.rewrite;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Shared anonymous memory whose pages stand with an area that goes: the first area of it that is left gets them. Their
 * keys count from the start of the segment, so they fit any of its areas.
 */
final class SharedSegments {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;

    SharedSegments(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** @param going the entries of the parts that go, marked as deleted but for what stays of them */
    void moveOut(BitSet going) {
        Set<ImageObject> moved = new HashSet<>();
        image.objects().forEachReference(reference -> {
            if (!reference.field().record().equals(RecordType.VMA.name()) || draft.isDeleted(reference.from())) {
                return;
            }
            image.objects()
                    .find(reference.target())
                    .filter(segment -> segment.isHidden() && segment.definedBy().is(RecordType.VMA))
                    .filter(segment -> going.get(segment.definedBy().number()))
                    .filter(segment -> draft.isDeleted(segment.definedBy()))
                    .filter(moved::add)
                    .ifPresent(segment -> move(segment, reference.from()));
        });
    }

    private void move(ImageObject segment, ImageRecord heir) {
        int from = segment.definedBy().number() + 1;
        int to = from;
        while (to < image.records().size() && isOfPages(image.records().get(to))) {
            draft.undelete(image.records().get(to));
            to++;
        }
        draft.set(heir, "vma_type", VmaType.SHM_ANON.number());
        draft.moveBehind(from, to, heir);
        consequences.add(new Consequence(
                Kind.CONTENTS_MOVED,
                segment.definedBy().offset(),
                "the pages of the shared memory " + segment.ref() + " move to " + heir.place()
                        + ", its first area now"));
    }

    private static boolean isOfPages(ImageRecord record) {
        return record.is(RecordType.PGARR) || record.role() == Role.PAGES;
    }
}
