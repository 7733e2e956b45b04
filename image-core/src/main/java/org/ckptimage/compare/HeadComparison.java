package org.ckptimage.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Head;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;

/** The head: which kernel an image is for, and its form; and whether it is whole. */
final class HeadComparison {
    private final Findings findings;

    HeadComparison(Findings findings) {
        this.findings = findings;
    }

    void compare() {
        Image left = findings.left().image();
        Image right = findings.right().image();
        findings.facts(DifferenceKind.HEADER, "head", facts(left), facts(right));
        if (findings.isAll()) {
            findings.facts(DifferenceKind.HEADER, "head", kernel(left.head()), kernel(right.head()));
        }
        for (RecordType type : new RecordType[] {RecordType.HEADER, RecordType.HEADER_ARCH}) {
            findings.records(
                    DifferenceKind.HEADER, "head", Parts.find(start(left), type), Parts.find(start(right), type));
        }
    }

    private static Map<String, Fact> facts(Image image) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("dialect", Fact.of(image.format().dialect().toString()));
        facts.put("architecture", Fact.of(image.format().architecture().toString()));
        facts.put("complete", Fact.of(image.isComplete() ? "yes" : "no"));
        return facts;
    }

    /** What the kernel that wrote an image said about itself. */
    private static Map<String, Fact> kernel(Head head) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        head.release().ifPresent(text -> facts.put("release", Fact.of(text.toString())));
        head.version().ifPresent(text -> facts.put("version", Fact.of(text.toString())));
        head.machine().ifPresent(text -> facts.put("machine", Fact.of(text.toString())));
        head.securityModule().ifPresent(text -> facts.put("security module", Fact.of(text.toString())));
        return facts;
    }

    private static List<ImageRecord> start(Image image) {
        // HEADER, three buffers, HEADER_ARCH; more stand in front of it in no dialect.
        List<ImageRecord> records = image.records();
        return records.subList(0, Math.min(8, records.size()));
    }
}
