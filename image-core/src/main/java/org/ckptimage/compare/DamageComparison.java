package org.ckptimage.compare;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.image.Damage;
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
        List<Sequences.Item> items = new ArrayList<>();
        for (Damage damage : image.damages()) {
            items.add(new Sequences.Item(
                    damage.problem(), Fact.of(damage.path() + ": " + damage.problem(), damage.offset())));
        }
        return items;
    }

    /** Runs that are no records, and records of no known type; but not the pages of sockets, nor what follows TAIL. */
    private static List<Sequences.Item> unreadable(Image image) {
        List<Sequences.Item> items = new ArrayList<>();
        for (ImageRecord record : image.records()) {
            boolean known = record.type().isPresent()
                    || record.typeName().equals("raw-page")
                    || record.typeName().equals("trailing");
            if (!known) {
                String text = record.typeName() + ", " + Digests.text(record.bytes());
                items.add(new Sequences.Item(text, Fact.of(text, record.offset())));
            }
        }
        return items;
    }
}
