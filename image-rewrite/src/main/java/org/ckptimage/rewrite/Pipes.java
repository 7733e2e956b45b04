package org.ckptimage.rewrite;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.record.ObjRef;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Pipes and FIFOs that lose an end. The unread bytes stand once, behind the end that comes first in the image: when
 * that goes, they move to the one that is first now, and with the last end they go too.
 */
final class Pipes {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Set<OpenFile> gone = new LinkedHashSet<>();

    Pipes(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Says that a file is no longer an end of its pipe. */
    void detach(OpenFile file) {
        gone.add(file);
    }

    /** Finds a place for the contents of every pipe that has lost an end. */
    void settle() {
        if (gone.isEmpty()) {
            return;
        }
        ListMultimap<ObjRef, OpenFile> ends =
                MultimapBuilder.hashKeys().arrayListValues(2).build();
        image.files().stream()
                .sorted(Comparator.comparing(file -> file.definedBy().number()))
                .forEach(file -> ends.put(pipe(file), file));
        Set<ObjRef> pipes = new LinkedHashSet<>();
        gone.forEach(file -> pipes.add(pipe(file)));
        pipes.forEach(pipe -> settle(ends.get(pipe)));
    }

    /** @param ends all ends of one pipe, in the order of the image */
    private void settle(List<OpenFile> ends) {
        Optional<ImageRecord> contents = ends.stream()
                .flatMap(file -> file.object().records().stream())
                .filter(record -> record.is(RecordType.PIPE_BUF))
                .findFirst();
        if (contents.isEmpty() || !gone.contains(owner(ends, contents.get()))) {
            return;
        }
        long bytes = contents.get().length() - 8;
        Optional<OpenFile> heir =
                ends.stream().filter(file -> !gone.contains(file)).findFirst();
        if (heir.isPresent()) {
            draft.undelete(contents.get());
            draft.moveBehind(contents.get(), lastOwn(heir.get()));
            consequences.add(new Consequence(
                    Kind.CONTENTS_MOVED,
                    contents.get().offset(),
                    "the " + bytes + " unread bytes of the pipe move to " + Printed.number(heir.get())
                            + ", now its first end"));
        } else {
            draft.delete(contents.get());
            consequences.add(new Consequence(
                    Kind.CONTENTS_LOST,
                    contents.get().offset(),
                    "the pipe has no end left; its " + bytes + " unread bytes go"));
        }
    }

    private static OpenFile owner(List<OpenFile> ends, ImageRecord contents) {
        return ends.stream()
                .filter(file -> file.object().records().contains(contents))
                .findFirst()
                .orElseThrow();
    }

    /** The record that PIPE_BUF follows: the FILE of a pipe's end, the FILE_NAME of a FIFO. */
    private static ImageRecord lastOwn(OpenFile file) {
        return file.object().records().stream()
                .filter(record -> record.type()
                        .filter(type -> type == RecordType.FILE || type == RecordType.FILE_NAME)
                        .isPresent())
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static ObjRef pipe(OpenFile file) {
        return file instanceof PipeEnd end ? end.pipe() : file instanceof Fifo fifo ? fifo.pipe() : ObjRef.NONE;
    }
}
