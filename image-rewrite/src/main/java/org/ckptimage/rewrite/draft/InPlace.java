package org.ckptimage.rewrite.draft;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ckptimage.image.Image;
import org.ckptimage.io.Patch;

/** Whether all that a result takes over stands where it stood, and which bytes then change. */
public final class InPlace {
    private final Image image;
    private final PieceSource result;

    /** @param result what became of the image, by drafts of it and of what earlier drafts made */
    public InPlace(Image image, PieceSource result) {
        this.image = image;
        this.result = result;
    }

    /** The first place whose bytes would move, in words; empty if none would. */
    public Optional<String> obstacle() {
        return obstacle(result);
    }

    private Optional<String> obstacle(PieceSource pieces) {
        if (pieces.original() instanceof PieceSource earlier) {
            Optional<String> obstacle = obstacle(earlier);
            return obstacle.isPresent() ? obstacle : obstacle(pieces, 0, earlier.size());
        }
        return obstacle(pieces, image.start(), image.start() + image.size());
    }

    private static Optional<String> obstacle(PieceSource pieces, long start, long end) {
        long at = start;
        for (Pieces.Piece piece : pieces.pieces()) {
            if (piece.bytes() == null && piece.offset() != at) {
                return Optional.of(moved(piece.offset(), at - piece.offset()));
            }
            at += piece.length();
        }
        return at == end ? Optional.empty() : Optional.of(moved(end, at - end));
    }

    private static String moved(long offset, long by) {
        return "in place nothing may move, but what stands at offset " + offset + " (0x" + Long.toHexString(offset)
                + ") would, by " + Math.abs(by) + " bytes to the " + (by < 0 ? "front" : "back");
    }

    /** What changes, in bytes of the file; nothing moves. */
    public List<Patch> patches() {
        RangeSet<Long> written = TreeRangeSet.create();
        addWritten(result, written);
        List<Patch> patches = new ArrayList<>();
        for (Range<Long> range : written.asRanges()) {
            long from = range.lowerEndpoint();
            int length = Math.toIntExact(range.upperEndpoint() - from);
            addDifference(
                    patches,
                    image.start() + from,
                    ByteBufUtil.getBytes(image.source().slice(image.start() + from, length)),
                    ByteBufUtil.getBytes(result.slice(from, length)));
        }
        return patches;
    }

    private static void addWritten(PieceSource pieces, RangeSet<Long> written) {
        if (pieces.original() instanceof PieceSource earlier) {
            addWritten(earlier, written);
        }
        long at = 0;
        for (Pieces.Piece piece : pieces.pieces()) {
            if (piece.bytes() != null) {
                written.add(Range.closedOpen(at, at + piece.length()));
            }
            at += piece.length();
        }
    }

    private static void addDifference(List<Patch> patches, long offset, byte[] before, byte[] after) {
        int from = 0;
        int to = before.length;
        while (from < to && before[from] == after[from]) {
            from++;
        }
        while (from < to && before[to - 1] == after[to - 1]) {
            to--;
        }
        if (from < to) {
            patches.add(new Patch(
                    offset + from, Arrays.copyOfRange(before, from, to), Arrays.copyOfRange(after, from, to)));
        }
    }
}
