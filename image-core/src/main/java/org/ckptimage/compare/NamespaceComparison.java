package org.ckptimage.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.ImageObject;
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

    /** Compares two objects of which nothing is known but their records: these in order, then what is nested in them. */
    void compareObjects(DifferenceKind kind, String path, ImageObject left, ImageObject right) {
        pairs(
                left.records(),
                right.records(),
                (i, pair) ->
                        findings.records(kind, i == 0 ? path : path + " > record " + (i + 1), pair.left, pair.right));
        pairs(left.nested(), right.nested(), (i, pair) -> {
            if (pair.left.isPresent() && pair.right.isPresent()) {
                compareObjects(
                        kind,
                        path + " > " + pair.left.get().type().map(Enum::name).orElse("object") + " " + (i + 1),
                        pair.left.get(),
                        pair.right.get());
            } else {
                findings.fact(
                        kind,
                        path + " > object " + (i + 1),
                        pair.left
                                .map(o -> Fact.of("present", o.definedBy().offset()))
                                .orElse(Fact.NONE),
                        pair.right
                                .map(o -> Fact.of("present", o.definedBy().offset()))
                                .orElse(Fact.NONE));
            }
        });
    }

    private record Pair<T>(Optional<T> left, Optional<T> right) {}

    private static <T> void pairs(List<T> lefts, List<T> rights, BiConsumer<Integer, Pair<T>> action) {
        for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
            action.accept(
                    i,
                    new Pair<>(
                            i < lefts.size() ? Optional.of(lefts.get(i)) : Optional.empty(),
                            i < rights.size() ? Optional.of(rights.get(i)) : Optional.empty()));
        }
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
