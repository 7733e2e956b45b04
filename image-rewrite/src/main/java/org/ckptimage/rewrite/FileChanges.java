package org.ckptimage.rewrite;

import java.util.List;
import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** Single fields of open files and descriptors that are set to other values. */
final class FileChanges {
    private final Draft draft;
    private final List<Consequence> consequences;

    FileChanges(Draft draft, List<Consequence> consequences) {
        this.draft = draft;
        this.consequences = consequences;
    }

    void setPosition(OpenFile file, long position) {
        if (file instanceof GenericFile) {
            SafePosition.require(position);
        }
        draft.set(file.definedBy(), "f_pos", position);
        say(
                file.definedBy(),
                Printed.file(file) + " is at position " + Long.toUnsignedString(position) + " instead of "
                        + Long.toUnsignedString(file.position()));
    }

    /** Sets the flags beside the access mode, which decides what the kernel's mode must be and stays. */
    void setFlags(OpenFile file, Set<String> names) {
        Flags old = file.flags();
        AccessMode access = file.access().orElse(AccessMode.READ_ONLY);
        Flags flags = OpenFlags.of(old, access, names);
        draft.set(file.definedBy(), "f_flags", flags.raw());
        say(file.definedBy(), Printed.file(file) + " has the flags " + flags + " instead of " + old);
    }

    void setCloseOnExec(Image image, Edit.SetCloseOnExec edit) {
        Task task = Lookup.task(image, edit.pid());
        Descriptor descriptor = Lookup.descriptor(task, edit.descriptor());
        draft.set(descriptor.definedBy(), "fd_close_on_exec", edit.closeOnExec() ? 1 : 0);
        say(
                descriptor.definedBy(),
                "exec " + (edit.closeOnExec() ? "closes" : "keeps") + " descriptor " + edit.pid() + ":"
                        + edit.descriptor());
    }

    /** Sets the working directory or the root of a process. */
    void setFolder(Image image, int pid, Role role, String path) {
        Task task = Lookup.task(image, pid);
        ImageRecord name = task.fs()
                .flatMap(fs -> fs.object().records().stream()
                        .filter(record -> record.role() == role)
                        .findFirst())
                .orElseThrow(() -> new RefusedException("task " + pid + " has no " + role + " that could be changed"));
        draft.replace(name, RecordType.FILE_NAME, new FileNameRecord(Text.withNul(path)));
        say(name, name.place() + ": " + role + " is " + Printable.of(path));
    }

    /** Takes the security labels from everything that has one. */
    void dropLabels(Image image, Definitions definitions) {
        image.objects().forEachReference(reference -> {
            String field = reference.field().field();
            if (field.endsWith("sec_ref") || field.equals("f_secref")) {
                draft.set(reference.from(), field, 0);
                definitions.clear(reference);
                say(reference.from(), reference.from() + " loses its security label " + reference.target());
            }
        });
        image.objects().definitions().stream()
                .filter(object -> object.records().stream().anyMatch(FileChanges::isLabel))
                .forEach(definitions::loosen);
    }

    private static boolean isLabel(ImageRecord record) {
        return record.is(RecordType.SECURITY);
    }

    private void say(ImageRecord record, String text) {
        consequences.add(new Consequence(Kind.FIELD_CHANGED, record.offset(), text));
    }
}
