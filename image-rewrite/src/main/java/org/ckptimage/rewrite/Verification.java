package org.ckptimage.rewrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.Reference;

/** The looks that a rewrite takes before it begins and when it is planned: no result may be worse than its input. */
final class Verification {
    private Verification() {}

    /** References to what nothing defines: counted, since a hostile image may consist of nothing else. */
    private static final class Dangling {
        private long count;
        private Reference first;

        static Dangling of(Image image) {
            Dangling dangling = new Dangling();
            image.objects().forEachReference(reference -> {
                if (image.objects().find(reference.target()).isEmpty()) {
                    dangling.count++;
                    dangling.first = dangling.first == null ? reference : dangling.first;
                }
            });
            return dangling;
        }
    }

    /** Refuses images that nothing safe can be done with. */
    static void mayBeRewritten(Image image) {
        if (!image.isComplete()) {
            throw new RefusedException("the image does not end with TAIL, so no kernel restarts it"
                    + image.damages().stream()
                            .reduce((first, last) -> last)
                            .map(damage -> " (" + damage + ")")
                            .orElse(""));
        }
        if (!image.isDialectKnown()) {
            throw RefusedException.guessed(image.format().dialect());
        }
    }

    /**
     * Reads the planned result, and refuses it if it is broken where the original was not.
     *
     * @return whether it would restart, and all that is wrong with it
     */
    static CheckReport verify(Image image, RewritePlan plan) {
        try (Image result = plan.open()) {
            if (result.damageCount() > image.damageCount()) {
                Damage first = result.damages().get(0);
                throw worse(image, "the result would be damaged: " + first);
            }
            Dangling dangling = Dangling.of(result);
            if (dangling.count > 0 && dangling.count > Dangling.of(image).count) {
                throw worse(image, "the result would name objects that are gone: " + dangling.first);
            }
            if (result.objects().duplicates().size()
                    > image.objects().duplicates().size()) {
                throw worse(image, "the result would define an object twice");
            }
            CheckReport after = Checker.check(result);
            // A result without fault needs no comparison: that saves the check of the original, nearly half of the
            // time.
            if (after.first().isPresent()) {
                after.worseThan(Checker.check(image)).ifPresent(worse -> {
                    throw new RefusedException(
                            "the result would not restart, though the image itself has no such fault: " + worse);
                });
            }
            return after;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
