package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.FileDescRecord;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.FieldBytes;

/** The edits of a {@link StreamRewrite}, made on each part that is held back, and on records that pass. */
final class StreamEdits {
    /** Edits that cannot be made while streaming, in words. */
    private static final Map<Class<? extends Edit>, String> NEED_LOOK_AHEAD = Map.of(
            Edit.SubstituteFiles.class, "a substitution by a descriptor",
            Edit.SetCwd.class, "another working directory",
            Edit.SetRoot.class, "another root directory",
            Edit.DropLabels.class, "dropping labels",
            Edit.DropSocketQueues.class, "dropping queues",
            Edit.DropTask.class, "dropping a task",
            Edit.Renumber.class, "renumbering",
            Edit.RenumberBy.class, "renumbering");

    private final List<Edit> edits;
    private final Map<Edit.Relocate, PathPrefix> prefixes;
    private final ImageFormat format;
    private final RecordCodec codec;
    private final FieldBytes fields;
    private final ReplacingRecord replacing;
    private final StreamRelocation relocation;
    private final PassedFiles passed;
    private final Consumer<Consequence> listener;
    private final Set<Edit> matched = new HashSet<>();
    /** Numbers of files whose descriptors go wherever they come. */
    private final Set<Integer> closing = new HashSet<>();

    StreamEdits(List<Edit> edits, ImageFormat format, Optional<Path> root, Consumer<Consequence> listener) {
        this.edits = edits;
        this.prefixes = edits.stream()
                .filter(Edit.Relocate.class::isInstance)
                .map(Edit.Relocate.class::cast)
                .distinct()
                .collect(Collectors.toMap(edit -> edit, PathPrefix::new));
        this.format = format;
        this.codec = RecordCodec.of(format);
        this.fields = new FieldBytes(format);
        this.replacing = new ReplacingRecord(format.architecture(), root, () -> {
            throw new IllegalStateException("a pipe cannot be made while streaming");
        });
        this.relocation = new StreamRelocation(format, listener);
        this.passed = new PassedFiles(format);
        this.listener = listener;
    }

    /** Refuses an edit that needs to look ahead. */
    static void check(Edit edit) {
        if (edit instanceof Edit.ReplaceFiles replace && replace.replacement().kind() == Replacement.Kind.PIPE) {
            throw needsLookAhead("a new pipe");
        }
        if (edit instanceof Edit.DeleteFiles
                || edit instanceof Edit.ReplaceFiles
                || edit instanceof Edit.SubstituteByPath
                || edit instanceof Edit.SetFlags
                || edit instanceof Edit.SetPosition) {
            check(files(edit));
        } else if (!(edit instanceof Edit.CloseDescriptor)
                && !(edit instanceof Edit.SetCloseOnExec)
                && !(edit instanceof Edit.Relocate)) {
            throw needsLookAhead(NEED_LOOK_AHEAD.get(edit.getClass()));
        }
    }

    private static void check(FileSelector files) {
        boolean streams = files instanceof OpenFiles.AnyOf any
                ? any.selectors().stream().allMatch(StreamSelector.class::isInstance)
                : files instanceof StreamSelector;
        if (!streams) {
            throw needsLookAhead("the selection of " + files.describe());
        }
    }

    private static RefusedException needsLookAhead(String what) {
        return new RefusedException(what + " needs the whole image", RefusedException.Advice.WHOLE_IMAGE);
    }

    /** Makes the edits on a part that is whole. */
    void edit(HeldPart part, int pid) {
        for (Edit edit : edits) {
            edit(edit, part, pid);
        }
        for (HeldDescriptor descriptor : part.descriptors()) {
            if (closing.contains(descriptor.file())) {
                close(descriptor, pid);
            }
        }
        part.writeCount();
        part.records().stream().filter(record -> !record.isDropped()).forEach(passed::checkReferences);
    }

