package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Reference;
import org.ckptimage.image.Role;
import org.ckptimage.json.ObjectJson;
import org.ckptimage.json.RecordsJson;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ckpt object}: one shared object, and who refers to it. */
@Command(
        name = "object",
        header = "One shared object, and who refers to it",
        description = "Shows one shared object: where it is defined, its records, what is nested in it, and every field"
                + " that refers to it.",
        footer = {
            "Who refers to object 11?",
            "  ckpt object job.ckpt 11",
            "With the fields of its records:",
            "  ckpt object job.ckpt 11 -v"
        })
final class ObjectCommand extends ImageCommand {
    @Parameters(index = "1", paramLabel = "OBJREF", converter = Number.class, description = "The object's number.")
    private ObjRef number;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "With the decoded fields of its records.")
    private boolean verbose;

    ObjectCommand(Streams streams) {
        super(streams);
    }

    /** Reads {@code 12} or {@code #12}. */
    static final class Number implements ITypeConverter<ObjRef> {
        @Override
        public ObjRef convert(String value) {
            long number = Offset.parse(value.startsWith("#") ? value.substring(1) : value);
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw new TypeConversionException("'" + value + "' is no object number; they begin at 1");
            }
            return ObjRef.of((int) number);
        }
    }

    @Override
    void show(Image image) throws IOException {
        ImageObject object = image.objects()
                .find(number)
                .orElseThrow(() -> new Refusal("no object has the number " + number.number() + "; the highest is "
                        + image.objects().highest()));
        if (json) {
            ObjectJson.write(image, object, out());
            return;
        }
        Optional<OpenFile> file = object.isHidden() ? Optional.empty() : image.file(number);
        out().line(style().bold(object + (object.isHidden() ? " (hidden)" : ""))
                + file.map(open -> "  " + FileText.type(open) + " " + FileText.described(open))
                        .orElse(""));
        definition(object);
        records(object);
        nested(object);
        referrers(image.objects().referrers(number));
    }

    private void definition(ImageObject object) throws IOException {
        ImageRecord record = object.definedBy();
        String how = object.isHidden() ? "by a field of " + record.typeName() : "by OBJREF";
        out().line("defined " + how + " at offset " + Numbers.offset(record.offset()) + ", "
                + Numbers.count(object.length(), "byte") + (object.nested().isEmpty() ? "" : " with what is nested"));
        String section = object.task().map(task -> "task " + task.pid()).orElse("no task's part of the image");
        out().line("inside "
                + object.enclosing().map(outer -> outer.definedBy().place()).orElse(section));
    }

    private void records(ImageObject object) throws IOException {
        if (object.records().isEmpty()) {
            return;
        }
        out().line("");
        Table table = new Table(">OFFSET", ">HEX", ">LENGTH", "RECORD");
        for (ImageRecord record : object.records()) {
            String role = record.role() == Role.PLAIN ? "" : " (" + RecordsJson.roleId(record.role()) + ")";
            String text = record.text().map(name -> " " + Printable.of(name)).orElse("");
            table.row(record.offset(), Numbers.hex(record.offset()), record.length(), record.typeName() + role + text);
        }
        table.print(out(), style());
        if (verbose) {
            for (ImageRecord record : object.records()) {
                out().line("");
                out().line(style().bold(record.typeName()) + " at offset " + Numbers.offset(record.offset()));
                new FieldLines(out(), "  ").print(record);
            }
        }
    }

    private void nested(ImageObject object) throws IOException {
        if (object.nested().isEmpty()) {
            return;
        }
        out().line("");
        Table table = new Table(">OFFSET", ">HEX", ">LENGTH", "NESTED");
        for (ImageObject inner : object.nested()) {
            long offset = inner.definedBy().offset();
            table.row(offset, Numbers.hex(offset), inner.length(), inner);
        }
        table.print(out(), style());
    }

    private void referrers(List<Reference> referrers) throws IOException {
        out().line("");
        if (referrers.isEmpty()) {
            out().line("nothing refers to it");
            return;
        }
        Table table = new Table(">OFFSET", ">HEX", "REFERRED TO BY", "IN");
        for (Reference reference : referrers) {
            String field = reference.field().record() + "." + reference.field().field();
            table.row(
                    reference.offset(),
                    Numbers.hex(reference.offset()),
                    field,
                    reference.from().place());
        }
        table.print(out(), style());
    }
}
