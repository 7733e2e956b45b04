package org.ckptimage.compare;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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

    /** Lets watched files meet that no descriptor and no mapping holds. */
    void meet(String path, EpollSet left, EpollSet right) {
        Map<Long, OpenFile> rights = new TreeMap<>();
        right.watches()
                .forEach(watch ->
                        watch.file().ifPresent(file -> rights.put(watch.item().fd(), file)));
        left.watches().forEach(watch -> {
            OpenFile other = rights.get(watch.item().fd());
            if (watch.file().isPresent() && other != null) {
                OpenFile file = watch.file().get();
                if (links.isNew(file.objref(), other.objref())) {
                    files.meet(path + " > watch of fd " + watch.item().fd() + " > file", file, other);
                }
            }
        });
    }

    void compare(String path, EpollSet left, EpollSet right) {
        Map<String, EpollSet.Watch> lefts = byIdentity(left, links::leftToken);
        Map<String, EpollSet.Watch> rights = byIdentity(right, links::rightToken);
        Set<String> identities = new LinkedHashSet<>(lefts.keySet());
        identities.addAll(rights.keySet());
        for (String identity : identities) {
            compare(
                    path,
                    Optional.ofNullable(lefts.get(identity)),
                    Optional.ofNullable(rights.get(identity)),
                    left,
                    right);
        }
    }

    private static Map<String, EpollSet.Watch> byIdentity(EpollSet set, Function<ObjRef, String> token) {
        Map<String, EpollSet.Watch> watches = new LinkedHashMap<>();
        set.watches().stream()
                .sorted((a, b) -> Long.compare(a.item().fd(), b.item().fd()))
                .forEach(watch -> watches.put(
                        watch.item().fd()
                                + (watch.file().isPresent()
                                        ? " " + token.apply(watch.item().fileObjref())
                                        : " undefined"),
                        watch));
        return watches;
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