    private void edit(Edit edit, HeldPart part, int pid) {
        if (edit instanceof Edit.CloseDescriptor close) {
            find(edit, part, pid, close.pid(), close.descriptor()).ifPresent(descriptor -> close(descriptor, pid));
        } else if (edit instanceof Edit.SetCloseOnExec set) {
            find(edit, part, pid, set.pid(), set.descriptor())
                    .ifPresent(descriptor -> setCloseOnExec(descriptor, pid, set.closeOnExec()));
        } else if (edit instanceof Edit.Relocate relocate) {
            part.records().forEach(record -> relocate(relocate, record));
        } else if (edit instanceof Edit.DeleteFiles delete) {
            select(edit, delete.files(), part, pid).forEach(file -> delete(file, delete.mapped()));
        } else if (edit instanceof Edit.ReplaceFiles replace) {
            select(edit, replace.files(), part, pid).forEach(file -> replace(file, replace));
        } else if (edit instanceof Edit.SubstituteByPath substitute) {
            select(edit, substitute.files(), part, pid).forEach(file -> rename(file, substitute.path()));
        } else if (edit instanceof Edit.SetFlags set) {
            select(edit, set.files(), part, pid).forEach(file -> setFlags(file, set.flags()));
        } else if (edit instanceof Edit.SetPosition set) {
            select(edit, set.files(), part, pid).forEach(file -> setPosition(file, set.position()));
        }
    }

    private List<HeldFile> select(Edit edit, FileSelector selector, HeldPart part, int pid) {
        StreamSelector selects = (StreamSelector) selector;
        List<HeldFile> files =
                part.files().stream().filter(file -> selects.selects(file, pid)).toList();
        files.forEach(file -> passed.edited(edit, file.number()));
        if (!files.isEmpty()) {
            matched.add(edit);
        }
        for (HeldFile file : part.filesFromElsewhere()) {
            if (selects.selects(file, pid) && !passed.wasEdited(edit, file.number())) {
                throw new RefusedException(
                        "file #" + file.number() + " had been passed on when it turned out that " + selector.describe()
                                + " selects it",
                        RefusedException.Advice.WHOLE_IMAGE);
            }
        }
        return files;
    }

    private Optional<HeldDescriptor> find(Edit edit, HeldPart part, int pid, int wanted, int number) {
        Optional<HeldDescriptor> found = part.descriptors().stream()
                .filter(descriptor -> pid == wanted && descriptor.descriptor() == number)
                .findFirst();
        if (found.isPresent()) {
            matched.add(edit);
        }
        return found;
    }

    private void close(HeldDescriptor descriptor, int pid) {
        if (!descriptor.record().isDropped()) {
            descriptor.record().drop();
            say(
                    Kind.DESCRIPTOR_CLOSED,
                    descriptor.record(),
                    "descriptor " + pid + ":" + descriptor.descriptor() + " is closed");
        }
    }

    private void setCloseOnExec(HeldDescriptor descriptor, int pid, boolean set) {
        FileDescRecord old = descriptor.contents();
        descriptor
                .record()
                .replace(codec.encode(
                        RecordType.FILE_DESC,
                        new FileDescRecord(old.fdObjref(), old.fdDescriptor(), set ? 1 : 0, old.padding())));
        say(
                Kind.FIELD_CHANGED,
                descriptor.record(),
                "exec " + (set ? "closes" : "keeps") + " descriptor " + pid + ":" + descriptor.descriptor());
    }

    private void delete(HeldFile file, MappedFiles policy) {
        closing.add(file.number());
        if (policy == MappedFiles.KEEP) {
            return;
        }
        mustStandAlone(file, "deleted");
        passed.deleted(file);
        file.records.forEach(HeldRecord::drop);
        say(Kind.FILE_DELETED, file.fileRecord(), file + " is deleted");
    }

    private static void mustStandAlone(HeldFile file, String what) {
        if (!file.standsAlone()) {
            throw new RefusedException(
                    file + " is a " + file.type().id() + ", and can only be " + what
                            + " with what follows in the image",
                    RefusedException.Advice.WHOLE_IMAGE);
        }
    }

    private void replace(HeldFile file, Edit.ReplaceFiles edit) {
        mustStandAlone(file, "replaced");
        passed.replaced(file, edit.replacement().kind().isPollable(), edit.mapped() == MappedFiles.REPLACE);
        FileRecord contents = replacing.of(file.record(), file.toString(), edit.replacement());
        file.fileRecord().replace(codec.encode(RecordType.FILE, contents));
        if (edit.replacement().kind().hasName()) {
            setName(file, edit.replacement().path());
        } else {
            file.nameRecord().ifPresent(HeldRecord::drop);
        }
        say(
                Kind.FILE_REPLACED,
                file.fileRecord(),
                file + " becomes " + Printable.of(edit.replacement().toString()) + " ("
                        + ReplacingRecord.changes(file.record(), contents) + ")");
    }

