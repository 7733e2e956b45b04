package org.ckptimage.compare;

import com.google.common.base.Suppliers;
import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.EpollItem;
import org.ckptimage.record.ObjRef;

/** What epoll sets watch. A watch is known by its file and the number under which the file was added; order is none. */
final class WatchComparison {
    private final Findings findings;
    private final Links links;
    private final FileComparison files;

    WatchComparison(Findings findings, Links links, FileComparison files) {
        this.findings = findings;
        this.links = links;
        this.files = files;
    }

    /** Lets watched files meet, later, that no descriptor and no mapping holds. */
    void follow(String path, EpollSet left, EpollSet right) {
        links.later(path, "file", left.objref().number(), right.objref().number(), this::meet);
    }

    private void meet(String path, int left, int right) {
        Supplier<Ordered<EpollSet.Watch>> rights =
                Suppliers.memoize(() -> byNumber(withFiles(set(findings.right(), right))));
        for (EpollSet.Watch watch : set(findings.left(), left)) {
            // Most have met, and nothing has to be looked up.
            if (watch.file().isPresent() && links.isNewLeft(watch.item().fileObjref())) {
                rights.get().find(watch.item().fd()).ifPresent(other -> meet(path, watch, other));
            }
        }
    }

    private void meet(String path, EpollSet.Watch left, EpollSet.Watch right) {
        OpenFile file = left.file().orElseThrow();
        OpenFile other = right.file().orElseThrow();
        if (links.isNew(file.objref(), other.objref())) {
            files.meet(path(path, left) + " > file", file, other);
        }
    }

    private static List<EpollSet.Watch> set(Side side, int number) {
        return ((EpollSet) side.image().file(ObjRef.of(number)).orElseThrow()).watches();
    }

    private static List<EpollSet.Watch> withFiles(List<EpollSet.Watch> watches) {
        int[] places = IntStream.range(0, watches.size())
                .filter(i -> watches.get(i).file().isPresent())
                .toArray();
        return Lists.transform(Ints.asList(places), watches::get);
    }

    private static Ordered<EpollSet.Watch> byNumber(List<EpollSet.Watch> watches) {
        return Ordered.by(watch -> watch.item().fd(), watches);
    }

    /** Compares what both watch; what only the right one watches comes last. */
    void compare(String path, EpollSet left, EpollSet right) {
        Ordered<EpollSet.Watch> lefts = byNumber(left.watches());
        Ordered<EpollSet.Watch> rights = byNumber(right.watches());
        Ordered.groups(lefts, rights, (some, others) -> {
            Map<String, EpollSet.Watch> known = byIdentity(others, links.pairs()::rightToken);
            byIdentity(some, links.pairs()::leftToken)
                    .forEach((identity, watch) ->
                            compare(path, Optional.of(watch), Optional.ofNullable(known.get(identity)), left, right));
        });
        Ordered.groups(lefts, rights, (some, others) -> {
            Map<String, EpollSet.Watch> news = byIdentity(others, links.pairs()::rightToken);
            news.keySet().removeAll(byIdentity(some, links.pairs()::leftToken).keySet());
            news.values().forEach(watch -> compare(path, Optional.empty(), Optional.of(watch), left, right));
        });
    }

    private static Map<String, EpollSet.Watch> byIdentity(
            List<EpollSet.Watch> watches, Function<ObjRef, String> token) {
        Map<String, EpollSet.Watch> byIdentity = new LinkedHashMap<>();
        for (EpollSet.Watch watch : watches) {
            String file = watch.file().isPresent() ? token.apply(watch.item().fileObjref()) : "undefined";
            byIdentity.put(file, watch);
        }
        return byIdentity;
    }

    private void compare(
            String path,
            Optional<EpollSet.Watch> left,
            Optional<EpollSet.Watch> right,
            EpollSet leftSet,
            EpollSet rightSet) {
        if (left.isEmpty() || right.isEmpty()) {
            EpollSet.Watch there = left.or(() -> right).orElseThrow();
            DifferenceKind kind = there.file().isPresent() ? DifferenceKind.WATCH : DifferenceKind.UNREADABLE;
            findings.differ(kind, path(path, there), fact(left, leftSet), fact(right, rightSet));
            return;
        }
        EpollItem leftItem = left.get().item();
        EpollItem rightItem = right.get().item();
        findings.fact(
                DifferenceKind.WATCH,
                path(path, left.get()) + " > events",
                fact("" + leftItem.events(), leftSet),
                fact("" + rightItem.events(), rightSet));
        findings.fact(
                DifferenceKind.WATCH,
                path(path, left.get()) + " > data",
                fact(Words.hex(leftItem.data()), leftSet),
                fact(Words.hex(rightItem.data()), rightSet));
    }

    private static String path(String path, EpollSet.Watch watch) {
        return path + " > watch of fd " + watch.item().fd();
    }

    private static Fact fact(Optional<EpollSet.Watch> watch, EpollSet set) {
        return watch.map(w -> fact(
                        w.file().map(FileNames::of).orElse("undefined file") + ", "
                                + w.item().events(),
                        set))
                .orElse(Fact.NONE);
    }

    /** Watches stand in one record, which is their place. */
    private static Fact fact(String value, EpollSet set) {
        return set.group().map(group -> Fact.of(value, group.offset())).orElse(Fact.of(value));
    }
}
