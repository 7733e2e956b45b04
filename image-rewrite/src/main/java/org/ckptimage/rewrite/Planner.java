package org.ckptimage.rewrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.check.Checker;
import org.ckptimage.image.BrokenFile;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.image.TtyFile;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** Works edits out against an image: decides what each of them means, and has it marked on the draft. */
final class Planner {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences = new ArrayList<>();
    private final Descriptors descriptors;
    private final Watches watches;
    private final Definitions definitions;
    private final FileRemoval removal;
    private final FileReplacer replacer;
    private final FileChanges changes;
    private final HandOvers handOvers = new HandOvers();
    private final TaskRemoval tasks;
    private final List<Edit> renumberings = new ArrayList<>();
    private final Set<OpenFile> replaced = new HashSet<>();
    private final Mappings mappings;

    Planner(Image image, Optional<Path> root) {
        this.image = image;
        this.draft = new Draft(image);
        this.descriptors = new Descriptors(image, draft, consequences);
        this.watches = new Watches(image, draft, consequences);
        this.definitions = new Definitions(image, draft, consequences);
        this.changes = new FileChanges(draft, consequences);
        this.replacer = new FileReplacer(image, draft, consequences, definitions, root);
        this.removal = new FileRemoval(image, draft, consequences, definitions);
        this.tasks = new TaskRemoval(image, draft, consequences);
        this.mappings = new Mappings(image);
    }

    RewritePlan plan(List<Edit> edits) {
        if (edits.isEmpty()) {
            return new RewritePlan(image, edits, draft.result()).judged(Checker.check(image));
        }
        Verification.mayBeRewritten(image);
        edits.forEach(this::apply);
        dropTasks();
        removal.settle();
        descriptors.keepDefinitionsInFront();
        if (!tasks.isEmpty()) {
            new DeferredGroups(image, draft, consequences).arrange();
        }
        descriptors.writeCounts();
        watches.writeSets();
        RewritePlan plan = new RewritePlan(
                image, edits, consequences, handOvers.list(draft, tasks::isDropped), Map.of(), draft.result());
        for (Edit edit : renumberings) {
            plan = renumber(plan, edit);
        }
        return plan.judged(Verification.verify(image, plan));
    }

    /** Numbers the objects of what a plan makes: only then it is known what there is. */
    private RewritePlan renumber(RewritePlan before, Edit edit) {
        try (Image result = before.open()) {
            Renumbering renumbering = new Renumbering(result);
            Map<Integer, Integer> numbers;
            if (edit instanceof Edit.RenumberBy by) {
                renumbering.check(by.numbers());
                numbers = by.numbers();
            } else {
                numbers = renumbering.consecutive(((Edit.Renumber) edit).first());
            }
            Draft renumbered = new Draft(result);
            renumbering.apply(renumbered, numbers);
            long changed = numbers.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(entry.getValue()))
                    .count();
            consequences.add(new Consequence(
                    Kind.OBJECTS_RENUMBERED,
                    image.start(),
                    changed + " of " + numbers.size() + " numbers of objects change"));
            return before.renumbered(consequences, numbers, renumbered.result());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Edit edit) {
        if (edit instanceof Edit.CloseDescriptor close) {
            close(close);
        } else if (edit instanceof Edit.DeleteFiles delete) {
            select(delete.files()).forEach(file -> delete(file, delete.mapped()));
        } else if (edit instanceof Edit.ReplaceFiles replace) {
            selectWhole(replace.files()).forEach(file -> replace(file, replace));
        } else if (edit instanceof Edit.SubstituteFiles substitute) {
            select(substitute.files()).forEach(file -> substitute(file, substitute.descriptor()));
        } else if (edit instanceof Edit.SubstituteByPath substitute) {
            select(substitute.files()).forEach(file -> substitute(file, substitute.path()));
        } else if (edit instanceof Edit.Relocate relocate) {
            new Relocation(image, draft, consequences).relocate(relocate);
        } else if (edit instanceof Edit.SetPosition set) {
            selectWhole(set.files()).forEach(file -> changes.setPosition(file, set.position()));
        } else if (edit instanceof Edit.SetFlags set) {
            selectWhole(set.files()).forEach(file -> changes.setFlags(file, set.flags()));
        } else if (edit instanceof Edit.SetCloseOnExec set) {
            changes.setCloseOnExec(image, set);
        } else if (edit instanceof Edit.SetCwd set) {
            changes.setFolder(image, set.pid(), Role.CWD, set.path());
        } else if (edit instanceof Edit.SetRoot set) {
            changes.setFolder(image, set.pid(), Role.ROOT, set.path());
        } else if (edit instanceof Edit.DropLabels) {
            changes.dropLabels(image, definitions);
        } else if (edit instanceof Edit.DropSocketQueues drop) {
            select(drop.files()).forEach(removal::dropReceived);
        } else if (edit instanceof Edit.DropTask drop) {
            tasks.drop(Lookup.task(image, drop.pid()));
        } else {
            renumberings.add(edit);
        }
    }

