package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Joiner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;

/**
 * Finds out which dialect an image is in, and for which architecture it was written.
 *
 * <p>The header tells byte order, architecture and {@code rev}; but rev 6 stands for five dialects. These are told
 * apart by the numbers and lengths of records ({@link Fingerprint}) that a walk over the heads meets, normally within
 * the first task. What the records leave open, the kernel's version decides, and the result is not certain, unless the
 * dialects that are left have the same layouts and it does not matter which it is. Contents of
 * pages are never read, and the cost does not grow with the image; but for ppc64, whose page size shows only where the
 * first page stands.
 *
 * <p>Offsets in messages count from the first byte of the source, not of an image that begins elsewhere in it.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class DialectDetector {
    /** Records to look at while several dialects are left; only a made-up image has so many before a telling one. */
    private static final int MOST_RECORDS = 1 << 20;
    /** Records of the first task to hold against a dialect that is already known. */
    private static final int MOST_VERIFIED = 4096;
    /** Dialects that have the same numbers and layouts on every architecture they share. */
    private static final Set<Dialect> TWINS = EnumSet.of(Dialect.V23, Dialect.V23_3_0);

    private final ImageStart start;
    private final Architecture architecture;
    private final HeaderHints hints;
    private final FingerprintTable fingerprints;
    private final Set<Dialect> candidates;
    private final List<String> evidence = new ArrayList<>();
    private final Set<Long> impossible = new HashSet<>();
    private Snapshot snapshot;
    private boolean doubtful;

    private DialectDetector(ImageStart start, Architecture architecture, Set<Dialect> candidates) {
        this.start = start;
        this.architecture = architecture;
        this.hints = new HeaderHints(start, architecture);
        this.fingerprints = new FingerprintTable(architecture);
        this.candidates = EnumSet.copyOf(candidates);
    }

    /**
     * Detects the dialect of the image that begins at {@code offset}.
     *
     * @throws ImageFormatException if no image begins there, or one of an unknown rev or architecture
     */
    public static Detection detect(ByteSource source, long offset) {
        return detect(source, offset, null);
    }

    /**
     * Detects byte order and architecture of the image that begins at {@code offset}, and its dialect unless one is
     * given.
     *
     * @param forced the dialect to take, whatever the image says; null: detect it
     * @throws ImageFormatException if no image begins there, or one of an unknown rev or architecture, or if the forced
     *     dialect does not exist for the architecture
     */
    public static Detection detect(ByteSource source, long offset, Dialect forced) {
        checkNotNull(source, "source");
        ImageStart start = ImageStart.read(source, offset);
        ArchitectureFinder finder = new ArchitectureFinder(start);
        if (forced != null) {
            Architecture architecture = finder.forDialect(forced);
            return new DialectDetector(start, architecture, EnumSet.of(forced)).take(forced);
        }
        Set<Dialect> ofRev = start.dialectsOfRev();
        if (ofRev.isEmpty()) {
            throw unknownRev(start);
        }
        Architecture architecture = finder.forDialects(ofRev);
        return new DialectDetector(start, architecture, finder.having(architecture, ofRev)).detect();
    }

    /**
     * Looks whether an image begins at {@code offset}, by the head of its header and its magic number alone.
     *
     * @throws ImageFormatException if none does
     */
    public static void requireImage(ByteSource source, long offset) {
        checkNotNull(source, "source");
        ImageStart.read(source, offset);
    }

    private static ImageFormatException unknownRev(ImageStart start) {
        List<String> known = Arrays.stream(Dialect.values())
                .map(dialect -> dialect.rev() + " (" + dialect + ")")
                .toList();
        return new ImageFormatException(
                start.at("rev"),
                "",
                "R019",
                "rev " + start.rev() + " of the format is unknown; known are "
                        + Joiner.on(", ").join(known)
                        + ". It can be read as one of them all the same",
                ImageFormatException.Advice.GIVE_DIALECT);
    }

    private Detection take(Dialect forced) {
        evidence.add("dialect " + forced + " was given, not detected; rev " + start.rev() + " at offset "
                + start.at("rev") + (forced.rev() == start.rev() ? "" : " is not that of " + forced));
        sayArchitecture();
        return conclude(forced, false);
    }

    private Detection detect() {
        Set<Dialect> ofRev = start.dialectsOfRev();
        evidence.add("rev " + start.rev() + " at offset " + start.at("rev") + ": " + either(ofRev));
        sayArchitecture();
        if (!candidates.equals(ofRev)) {
            evidence.add(
                    architecture + " has number " + start.architectureNumber() + " in " + either(candidates) + " only");
        }
        lookAtRecords();
        if (snapshot != null && isPossible(snapshot)) {
            return conclude(snapshot.nearest(), false);
        }
        if (candidates.size() > 1) {
            boolean same = TWINS.containsAll(candidates);
            return conclude(byHints(), same && !doubtful);
        }
        Dialect only = candidates.iterator().next();
        if (!hints.kernelFits(only, ofRev)) {
            evidence.add("kernel " + start.kernelText() + " at offset " + start.at("major") + " would suggest "
                    + hints.byKernel(ofRev) + "; the records count");
        }
        return conclude(only, !doubtful);
    }

    private void sayArchitecture() {
        evidence.add("architecture number " + start.architectureNumber() + " at offset " + start.at("arch_id") + ", "
                + (architecture.littleEndian() ? "little" : "big") + "-endian: " + architecture);
    }

    // ---- records

    private void lookAtRecords() {
        lookAtAuxv();
        Snapshot.Signs signs = new Snapshot.Signs(start, architecture);
        LengthWalk walk = new LengthWalk(start.bytes(), start.offset(), architecture);
        Set<Integer> seen = new HashSet<>();
        boolean behindContainer = false;
        while (walk.walked() < (decided() ? MOST_VERIFIED : MOST_RECORDS) && walk.next()) {
            signs.in(walk).ifPresent(this::note);
            if (behindContainer) {
                lookBehindContainer(walk);
            }
            behindContainer = walk.type() == number(RecordType.CONTAINER);
            boolean news = seen.add(walk.type()) || !decided();
            if (news && fingerprints.tells(walk.type())) {
                look(walk);
            }
            if (decided() && walk.type() == number(RecordType.SIGNAL_TASK)) {
                return;
            }
        }
    }

    /** The number of a type that is the same in all dialects. */
    private int number(RecordType type) {
        return ImageFormat.of(candidates.iterator().next(), architecture).number(type);
    }

    /** Whether more records cannot tell more. */
    private boolean decided() {
        return candidates.size() == 1 || TWINS.containsAll(candidates);
    }

    private void look(LengthWalk walk) {
        Set<Dialect> possible = fingerprints.dialects(walk);
        Set<Dialect> left = EnumSet.copyOf(candidates);
        left.retainAll(possible);
        if (left.isEmpty() && !walk.leadsOn()) {
            impossible.add(walk.offset());
            evidence.add(say(walk) + ", which leads to no record: it is damaged, and tells nothing");
        } else if (left.isEmpty()) {
            impossible.add(walk.offset());
            doubt(say(walk) + ", which is not possible in " + either(candidates)
                    + (possible.isEmpty() ? " or any other dialect" : " but in " + either(possible)));
        } else if (candidates.retainAll(left)) {
            evidence.add(say(walk) + ": " + Joiner.on(" or ").join(fingerprints.meanings(walk, left)) + ", so "
                    + either(left));
        }
    }

    private static String say(LengthWalk walk) {
        return "record " + walk.type() + " at offset " + walk.offset() + " has length " + walk.length();
    }

    /** v18 has no labels, and so nothing between CONTAINER and TREE. */
    private void lookBehindContainer(LengthWalk walk) {
        boolean labels = walk.type() == number(RecordType.BUFFER);
        boolean expected = !candidates.contains(Dialect.V18);
        if (labels != expected) {
            doubt(say(walk) + " and follows the container: "
                    + (labels
                            ? "security labels, which v18 does not have"
                            : "no security labels, which v18 alone lacks"));
        }
    }

    private void lookAtAuxv() {
        boolean expected = candidates.stream().noneMatch(dialect -> dialect.atLeast(Dialect.V20));
        if (hints.auxvInBytes() != expected) {
            String seen = "the auxiliary vector's length at offset " + start.at("constants.at_vector_size") + " is "
                    + start.auxvConstant() + ", so counted in " + (expected ? "entries" : "bytes");
            if (candidates.contains(Dialect.V20)) {
                note(new Snapshot.Sign(Snapshot.FEBRUARY_2010, seen));
            } else {
                doubt(seen + ", which " + either(candidates) + " does not");
            }
        }
    }

    private void note(Snapshot.Sign sign) {
        if (snapshot == null && isPossible(sign.snapshot())) {
            snapshot = sign.snapshot();
            doubt(sign.seen() + ": looks like the snapshot of " + snapshot.date() + ", near " + snapshot.nearest());
        }
    }

    /** Whether the records leave the dialect that a snapshot is near; one of another rev they know nothing of. */
    private boolean isPossible(Snapshot seen) {
        return candidates.contains(seen.nearest()) || seen.nearest().rev() != start.rev();
    }

    private void doubt(String sentence) {
        doubtful = true;
        evidence.add(sentence);
    }

    /** What the header says about the dialects that the records leave. */
    private Dialect byHints() {
        Set<Dialect> same = hints.byTerminals(candidates);
        if (!same.isEmpty() && candidates.retainAll(same)) {
            evidence.add(start.termiosConstant() + " control characters of a terminal at offset "
                    + start.at("constants.tty_termios_ncc") + ": " + either(same));
        }
        Dialect chosen = hints.byKernel(candidates);
        if (candidates.size() > 1) {
            evidence.add("nothing else tells " + and(candidates) + " apart, so kernel " + start.kernelText()
                    + " at offset " + start.at("major") + " decides: " + chosen);
        }
        return chosen;
    }

    // ---- the result

    private Detection conclude(Dialect dialect, boolean certain) {
        ImageFormat format = ImageFormat.of(dialect, architecture);
        boolean verified = verify(format);
        int[] pageSizes = architecture.pageSizes();
        int pageSize = pageSizes[0];
        if (pageSizes.length > 1) {
            PageSizeFinder finder = new PageSizeFinder(start.bytes(), start.offset(), format);
            pageSize = finder.find();
            evidence.add(finder.evidence());
        }
        return new Detection(format, pageSize, certain && verified, evidence);
    }

    /**
     * Holds the records of the head and of the first live task against the chosen dialect, up to the first mismatch.
     * One whose length leads nowhere is damaged: that says nothing against the dialect.
     */
    private boolean verify(ImageFormat format) {
        LengthWalk walk = new LengthWalk(start.bytes(), start.offset(), architecture);
        boolean firstTaskDone = false;
        while (!firstTaskDone && walk.walked() < MOST_VERIFIED && walk.next()) {
            RecordType type = format.recordType(walk.type());
            if (type == null || !RecordLength.fits(format, type, walk)) {
                sayMismatch(format, type, walk);
                return !walk.leadsOn();
            }
            firstTaskDone = type == RecordType.SIGNAL_TASK;
        }
        evidence.add("the first " + walk.walked() + " records have the lengths of " + format
                + (walk.stop().isEmpty() ? "" : "; then " + walk.stop()));
        return true;
    }

    private void sayMismatch(ImageFormat format, RecordType type, LengthWalk walk) {
        if (!impossible.contains(walk.offset())) {
            evidence.add(say(walk)
                    + (type == null
                            ? ", but " + format + " has no such record"
                            : ", but " + type + " has " + RecordLength.expected(format, type, walk) + " in " + format)
                    + (walk.leadsOn()
                            ? ": this is not quite the dialect as it is known"
                            : "; it leads to no record, so it is damaged, and tells nothing"));
        }
    }

    private static String either(Set<Dialect> dialects) {
        return join(dialects, " or ");
    }

    private static String and(Set<Dialect> dialects) {
        return join(dialects, " and ");
    }

    private static String join(Set<Dialect> dialects, String last) {
        List<Dialect> all = List.copyOf(dialects);
        int allButOne = all.size() - 1;
        return allButOne < 1
                ? Joiner.on("").join(all)
                : Joiner.on(", ").join(all.subList(0, allButOne)) + last + all.get(allButOne);
    }
}
