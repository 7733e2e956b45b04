package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.image.Image;

/**
 * Edits to be made to an image, collected one by one and planned together.
 *
 * <pre>{@code
 * RewritePlan plan = Rewrite.of(image)
 *         .delete(OpenFiles.named("/var/lock/job.pid"))
 *         .replace(OpenFiles.at(278, 0), Replacement.file("/dev/null"))
 *         .plan();
 * plan.consequences().forEach(System.out::println);
 * plan.writeTo(Path.of("job-edited.ckpt"));
 * }</pre>
 *
 * <p>Not for use by several threads. The image must stay open until the plan is written.
 */
public final class Rewrite {
    private final Image image;
    private final List<Edit> edits = new ArrayList<>();
    private Path root;

    private Rewrite(Image image) {
        this.image = image;
    }

    /** A rewrite of an image, without edits so far. */
    public static Rewrite of(Image image) {
        checkNotNull(image, "image");
        return new Rewrite(image);
    }

    /** Closes one descriptor of a process, and the file with it if nothing else refers to it. */
    public Rewrite close(int pid, int descriptor) {
        return add(new Edit.CloseDescriptor(pid, descriptor));
    }

    /** Deletes open files everywhere; files that are mapped are refused. */
    public Rewrite delete(FileSelector files) {
        checkNotNull(files, "files");
        return add(new Edit.DeleteFiles(files, MappedFiles.REFUSE));
    }

    /** Replaces open files; files that are mapped are refused. */
    public Rewrite replace(FileSelector files, Replacement replacement) {
        checkNotNull(files, "files");
        checkNotNull(replacement, "replacement");
        return add(new Edit.ReplaceFiles(files, replacement, MappedFiles.REFUSE));
    }

    /** Deletes open files that a descriptor of whoever restarts will stand for: see {@link RewritePlan#handOvers}. */
    public Rewrite substitute(FileSelector files, InheritedDescriptor descriptor) {
        checkNotNull(files, "files");
        checkNotNull(descriptor, "descriptor");
        return add(new Edit.SubstituteFiles(files, descriptor));
    }

    /** Replaces the beginning of paths, everywhere in the image. */
    public Rewrite relocate(String from, String to) {
        checkNotNull(from, "from");
        checkNotNull(to, "to");
        return add(new Edit.Relocate(from, to));
    }

    /** Drops a task, with everything that it alone has. */
    public Rewrite dropTask(int pid) {
        return add(new Edit.DropTask(pid));
    }

    /** Says below which folder the files of the restart lie, for positions that depend on a file's size. */
    public Rewrite filesBelow(Path folder) {
        checkNotNull(folder, "folder");
        root = folder;
        return this;
    }

    /** Adds an edit. */
    public Rewrite add(Edit edit) {
        checkNotNull(edit, "edit");
        edits.add(edit);
        return this;
    }

    /**
     * Works out what the edits do to the image. Writes nothing.
     *
     * @throws RefusedException if an edit cannot be done safely, or selects nothing
     * @throws org.ckptimage.format.ImageFormatException if a part of the image that an edit needs cannot be read
     */
    public RewritePlan plan() {
        return new Planner(image, Optional.ofNullable(root)).plan(List.copyOf(edits));
    }
}
