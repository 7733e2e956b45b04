package org.ckptimage.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.json.view.HandOverJson;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;

/** A restart coordinator in miniature: an image comes through a pipe, loses some files, and goes on to the restart. */
final class Coordinator {
    private Coordinator() {}

    /**
     * Deletes one file by its descriptor and one by its name, and has a descriptor of its own stand for another file of
     * the first process.
     *
     * @param image where the image comes from
     * @param restart where it goes to: the standard input of restart(1)
     * @param handOver where it is said, in JSON, which descriptors the restarted processes must be given
     */
    static void run(ReadableByteChannel image, WritableByteChannel restart, OutputStream handOver) throws IOException {
        // A pipe is read to its end first: what a file needs may stand anywhere behind it.
        try (Image job = Image.open(ByteSource.spool(image, "<pipe>"), OpenOptions.DEFAULT)) {
            int first = job.tasks().get(0).pid();
            RewritePlan plan = Rewrite.of(job)
                    .delete(OpenFiles.at(first, 6))
                    .delete(OpenFiles.named("/t/w/**.dat"))
                    .substitute(OpenFiles.at(first, 3), InheritedDescriptor.of(7))
                    .plan();
            plan.consequences().forEach(System.err::println);
            HandOverJson.write(plan, handOver);
            plan.writeTo(restart);
        }
    }
}
