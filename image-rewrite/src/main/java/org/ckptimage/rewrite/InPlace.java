package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ckptimage.image.Image;
import org.ckptimage.io.Patch;

/** Whether the pieces of a result all stand where they stood, and which bytes then change. */
final class InPlace {
    private final Image image;
    private final List<Pieces.Piece> pieces;

    InPlace(Image image, List<Pieces.Piece> pieces) {
        this.image = image;
        this.pieces = pieces;
    }

    /** The first place behind which the bytes would move, in words; empty if none would. */
    Optional<String> obstacle() {
        long at = image.start();
        for (Pieces.Piece piece : pieces) {
            if (piece.bytes() == null && piece.offset() != at) {
                return Optional.of(moved(piece.offset(), at - piece.offset()));
            }
            at += piece.length();
        }
        long end = image.start() + image.size();
        return at == end ? Optional.empty() : Optional.of(moved(end, at - end));
    }

    private static String moved(long offset, long by) {
        return "in place nothing may move, but what stands at offset " + offset + " (0x" + Long.toHexString(offset)
                + ") would, by " + Math.abs(by) + " bytes to the " + (by < 0 ? "front" : "back");
    }

    /** What changes, in bytes of the file; nothing moves. */
    List<Patch> patches() {
        List<Patch> patches = new ArrayList<>();
        long at = image.start();
        for (Pieces.Piece piece : pieces) {
            if (piece.bytes() != null) {
                ByteBuf before = image.source().slice(at, (int) piece.length());
                addDifference(patches, at, before, piece.bytes());
            }
            at += piece.length();
        }
        return patches;
    }

    private static void addDifference(List<Patch> patches, long at, ByteBuf before, ByteBuf after) {
        byte[] old = ByteBufUtil.getBytes(before);
        byte[] replacement = ByteBufUtil.getBytes(after);
        int from = 0;
        int to = old.length;
        while (from < to && old[from] == replacement[from]) {
            from++;
        }
        while (from < to && old[to - 1] == replacement[to - 1]) {
            to--;
        }
        if (from < to) {
            patches.add(
                    new Patch(at + from, Arrays.copyOfRange(old, from, to), Arrays.copyOfRange(replacement, from, to)));
        }
    }
}