    /** Several at once, since what one of them leaves behind must not come to stand with another. */
    private void dropTasks() {
        if (tasks.isEmpty()) {
            return;
        }
        for (OpenFile file : tasks.filesOfTheirOwn()) {
            if (!definitions.isDying(file.object())) {
                deleteFile(file);
            }
        }
        tasks.remove();
    }

    private void substitute(OpenFile file, InheritedDescriptor descriptor) {
        if (file.descriptors().isEmpty()) {
            throw new RefusedException("file " + file + " has no descriptor that another could stand for");
        }
        if (definitions.isDying(file.object())) {
            throw new RefusedException("file " + file + " is deleted or substituted already");
        }
        handOvers.add(file, descriptor);
        delete(file, MappedFiles.REFUSE);
    }

    /** A regular file keeps its mode, since whatever it is, the descriptor is on a file of the same kind. */
    private void substitute(OpenFile file, String path) {
        if (mappings.isMapped(file)) {
            throw mapped(file, "substituted", RefusedException.Advice.NONE);
        }
        if (file instanceof GenericFile) {
            replacer.rename(file, path);
        } else if (file instanceof Fifo || file instanceof TtyFile) {
            Replacement.Kind kind = file instanceof Fifo ? Replacement.Kind.FIFO : Replacement.Kind.CHARDEV;
            removal.detach(file);
            replacer.replace(file, Replacement.named(kind, path));
        } else {
            throw new RefusedException("file " + file + " is a "
                    + file.type().map(type -> type.id()).orElse("broken file")
                    + ", which cannot be reopened by a path (a pipe gives ESPIPE, a socket ENXIO); substitute it by a"
                    + " descriptor and a hand-over instead");
        }
    }

    /** Files whose record can be read, for edits that change it. */
    private List<OpenFile> selectWhole(FileSelector selector) {
        List<OpenFile> files = select(selector);
        for (OpenFile file : files) {
            if (file instanceof BrokenFile) {
                throw new RefusedException("file " + Printed.file(file) + " (" + file.definedBy()
                        + ") is damaged: it can be deleted, not changed");
            }
        }
        return files;
    }

    private List<OpenFile> select(FileSelector selector) {
        List<OpenFile> files = selector.select(image);
        if (files.isEmpty()) {
            throw new RefusedException("no open file matches " + selector.describe());
        }
        return files;
    }

    private void close(Edit.CloseDescriptor close) {
        Task task = Lookup.task(image, close.pid());
        Descriptor descriptor = Lookup.descriptor(task, close.descriptor());
        handOvers.closed(descriptor.definedBy());
        if (descriptors.close(task, descriptor)) {
            descriptor.findFile().ifPresent(this::fileLostDescriptor);
        }
    }

    /** After a descriptor was closed: what becomes of the file if that was the last one. */
    private void fileLostDescriptor(OpenFile file) {
        if (descriptors.isReferenced(file) || definitions.isDying(file.object())) {
            return;
        }
        if (mappings.isMapped(file)) {
            watches.removeAll(file);
            consequences.add(new Consequence(
                    Kind.MAPPING_KEPT, file.definedBy().offset(), Printed.file(file) + " stays, since it is mapped"));
        } else {
            deleteFile(file);
        }
    }

    private void delete(OpenFile file, MappedFiles policy) {
        if (definitions.isDying(file.object())) {
            return;
        }
        boolean isMapped = mappings.isMapped(file);
        if (isMapped && policy != MappedFiles.KEEP) {
            throw mapped(file, "deleted", RefusedException.Advice.KEEP_MAPPED);
        }
        descriptors.closeAll(file);
        if (!isMapped) {
            deleteFile(file);
        } else {
            watches.removeAll(file);
            consequences.add(new Consequence(
                    Kind.MAPPING_KEPT,
                    file.definedBy().offset(),
                    Printed.file(file) + " stays as the backing of mappings only"));
        }
    }

    private void deleteFile(OpenFile file) {
        watches.removeAll(file);
        consequences.add(new Consequence(
                Kind.FILE_DELETED, file.object().definedBy().offset(), Printed.file(file) + " is deleted"));
        definitions.delete(file.object());
        removal.detach(file);
    }

    private void replace(OpenFile file, Edit.ReplaceFiles edit) {
        if (definitions.isDying(file.object()) || !replaced.add(file)) {
            throw new RefusedException(
                    "file " + file + " cannot be replaced and deleted, or replaced twice, at the same time");
        }
        if (mappings.isMapped(file) && edit.mapped() != MappedFiles.REPLACE) {
            throw mapped(file, "replaced", RefusedException.Advice.REPLACE_MAPPED);
        }
        removal.detach(file);
        replacer.replace(file, edit.replacement());
        if (!edit.replacement().kind().isPollable()) {
            watches.removeAll(file);
        }
    }

    private RefusedException mapped(OpenFile file, String what, RefusedException.Advice advice) {
        return new RefusedException(
                "file " + file + " (" + file.definedBy() + ") cannot be " + what + ": it is mapped: "
                        + mappings.inWords(file),
                advice);
    }
}
