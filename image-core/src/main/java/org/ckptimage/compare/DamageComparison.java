package org.ckptimage.compare;

import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import java.util.List;
import java.util.stream.IntStream;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;

/** What cannot be read of damaged images: a difference unless both have the same bytes there and the same is wrong. */
final class DamageComparison {
    private final Findings findings;

    DamageComparison(Findings findings) {
        this.findings = findings;
    }

    void compare() {
        Image left = findings.left().image();
        Image right = findings.right().image();
        if (left.damageCount() == 0 && right.damageCount() == 0) {
            return;
        }
        Sequences.compare(findings, DifferenceKind.UNREADABLE, "damage", "place", damages(left), damages(right));
        Sequences.compare(
                findings, DifferenceKind.UNREADABLE, "unreadable bytes", "run", unreadable(left), unreadable(right));
    }

    private static List<Sequences.Item> damages(Image image) {
        return Lists.transform(
                image.damages(),
                damage -> new Sequences.Item(
                        damage.problem(), Fact.of(damage.path() + ": " + damage.problem(), damage.offset())));
    }

    /** Runs that are no records, and records of no known type; but not the pages of sockets, nor what follows TAIL. */
    private static List<Sequences.Item> unreadable(Image image) {
        List<ImageRecord> records = image.records();
        int[] unknown = IntStream.range(0, records.size())
                .filter(i -> isUnknown(records.get(i)))
                .toArray();
        return Lists.transform(Ints.asList(unknown), i -> item(records.get(i)));
    }

    private static boolean isUnknown(ImageRecord record) {
        return record.type().isEmpty()
                && !record.typeName().equals("raw-page")
                && !record.typeName().equals("trailing");
    }

    private static Sequences.Item item(ImageRecord record) {
        String text = record.typeName() + ", " + Digests.text(record.bytes());
        return new Sequences.Item(text, Fact.of(text, record.offset()));
    }
}
