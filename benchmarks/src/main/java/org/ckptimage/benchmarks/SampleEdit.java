package org.ckptimage.benchmarks;

import java.util.List;
import org.ckptimage.benchmarks.generate.ImageGenerator;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.Task;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;

/** Edits that benchmarks make, small and large. */
public enum SampleEdit {
    /** One open file is deleted. */
    DELETE_FILE {
        @Override
        void addTo(Rewrite rewrite, Image image) {
            rewrite.delete(OpenFiles.at(ImageGenerator.pid(0), 0));
        }
    },
    /** Every path of a regular file becomes another, longer one. */
    RELOCATE {
        @Override
        void addTo(Rewrite rewrite, Image image) {
            rewrite.relocate("/data", "/mnt/elsewhere/data");
        }
    },
    /** All descriptors of all tasks are closed. */
    CLOSE_ALL {
        @Override
        ImageSpec image(String size, int descriptors) {
            return super.image(size, descriptors)
                    .files(descriptors / TASKS)
                    .sockets(0)
                    .epolls(0);
        }

        @Override
        void addTo(Rewrite rewrite, Image image) {
            for (Task task : image.tasks()) {
                List<Descriptor> descriptors = task.files().descriptors();
                descriptors.forEach(descriptor -> rewrite.close(task.pid(), descriptor.number()));
            }
        }
    };

    /** The plan of this edit. */
    RewritePlan plan(Image image) {
        Rewrite rewrite = Rewrite.of(image);
        addTo(rewrite, image);
        return rewrite.plan();
    }

    private static final int TASKS = 4;

    /**
     * An image that it is made for.
     *
     * @param descriptors how many to close, where many are closed
     */
    ImageSpec image(String size, int descriptors) {
        return SizeBenchmark.spec(size).tasks(TASKS);
    }

    abstract void addTo(Rewrite rewrite, Image image);
}
