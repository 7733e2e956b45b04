package org.ckptimage.compare;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.IpcNamespace;
import org.ckptimage.record.IpcPerms;
import org.ckptimage.record.IpcSemRecord;
import org.ckptimage.record.IpcShmRecord;
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
            Ordered.both(segments(left), segments(right), (some, other) -> {
                if (some.isPresent() && other.isPresent()) {
                    IpcShmRecord record = some.get().record();
                    String at = path + " > segment " + record.perms().id();
                    links.meet(
                            at,
                            record.objref(),
                            other.get().record().objref(),
                            () -> compareSegments(at, some.get(), other.get()));
                }
            });
        }
    }

    private static Ordered<IpcNamespace.Segment> segments(IpcNamespace namespace) {
        return byId(namespace.segments(), segment -> segment.record().perms());
    }

    private static <T> Ordered<T> byId(List<T> objects, Function<T, IpcPerms> perms) {
        return Ordered.by(object -> perms.apply(object).id(), objects);
    }

    private void compare(String path, IpcNamespace left, IpcNamespace right) {
        findings.records(
                DifferenceKind.IPC,
                path,
                left.object().record(RecordType.IPC_NS),
                right.object().record(RecordType.IPC_NS));
        each(
                path + " > segment ",
                left.segments(),
                right.segments(),
                s -> s.record().perms(),
                s -> Fact.of(s.record().shmSegsz() + " bytes", s.definedBy().offset()),
                (id, pair) -> {});
        each(
                path + " > queue ",
                left.queues(),
                right.queues(),
                q -> q.record().perms(),
                q -> Fact.of(q.messages().size() + " messages", q.definedBy().offset()),
                (at, pair) -> compareQueues(at, pair.left, pair.right));
        each(
                path + " > semaphores ",
                left.semaphoreSets(),
                right.semaphoreSets(),
                s -> s.record().perms(),
                s -> Fact.of(
                        s.record().semNsems() + " semaphores", s.definedBy().offset()),
                (at, pair) -> compareSemaphores(at, pair.left, pair.right));
    }

    private record Pair<T>(T left, T right) {}

    /** Compares what both have by ids; what only the right one has comes last. */
    private <T> void each(
            String path,
            List<T> lefts,
            List<T> rights,
            Function<T, IpcPerms> perms,
            Function<T, Fact> fact,
            BiConsumer<String, Pair<T>> comparison) {
        Ordered<T> left = byId(lefts, perms);
        Ordered<T> right = byId(rights, perms);
        Ordered.both(
                left,
                right,
                (some, other) -> some.ifPresent(object -> {
                    String at = path + perms.apply(object).id();
                    if (other.isPresent()) {
                        comparison.accept(at, new Pair<>(object, other.get()));
                    } else {
                        findings.differ(DifferenceKind.IPC, at, fact.apply(object), Fact.NONE);
                    }
                }));
        Ordered.both(left, right, (some, other) -> {
            if (some.isEmpty()) {
                String at = path + perms.apply(other.orElseThrow()).id();
                findings.differ(DifferenceKind.IPC, at, Fact.NONE, fact.apply(other.orElseThrow()));
            }
        });
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
        return Lists.transform(queue.messages(), message -> item(side, message));
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
