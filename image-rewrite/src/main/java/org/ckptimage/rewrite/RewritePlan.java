package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.check.CheckReport;
import org.ckptimage.image.Image;
import org.ckptimage.io.Journal;
import org.ckptimage.rewrite.draft.InPlace;
import org.ckptimage.rewrite.draft.PieceSource;
import org.ckptimage.rewrite.draft.PlannedImage;

/** What a rewrite will do, worked out and looked over, ready to be written. Immutable. */
public final class RewritePlan extends PlannedImage {
    private final Image image;
    private final ImmutableList<Edit> edits;
    private final ImmutableList<Consequence> consequences;
    private final ImmutableList<HandOver> handOvers;
    private final ImmutableMap<Integer, Integer> renumbered;
    private final InPlace inPlace;
    private final CheckReport report;

    /** A plan that changes nothing. */
    RewritePlan(Image image, List<Edit> edits, PieceSource result) {
        this(image, edits, List.of(), List.of(), Map.of(), result);
    }

    /** A plan whose result nobody has judged yet. */
    RewritePlan(
            Image image,
            List<Edit> edits,
            List<Consequence> consequences,
            List<HandOver> handOvers,
            Map<Integer, Integer> renumbered,
            PieceSource result) {
        this(image, edits, consequences, handOvers, renumbered, result, null);
    }

    private RewritePlan(
            Image image,
            List<Edit> edits,
            List<Consequence> consequences,
            List<HandOver> handOvers,
            Map<Integer, Integer> renumbered,
            PieceSource result,
            CheckReport report) {
        super(result);
        this.image = image;
        this.edits = ImmutableList.copyOf(edits);
        this.consequences = ImmutableList.copyOf(consequences);
        this.handOvers = ImmutableList.copyOf(handOvers);
        this.renumbered = ImmutableMap.copyOf(renumbered);
        this.inPlace = new InPlace(image, result);
        this.report = report;
    }

    /** The same, with other numbers of objects in the result, which was made of this plan's. */
    RewritePlan renumbered(List<Consequence> all, Map<Integer, Integer> numbers, PieceSource made) {
        Map<Integer, Integer> chain = new LinkedHashMap<>(numbers);
        renumbered.forEach((first, second) -> {
            chain.remove(second);
            chain.put(first, numbers.getOrDefault(second, second));
        });
        return new RewritePlan(image, edits, all, handOvers, chain, made);
    }

    /** The same, with what a check of its result found. Only such a plan goes out of this package. */
    RewritePlan judged(CheckReport found) {
        return new RewritePlan(image, edits, consequences, handOvers, renumbered, pieces(), found);
    }

    /** The image that is rewritten. */
    public Image image() {
        return image;
    }

    /** What was asked for. */
    public List<Edit> edits() {
        return edits;
    }

    /**
     * The numbers that objects of the image have, each with the one that it has in the result; empty unless the rewrite
     * renumbers. Turned round they lead back, by {@link Edit.RenumberBy}.
     */
    public Map<Integer, Integer> renumbered() {
        return renumbered;
    }

    /** Everything that the rewrite does, in the order of the edits. */
    public List<Consequence> consequences() {
        return consequences;
    }

    /** What whoever restarts the result must do with descriptors of its own; empty unless files are substituted. */
    public List<HandOver> handOvers() {
        return handOvers;
    }

    /**
     * What the checker says of the result, restarted without options; offsets are those in the result. It may not
     * restart, by faults that the image has had before: a rewrite only adds none.
     */
    public CheckReport report() {
        return report;
    }

    /**
     * Whether nothing moves, so that {@link #writeInPlace} can do it.
     *
     * @return empty if it can, else the first place that would move, in words
     */
    public Optional<String> whyNotInPlace() {
        return inPlace.obstacle();
    }

    /**
     * Changes the image's own file where it stands, however large it is, with a journal beside it: see {@link Journal}.
     * Of a file with several images the others stay as they are. Whoever restarts it at this moment gets a mix.
     *
     * <p>Open the file again afterwards. Of this image, what was looked at before stays as it was, and what is looked
     * at later reads as changed; so nothing can be written of it any more, by this plan or another.
     *
     * @param file the file that the image was opened from
     * @throws RefusedException if something would move
     * @throws org.ckptimage.io.ImageIOException if the file was changed since it was opened, be it by another plan
     * @throws IOException if the file cannot be changed in place or no longer holds the image, and is then as it was;
     *     or if writing fails, when the change is completed by {@link Journal#finish}
     */
    public void writeInPlace(Path file) throws IOException {
        checkNotNull(file, "file");
        inPlace.obstacle().ifPresent(reason -> {
            throw new RefusedException(reason);
        });
        Journal.change(image.source(), file, inPlace.patches());
    }

    /** What it comes to: {@code 4 edits, 12 consequences, 27468 bytes}. */
    @Override
    public String toString() {
        return edits.size() + " edits, " + consequences.size() + " consequences, " + size() + " bytes";
    }
}