    private void rename(HeldFile file, String path) {
        if (file.type() != FileType.GENERIC) {
            mustStandAlone(file, "reopened by a path");
            throw new RefusedException(file + " cannot be reopened by a path");
        }
        passed.replaced(file, true, false);
        setName(file, path);
        say(Kind.PATH_CHANGED, file.fileRecord(), file + " is reopened as " + Printable.of(path));
    }

    private void setName(HeldFile file, String path) {
        ByteBuf name = codec.encode(RecordType.FILE_NAME, new FileNameRecord(Text.withNul(path)));
        file.nameRecord()
                .ifPresentOrElse(
                        record -> record.replace(name), () -> file.fileRecord().addBehind(name));
    }

    private void setFlags(HeldFile file, Set<String> names) {
        Flags old = file.record().common().fFlags();
        Flags flags = OpenFlags.of(old, file.record().common().accessMode().orElse(AccessMode.READ_ONLY), names);
        fields.set(RecordType.FILE, file.fileRecord().bytes(), "f_flags", flags.raw());
        say(Kind.FIELD_CHANGED, file.fileRecord(), file + " has the flags " + flags + " instead of " + old);
    }

    private void setPosition(HeldFile file, long position) {
        if (file.type() == FileType.GENERIC) {
            SafePosition.require(position);
        }
        fields.set(RecordType.FILE, file.fileRecord().bytes(), "f_pos", position);
        say(
                Kind.FIELD_CHANGED,
                file.fileRecord(),
                file + " is at position " + Long.toUnsignedString(position) + " instead of "
                        + Long.toUnsignedString(file.record().common().fPos()));
    }

    /** Whether a record that passes can be concerned by any edit. */
    boolean concerns(RecordType type) {
        return type != null && (!prefixes.isEmpty() && relocation.looksAt(type) || passed.looksAt(type));
    }

    /** Makes the edits on a record that passes. */
    void editPassing(HeldRecord record) {
        for (Edit edit : edits) {
            if (edit instanceof Edit.Relocate relocate) {
                relocate(relocate, record);
            }
        }
        passed.checkReferences(record);
    }

    private void relocate(Edit.Relocate edit, HeldRecord record) {
        if (relocation.relocate(record, prefixes.get(edit))) {
            matched.add(edit);
        }
    }

    private void say(Kind kind, HeldRecord record, String text) {
        listener.accept(new Consequence(kind, record.offset(), text));
    }

    /** At the end of the image: every edit must have found something to do. */
    void finish() {
        for (Edit edit : edits) {
            if (!matched.contains(edit)) {
                throw new RefusedException(unmatched(edit)
                        + (format.has(RecordType.PIDS)
                                ? "; while streaming, the pids of this dialect are not known"
                                : ""));
            }
        }
    }

    private static String unmatched(Edit edit) {
        if (edit instanceof Edit.CloseDescriptor close) {
            return "no file table brings descriptor " + close.pid() + ":" + close.descriptor();
        }
        if (edit instanceof Edit.SetCloseOnExec set) {
            return "no file table brings descriptor " + set.pid() + ":" + set.descriptor();
        }
        return edit instanceof Edit.Relocate relocate
                ? "nothing in the image lies at or below " + relocate.from()
                : "no open file matches " + files(edit).describe();
    }

    /** Which files an edit selects, if it selects files. */
    private static FileSelector files(Edit edit) {
        if (edit instanceof Edit.DeleteFiles delete) {
            return delete.files();
        } else if (edit instanceof Edit.ReplaceFiles replace) {
            return replace.files();
        } else if (edit instanceof Edit.SubstituteByPath substitute) {
            return substitute.files();
        } else if (edit instanceof Edit.SetFlags set) {
            return set.files();
        }
        return ((Edit.SetPosition) edit).files();
    }
}
