package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.ckptimage.image.Credentials;
import org.ckptimage.image.Image;
import org.ckptimage.image.ProcessTree;
import org.ckptimage.image.Task;
import org.ckptimage.record.CredRecord;

/** The tasks of an image, as an array in its order. What a zombie has no more is left out. */
public final class PsJson {
    private PsJson() {}

    /**
     * Writes the array, in UTF-8; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public static void write(Image image, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            ProcessTree tree = new ProcessTree(image);
            json.startArray();
            for (Task task : image.tasks()) {
                json.startObject();
                task(json, tree, task);
                json.endObject();
            }
            json.endArray();
        }
    }

    /**
     * Writes the fields of a task into an object that is open.
     *
     * @throws IOException if writing fails
     */
    public static void task(JsonOut json, ProcessTree tree, Task task) throws IOException {
        json.field("pid", task.pid())
                .field("ppid", task.ppid())
                .field("pgid", task.processGroup())
                .field("sid", task.session())
                .field("tgid", task.threadGroup())
                .field("thread", task.isThread())
                .field("zombie", task.isZombie());
        if (task.isZombie()) {
            json.field("exitCode", task.record().exitStatus())
                    .field("exitSignal", task.record().terminatingSignal());
        } else if (!task.isThread()) {
            json.field("threads", tree.threads(task).size() + 1);
        }
        json.text("comm", task.commText()).field("offset", task.offset());
        Optional<CredRecord> ids = task.credentials().flatMap(Credentials::record);
        if (ids.isPresent()) {
            json.field("uid", ids.get().uid())
                    .field("euid", ids.get().euid())
                    .field("gid", ids.get().gid())
                    .field("egid", ids.get().egid());
        }
        if (task.files().object().isPresent()) {
            json.field("fds", task.files().descriptors().size());
        }
        if (task.memory().object().isPresent()) {
            long pages = task.memory().savedPages();
            json.unsigned("vmBytes", task.memory().mappedBytes())
                    .field("savedPages", pages)
                    .field("savedBytes", pages * tree.image().detection().pageSize());
        }
        if (task.fs().isPresent()) {
            json.text("cwd", task.fs().get().workingDirectory())
                    .text("root", task.fs().get().root());
        }
    }
}
