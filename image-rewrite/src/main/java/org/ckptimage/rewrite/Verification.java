package org.ckptimage.rewrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Reference;

/** The looks that a rewrite takes before it begins and when it is planned: no result may be worse than its input. */
final class Verification {
    private Verification() {}

    /** Refuses images that nothing safe can be done with. */
    static void mayBeRewritten(Image image) {
        if (!image.isComplete()) {
            throw new RefusedException("the image does not end with TAIL, so no kernel restarts it"
                    + image.damages().stream()
                            .reduce((first, last) -> last)
                            .map(damage -> " (" + damage + ")")
                            .orElse(""));
        }
        isKnown(image);
    }

    /** Refuses images whose dialect nobody is sure of. */
    static void isKnown(Image image) {
        if (!image.detection().certain() && image.options().dialect().isEmpty()) {
            throw new RefusedException(
                    "the dialect was guessed (" + image.format().dialect()
                            + "), and an image of a guessed dialect is not written; --dialect says which it is");
        }
    }

    /** Reads the planned result, and refuses it if it is broken where the original was not. */
    static void verify(Image image, RewritePlan plan) {
        try (Image result = open(image, plan)) {
            if (result.damageCount() > image.damageCount()) {
                Damage first = result.damages().get(0);
                throw worse(image, "the result would be damaged: " + first);
            }
            List<Reference> dangling = result.objects().dangling();
            if (dangling.size() > image.objects().dangling().size()) {
                throw worse(image, "the result would name objects that are gone: " + dangling.get(0));
            }
            if (result.objects().duplicates().size()
                    > image.objects().duplicates().size()) {
                throw worse(image, "the result would define an object twice");
            }
            DeadlyFindings before = DeadlyFindings.of(Checker.check(image));
            DeadlyFindings.of(Checker.check(result)).surplus(before).ifPresent(worse -> {
                throw new RefusedException(
                        "the result would not restart, though the image itself has no such fault: " + worse);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of a plan as an image of the same dialect. */
    static Image open(Image image, RewritePlan plan) throws IOException {
        return Image.open(plan.result(), OpenOptions.DEFAULT.as(image.format().dialect()));
    }

    /** No edit can be sure of what an image holds that is broken itself; with a sound one, the fault is ours. */
    private static RefusedException worse(Image image, String problem) {
        boolean broken = Checker.check(image).findings().stream().anyMatch(Finding::isDeadly);
        return new RefusedException(problem
                + (broken
                        ? "; the image itself is broken, ckpt check says where"
                        : "; this is a mistake of ckpt-image, please report it"));
    }
}
