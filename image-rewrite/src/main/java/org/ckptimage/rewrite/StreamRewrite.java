package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ckptimage.format.Dialect;
import org.ckptimage.io.Blocking;
import org.ckptimage.record.RecordReader;
import org.ckptimage.rewrite.draft.GatheringChannel;

/**
 * Edits an image while it passes from one channel to another. One file table at most is held back, whatever the size of
 * the image; nothing is spooled.
 *
 * <p><b>Nobody knows until the end whether it went well</b>: a later record may refer to what has been deleted, or the
 * image may end too early. {@link #run} then fails, and whoever reads the result must throw it away.
 *
 * <p>Only edits that need no look-ahead can be made:
 *
 * <ul>
 *   <li>{@link Edit.CloseDescriptor} and {@link Edit.SetCloseOnExec}, of a process that brings its file table, not of
 *   one
 *       that shares that of an earlier one. The file stays, even if nobody has it open any more: the restart drops it
 *       in the end, with its watches, and its other end sees that as after a close.
 *   <li>{@link Edit.DeleteFiles} and {@link Edit.ReplaceFiles} of files that have a name or are eventfds; with
 *       {@link MappedFiles#KEEP} the descriptors of any file are closed. The new file has a name or is an eventfd.
 *   <li>{@link Edit.SubstituteByPath}, of files that have a name.
 *   <li>{@link Edit.SetFlags} and {@link Edit.SetPosition}.
 *   <li>{@link Edit.Relocate}.
 * </ul>
 *
 * Files are selected by number, descriptor, name, type or process. The result does not get the look that
 * {@link Rewrite} takes at it before it is written.
 */
public final class StreamRewrite {
    private final ImmutableList<Edit> edits;
    private Dialect dialect;
    private Path root;
    private Consumer<Consequence> listener = consequence -> {};

    private StreamRewrite(List<Edit> edits) {
        this.edits = ImmutableList.copyOf(edits);
    }

    /**
     * Edits to be made in this order.
     *
     * @throws RefusedException if one of them needs to look ahead
     */
    public static StreamRewrite of(List<Edit> edits) {
        checkNotNull(edits, "edits");
        edits.forEach(StreamEdits::check);
        return new StreamRewrite(edits);
    }

    /** Reads the image in a dialect that is not detected but given. */
    public StreamRewrite as(Dialect given) {
        checkNotNull(given, "given");
        dialect = given;
        return this;
    }

    /** Says below which folder the files of the restart lie, for positions that depend on a file's size. */
    public StreamRewrite filesBelow(Path folder) {
        checkNotNull(folder, "folder");
        root = folder;
        return this;
    }

    /** Has somebody told of each change as it is made; offsets are those in the original. */
    public StreamRewrite telling(Consumer<Consequence> somebody) {
        checkNotNull(somebody, "somebody");
        listener = somebody;
        return this;
    }

    /**
     * Passes the image on, up to and with its TAIL; what follows is not read.
     *
     * @param source in blocking mode; closed in the end
     * @param target in blocking mode; stays open
     * @throws IllegalArgumentException if one of them is in non-blocking mode; both then stay as they are
     * @throws RefusedException if an edit matches nothing, or a record proves that it should not have been made
     * @throws org.ckptimage.format.ImageFormatException if the bytes are no image, or end too early
     * @throws IOException if reading or writing fails
     */
    public void run(ReadableByteChannel source, WritableByteChannel target) throws IOException {
        checkNotNull(source, "source");
        checkNotNull(target, "target");
        Blocking.require(source, "the source");
        Blocking.require(target, "the target");
        try (RecordReader reader =
                dialect == null ? RecordReader.streaming(source) : RecordReader.streaming(source, dialect)) {
            if (dialect == null && !reader.detection().certain()) {
                throw RefusedException.guessed(reader.detection().format().dialect());
            }
            StreamEdits made = new StreamEdits(edits, reader.detection().format(), Optional.ofNullable(root), listener);
            GatheringChannel gathering = new GatheringChannel(target);
            new StreamRun(reader, gathering, made).run();
            gathering.flush();
        }
    }
}
