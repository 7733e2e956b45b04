package org.ckptimage.compare;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.FileTable;
import org.ckptimage.image.OpenFile;

/**
 * File tables, descriptor by descriptor. A descriptor that only one side has is one difference; if nothing else holds
 * its file there, the file is another.
 */
final class DescriptorComparison {
    private final Findings findings;
    private final Links links;
    private final References references;
    private final FileComparison files;
    private final Set<OpenFile> lost = new HashSet<>();

    DescriptorComparison(Findings findings, Links links, References references, FileComparison files) {
        this.findings = findings;
        this.links = links;
        this.references = references;
        this.files = files;
    }

    /** Lets the tables of a task meet, and the files that both have under the same number. */
    void meet(String task, FileTable left, FileTable right) {
        if (left.object().isEmpty() || right.object().isEmpty()) {
            return;
        }
        boolean first = links.meet(
                task + " > file table",
                left.object().get().ref(),
                right.object().get().ref(),
                () -> compare(task, left, right));
        if (first) {
            Ordered.both(byNumber(left), byNumber(right), (some, other) -> {
                Optional<OpenFile> leftFile = some.flatMap(Descriptor::findFile);
                Optional<OpenFile> rightFile = other.flatMap(Descriptor::findFile);
                if (leftFile.isPresent() && rightFile.isPresent()) {
                    files.meet(path(task, some.get()), leftFile.get(), rightFile.get());
                }
            });
        }
    }

    private static String path(String task, Descriptor descriptor) {
        return task + " > fd " + descriptor.number();
    }

    private static Ordered<Descriptor> byNumber(FileTable table) {
        return Ordered.by(Descriptor::number, table.descriptors());
    }

    private void compare(String task, FileTable left, FileTable right) {
        Ordered.both(
                byNumber(left),
                byNumber(right),
                (some, other) -> compare(path(task, some.or(() -> other).orElseThrow()), some, other));
    }

    private void compare(String path, Optional<Descriptor> left, Optional<Descriptor> right) {
        if (left.isPresent() && right.isPresent()) {
            findings.records(
                    DifferenceKind.DESCRIPTOR,
                    path,
                    left.get().definedBy(),
                    right.get().definedBy());
            references.presence(
                    DifferenceKind.DESCRIPTOR,
                    path,
                    left.get().record().fdObjref(),
                    right.get().record().fdObjref(),
                    FileNames.fact(left.get().findFile()),
                    FileNames.fact(right.get().findFile()));
            return;
        }
        findings.differ(DifferenceKind.DESCRIPTOR, path, fact(left), fact(right));
        left.flatMap(Descriptor::findFile)
                .filter(file -> !links.pairs().hasLeft(file.objref()) && lost.add(file))
                .ifPresent(file ->
                        findings.differ(DifferenceKind.FILE, path + " > file", FileNames.fact(file), Fact.NONE));
        right.flatMap(Descriptor::findFile)
                .filter(file -> !links.pairs().hasRight(file.objref()) && lost.add(file))
                .ifPresent(file ->
                        findings.differ(DifferenceKind.FILE, path + " > file", Fact.NONE, FileNames.fact(file)));
    }

    private static Fact fact(Optional<Descriptor> descriptor) {
        return descriptor
                .map(d -> Fact.of(
                        d.findFile().map(FileNames::of).orElse("undefined"),
                        d.definedBy().offset()))
                .orElse(Fact.NONE);
    }
}
