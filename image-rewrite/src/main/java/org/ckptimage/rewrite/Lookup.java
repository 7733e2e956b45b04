package org.ckptimage.rewrite;

import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.Task;

/** Finds what an edit names, or refuses the edit. */
final class Lookup {
    private Lookup() {}

    static Task task(Image image, int pid) {
        return image.findTask(pid).orElseThrow(() -> new RefusedException("the image has no task " + pid));
    }

    static Descriptor descriptor(Task task, int number) {
        return task.files()
                .descriptor(number)
                .orElseThrow(() -> new RefusedException("task " + task.pid() + " has no descriptor " + number));
    }
}
