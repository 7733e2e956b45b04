package org.ckptimage.rewrite;

import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.PipeBufRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** Turns the records of an open file into those of another, under the same number. */
final class FileReplacer {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;
    private final ReplacingRecord records;
    private int highest;

    FileReplacer(
            Image image, Draft draft, List<Consequence> consequences, Definitions definitions, Optional<Path> root) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
        this.records = new ReplacingRecord(image.format().architecture(), root, this::freshNumber);
    }

    void replace(OpenFile file, Replacement replacement) {
        FileRecord contents = records.of(file.record(), "file " + file + " (" + file.definedBy() + ")", replacement);
        draft.replace(file.definedBy(), RecordType.FILE, contents);
        clearKindReferences(file);
        putBehind(file, replacement);
        consequences.add(new Consequence(
                Kind.FILE_REPLACED,
                file.definedBy().offset(),
                Printed.file(file) + " becomes " + Printable.of(replacement.toString()) + " ("
                        + ReplacingRecord.changes(file.record(), contents) + ")"));
    }

    private int freshNumber() {
        highest = Math.max(highest, image.objects().highest()) + 1;
        return highest;
    }

    /** Gives a named file another path and leaves all else as it is. */
    void rename(OpenFile file, String path) {
        putBehind(file, Replacement.named(Replacement.Kind.REGULAR, path));
        consequences.add(new Consequence(
                Kind.PATH_CHANGED,
                file.definedBy().offset(),
                Printed.file(file) + " is reopened as " + Printable.of(path)));
    }

    /** What only the old kind's record named, the new record no longer names. */
    private void clearKindReferences(OpenFile file) {
        file.definedBy().references().stream()
                .filter(reference -> reference.field().record().startsWith("FILE."))
                .forEach(definitions::clear);
    }

    /** The records behind FILE: a name, or the contents of a pipe. */
    private void putBehind(OpenFile file, Replacement replacement) {
        Optional<ImageRecord> oldName = file.object().record(RecordType.FILE_NAME);
        if (replacement.kind().hasName()) {
            FileNameRecord name = new FileNameRecord(Text.withNul(replacement.path()));
            if (oldName.isPresent()) {
                draft.replace(oldName.get(), RecordType.FILE_NAME, name);
            } else {
                draft.addBehind(file.definedBy(), RecordType.FILE_NAME, name);
            }
            return;
        }
        oldName.ifPresent(draft::delete);
        if (replacement.kind() == Replacement.Kind.PIPE) {
            draft.addBehind(file.definedBy(), RecordType.PIPE_BUF, new PipeBufRecord(Unpooled.EMPTY_BUFFER));
        }
    }
}
