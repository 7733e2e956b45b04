package org.ckptimage.rewrite.repair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.draft.Draft;

/** Tries a correction out: makes it on a draft of its own, and reads the result as an image. */
final class Trial {
    private final Image image;

    Trial(Image image) {
        this.image = image;
    }

    /** Whether less is damaged after a correction, and what is left comes later: then it was the right one. */
    boolean helps(Consumer<Draft> correction) {
        Draft trial = new Draft(image);
        correction.accept(trial);
        try (Image result = trial.result().open()) {
            if (result.damageCount() == 0) {
                return true;
            }
            Damage before = image.damages().get(0);
            Damage after = result.damages().get(0);
            return result.damageCount() < image.damageCount() && after.offset() > before.offset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
