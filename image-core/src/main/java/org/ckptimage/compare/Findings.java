package org.ckptimage.compare;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.ckptimage.image.ImageRecord;

/**
 * The differences found so far, and the ways to find more: facts, fields of records and bytes held against each other.
 */
final class Findings {
    private final Side left;
    private final Side right;
    private final boolean all;
    private final List<Difference> found = new ArrayList<>();

    /** @param all whether what a restart does not look at counts, too */
    Findings(Side left, Side right, boolean all) {
        this.left = left;
        this.right = right;
        this.all = all;
    }

    boolean isAll() {
        return all;
    }

    Side left() {
        return left;
    }

    Side right() {
        return right;
    }

    int size() {
        return found.size();
    }

    Differences found() {
        return new Differences(found);
    }

    void add(Difference difference) {
        found.add(difference);
    }

    /** Notes a difference, whatever the facts say. */
    void differ(DifferenceKind kind, String path, Fact leftFact, Fact rightFact) {
        found.add(Difference.of(kind, path, leftFact, rightFact));
    }

    /** One fact of each side. */
    void fact(DifferenceKind kind, String path, Fact leftFact, Fact rightFact) {
        if (!leftFact.agrees(rightFact)) {
            differ(kind, path, leftFact, rightFact);
        }
    }

    /** Facts by name; those of the right side that the left one does not have come last. */
    void facts(DifferenceKind kind, String path, Map<String, Fact> lefts, Map<String, Fact> rights) {
        Set<String> names = new LinkedHashSet<>(lefts.keySet());
        names.addAll(rights.keySet());
        for (String name : names) {
            fact(kind, path + " > " + name, lefts.getOrDefault(name, Fact.NONE), rights.getOrDefault(name, Fact.NONE));
        }
    }

    /** The fields of two records that stand for the same. */
    void records(DifferenceKind kind, String path, ImageRecord leftRecord, ImageRecord rightRecord) {
        records(kind, path, leftRecord, rightRecord, name -> true);
    }

    /** Those fields of two records whose name is wanted. */
    void records(
            DifferenceKind kind,
            String path,
            ImageRecord leftRecord,
            ImageRecord rightRecord,
            Predicate<String> wanted) {
        if (left.format() == right.format() && Side.same(leftRecord, rightRecord)) {
            return;
        }
        if (leftRecord.type().isEmpty() || rightRecord.type().isEmpty()) {
            unreadable(path, List.of(leftRecord), List.of(rightRecord), "a record of no known type");
            return;
        }
        Map<String, Fact> lefts = new Fields(leftRecord).facts(all);
        Map<String, Fact> rights = new Fields(rightRecord).facts(all);
        lefts.keySet().removeIf(wanted.negate());
        rights.keySet().removeIf(wanted.negate());
        facts(kind, path, lefts, rights);
    }

    /** The fields of two records, of which either may be missing. */
    void records(
            DifferenceKind kind, String path, Optional<ImageRecord> leftRecord, Optional<ImageRecord> rightRecord) {
        if (leftRecord.isPresent() && rightRecord.isPresent()) {
            records(kind, path, leftRecord.get(), rightRecord.get());
        } else {
            fact(kind, path, presence(leftRecord), presence(rightRecord));
        }
    }

    private static Fact presence(Optional<ImageRecord> record) {
        return record.map(r -> Fact.of("present", r.offset())).orElse(Fact.NONE);
    }

    /** Bytes without inner structure, of which either may be missing; {@code offsets} say where they stand. */
    void bytes(
            DifferenceKind kind,
            String path,
            Optional<ByteBuf> leftBytes,
            Optional<ByteBuf> rightBytes,
            Optional<ImageRecord> leftRecord,
            Optional<ImageRecord> rightRecord) {
        boolean same = leftBytes.isPresent()
                ? rightBytes.isPresent() && ByteBufUtil.equals(leftBytes.get(), rightBytes.get())
                : rightBytes.isEmpty();
        if (!same) {
            differ(kind, path, bytes(leftBytes, leftRecord), bytes(rightBytes, rightRecord));
        }
    }

    private static Fact bytes(Optional<ByteBuf> bytes, Optional<ImageRecord> record) {
        return bytes.map(Digests::text)
                .map(text -> record.map(r -> Fact.of(text, r.offset())).orElse(Fact.of(text)))
                .orElse(Fact.NONE);
    }

    /** The payloads of two records, of which either may be missing. */
    void payloads(
            DifferenceKind kind, String path, Optional<ImageRecord> leftRecord, Optional<ImageRecord> rightRecord) {
        bytes(
                kind,
                path,
                leftRecord.map(ImageRecord::payload),
                rightRecord.map(ImageRecord::payload),
                leftRecord,
                rightRecord);
    }

    /** Something that is broken on one side or on both: a difference unless both have the same bytes there. */
    void unreadable(String path, List<ImageRecord> leftRecords, List<ImageRecord> rightRecords, String problem) {
        if (!Side.same(leftRecords, rightRecords)) {
            differ(DifferenceKind.UNREADABLE, path, broken(leftRecords, problem), broken(rightRecords, problem));
        }
    }

    private static Fact broken(List<ImageRecord> records, String problem) {
        return records.isEmpty() ? Fact.NONE : Fact.of(problem, records.get(0).offset());
    }
}
