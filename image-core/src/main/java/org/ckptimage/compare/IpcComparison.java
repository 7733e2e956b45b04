package org.ckptimage.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.IpcNamespace;
import org.ckptimage.record.IpcPerms;
import org.ckptimage.record.IpcSemRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Semaphore;

/** IPC namespaces: limits, and segments, queues and semaphore sets, matched by their ids. */
final class IpcComparison {
    private final Findings findings;
    private final Links links;
    private final CredentialComparison credentials;
    private final PageComparison pages;

    IpcComparison(Findings findings, Links links, CredentialComparison credentials, PageComparison pages) {
        this.findings = findings;
        this.links = links;
        this.credentials = credentials;
        this.pages = pages;
    }

    /** Lets two IPC namespaces meet, and the segments in them, which memory may map. */
    void meet(String path, IpcNamespace left, IpcNamespace right) {
        if (links.meet(path, left.object().ref(), right.object().ref(), () -> compare(path, left, right))) {
            Map<Integer, IpcNamespace.Segment> rights =
                    byId(right.segments(), s -> s.record().perms());
            byId(left.segments(), s -> s.record().perms()).forEach((id, segment) -> {
                if (rights.containsKey(id)) {
                    links.meet(
                            path + " > segment " + id,
                            segment.record().objref(),
                            rights.get(id).record().objref(),
                            () -> compareSegments(path + " > segment " + id, segment, rights.get(id)));
                }
            });
        }
    }

    private static <T> Map<Integer, T> byId(List<T> objects, Function<T, IpcPerms> perms) {
        Map<Integer, T> byId = new TreeMap<>();
        objects.forEach(object -> byId.put(perms.apply(object).id(), object));
        return byId;
    }

    private void compare(String path, IpcNamespace left, IpcNamespace right) {
        findings.records(
                DifferenceKind.IPC,
                path,
                Parts.find(left.object().records(), RecordType.IPC_NS),
                Parts.find(right.object().records(), RecordType.IPC_NS));
        each(
                path + " > segment ",
                byId(left.segments(), s -> s.record().perms()),
                byId(right.segments(), s -> s.record().perms()),
                s -> Fact.of(s.record().shmSegsz() + " bytes", s.definedBy().offset()),
                (id, pair) -> {});
        each(
                path + " > queue ",
                byId(left.queues(), q -> q.record().perms()),
                byId(right.queues(), q -> q.record().perms()),
                q -> Fact.of(q.messages().size() + " messages", q.definedBy().offset()),
                (at, pair) -> compareQueues(at, pair.left, pair.right));
        each(
                path + " > semaphores ",
                byId(left.semaphoreSets(), s -> s.record().perms()),
                byId(right.semaphoreSets(), s -> s.record().perms()),
                s -> Fact.of(
                        s.record().semNsems() + " semaphores", s.definedBy().offset()),
                (at, pair) -> compareSemaphores(at, pair.left, pair.right));
    }

    private record Pair<T>(T left, T right) {}

    private <T> void each(
            String path,
            Map<Integer, T> lefts,
            Map<Integer, T> rights,
            Function<T, Fact> fact,
            BiConsumer<String, Pair<T>> comparison) {
        Set<Integer> ids = new LinkedHashSet<>(lefts.keySet());
        ids.addAll(rights.keySet());
        for (int id : ids) {
            if (lefts.containsKey(id) && rights.containsKey(id)) {
                comparison.accept(path + id, new Pair<>(lefts.get(id), rights.get(id)));
            } else {
                findings.differ(DifferenceKind.IPC, path + id, fact(lefts.get(id), fact), fact(rights.get(id), fact));
            }
        }
    }

    private static <T> Fact fact(T object, Function<T, Fact> fact) {
        return object == null ? Fact.NONE : fact.apply(object);
    }

    private void compareSegments(String path, IpcNamespace.Segment left, IpcNamespace.Segment right) {
        records(path, left.definedBy(), right.definedBy());
        credentials.labels(
                path, left.record().perms().secRef(), right.record().perms().secRef());
        pages.compare(
                path + " > pages",
                false,
                left.pages().chunks(),
                right.pages().chunks(),
                PageComparison::zero,
                PageComparison::zero);
    }

    private void records(String path, ImageRecord left, ImageRecord right) {
        findings.records(DifferenceKind.IPC, path, left, right);
    }

    private void compareQueues(String path, IpcNamespace.Queue left, IpcNamespace.Queue right) {
        records(path, left.definedBy(), right.definedBy());
        credentials.labels(
                path, left.record().perms().secRef(), right.record().perms().secRef());
        Sequences.compare(
                findings,
                DifferenceKind.IPC,
                path,
                "message",
                messages(findings.left(), left),
                messages(findings.right(), right));
    }

    private static List<Sequences.Item> messages(Side side, IpcNamespace.Queue queue) {
        return queue.messages().stream().map(m -> item(side, m)).toList();
    }

    private static Sequences.Item item(Side side, IpcNamespace.Message message) {
        String text = "type " + message.record().mType() + ", " + Digests.text(message.text());
        return new Sequences.Item(
                text + label(side, message.record().secRef()),
                Fact.of(text, message.definedBy().offset()));
    }

    private static String label(Side side, ObjRef ref) {
        return side.image()
                .label(ref)
                .map(label -> ", label " + Words.text(label.context()))
                .orElse(ref.isNone() ? "" : ", undefined label");
    }

    private void compareSemaphores(String path, IpcNamespace.SemaphoreSet left, IpcNamespace.SemaphoreSet right) {
        records(path, left.definedBy(), right.definedBy());
        credentials.labels(path, secRef(left.record()), secRef(right.record()));
        int longest = Math.max(left.semaphores().size(), right.semaphores().size());
        for (int i = 0; i < longest; i++) {
            findings.fact(DifferenceKind.IPC, path + " > " + i, semaphore(left, i), semaphore(right, i));
        }
    }

    private static ObjRef secRef(IpcSemRecord record) {
        return record.perms().secRef();
    }

    private static Fact semaphore(IpcNamespace.SemaphoreSet set, int i) {
        Optional<Semaphore> semaphore =
                i < set.semaphores().size() ? Optional.of(set.semaphores().get(i)) : Optional.empty();
        return semaphore
                .map(s -> Fact.of(
                        "value " + s.semval() + ", last pid " + s.sempid(),
                        set.definedBy().offset()))
                .orElse(Fact.NONE);
    }
}
