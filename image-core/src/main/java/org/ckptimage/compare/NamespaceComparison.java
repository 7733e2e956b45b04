package org.ckptimage.compare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Namespaces;
import org.ckptimage.record.NsRecord;
import org.ckptimage.record.ObjRef;

/** Namespaces: which tasks share them, host names, and by {@link IpcComparison} what is in an IPC namespace. */
final class NamespaceComparison {
    private final Findings findings;
    private final Links links;
    private final References references;
    private final IpcComparison ipc;

    NamespaceComparison(
            Findings findings,
            Links links,
            References references,
            CredentialComparison credentials,
            PageComparison pages) {
        this.findings = findings;
        this.links = links;
        this.references = references;
        this.ipc = new IpcComparison(findings, links, credentials, pages);
    }

    /** Lets the namespaces of two tasks meet. */
    void meet(String task, Optional<Namespaces> left, Optional<Namespaces> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return;
        }
        meetObjects(task + " > uts", left.get(), right.get(), NsRecord::utsObjref, ObjectType.UTS_NS);
        meetObjects(task + " > network", left.get(), right.get(), NsRecord::netObjref, ObjectType.NET_NS);
        if (left.get().ipc().isPresent() && right.get().ipc().isPresent()) {
            ipc.meet(task + " > ipc", left.get().ipc().get(), right.get().ipc().get());
        }
    }

    private void meetObjects(
            String path, Namespaces left, Namespaces right, Function<NsRecord, ObjRef> field, ObjectType type) {
        Optional<ImageObject> leftObject = findings.left().find(ref(left, field), type);
        Optional<ImageObject> rightObject = findings.right().find(ref(right, field), type);
        if (leftObject.isPresent() && rightObject.isPresent()) {
            links.meet(
                    path,
                    leftObject.get().ref(),
                    rightObject.get().ref(),
                    () -> compareObjects(DifferenceKind.NAMESPACE, path, leftObject.get(), rightObject.get()));
        }
    }

    private static ObjRef ref(Namespaces namespaces, Function<NsRecord, ObjRef> field) {
        return namespaces.record().map(field).orElse(ObjRef.NONE);
    }

    private record Pair<T>(Optional<T> left, Optional<T> right) {}

    /** What stands in two objects at the same place: records, or definitions. */
    private static final class Pairs<T> {
        private final String path;
        private final List<T> lefts;
        private final List<T> rights;
        private int next;

        Pairs(String path, List<T> lefts, List<T> rights) {
            this.path = path;
            this.lefts = lefts;
            this.rights = rights;
        }

        boolean hasNext() {
            return next < Math.max(lefts.size(), rights.size());
        }

        Pair<T> next() {
            Pair<T> pair = new Pair<>(at(lefts), at(rights));
            next++;
            return pair;
        }

        private Optional<T> at(List<T> list) {
            return next < list.size() ? Optional.of(list.get(next)) : Optional.empty();
        }
    }

    /**
     * Compares two objects of which nothing is known but their records: these in order, then what is nested in them. A
     * level is left before its last object is gone into, since objects may be nested as deep as the image is long.
     */
    void compareObjects(DifferenceKind kind, String path, ImageObject left, ImageObject right) {
        Deque<Pairs<ImageObject>> levels = new ArrayDeque<>();
        levels.push(compareRecords(kind, path, left, right));
        while (!levels.isEmpty()) {
            Pairs<ImageObject> level = levels.pop();
            if (level.hasNext()) {
                Pair<ImageObject> pair = level.next();
                if (level.hasNext()) {
                    levels.push(level);
                }
                if (pair.left.isPresent() && pair.right.isPresent()) {
                    String type = pair.left.get().type().map(Enum::name).orElse("object");
                    String of = Links.shortened(
                            level.path, type, pair.left.get().ref().number());
                    levels.push(compareRecords(
                            kind, of + " > " + type + " " + level.next, pair.left.get(), pair.right.get()));
                } else {
                    findings.fact(
                            kind, level.path + " > object " + level.next, present(pair.left), present(pair.right));
                }
            }
        }
    }

    /** Compares what two objects have of their own, and returns what is nested in them. */
    private Pairs<ImageObject> compareRecords(DifferenceKind kind, String path, ImageObject left, ImageObject right) {
        Pairs<ImageRecord> records = new Pairs<>(path, left.records(), right.records());
        while (records.hasNext()) {
            Pair<ImageRecord> pair = records.next();
            String at = records.next == 1 ? path : path + " > record " + records.next;
            findings.records(kind, at, pair.left, pair.right);
        }
        return new Pairs<>(path, left.nested(), right.nested());
    }

    private static Fact present(Optional<ImageObject> object) {
        return object.map(o -> Fact.of("present", o.definedBy().offset())).orElse(Fact.NONE);
    }

    /** Whether two tasks have namespaces of their own at all; what is empty is the restarting process's. */
    void compare(String task, Optional<Namespaces> left, Optional<Namespaces> right) {
        comparePresence(task + " > uts", left, right, NsRecord::utsObjref, ObjectType.UTS_NS);
        comparePresence(task + " > ipc", left, right, NsRecord::ipcObjref, ObjectType.IPC_NS);
        comparePresence(task + " > network", left, right, NsRecord::netObjref, ObjectType.NET_NS);
    }

    private void comparePresence(
            String path,
            Optional<Namespaces> left,
            Optional<Namespaces> right,
            Function<NsRecord, ObjRef> field,
            ObjectType type) {
        ObjRef leftRef = left.map(ns -> ref(ns, field)).orElse(ObjRef.NONE);
        ObjRef rightRef = right.map(ns -> ref(ns, field)).orElse(ObjRef.NONE);
        references.presence(
                DifferenceKind.NAMESPACE,
                path,
                leftRef,
                rightRef,
                presence(findings.left().find(leftRef, type)),
                presence(findings.right().find(rightRef, type)));
    }

    private static Fact presence(Optional<ImageObject> object) {
        return object.map(o -> Fact.of("a namespace", o.definedBy().offset())).orElse(Fact.NONE);
    }
}
