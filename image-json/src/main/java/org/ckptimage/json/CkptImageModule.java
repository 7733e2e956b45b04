package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.ProcessTree;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.json.view.FilesJson;
import org.ckptimage.json.view.JsonOut;
import org.ckptimage.json.view.MemJson;
import org.ckptimage.json.view.PsJson;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.RecordCodec;

/**
 * Teaches an {@code ObjectMapper} of Jackson to write the views and records of one image as the command does:
 * {@link Task} as an item of {@code ckpt ps --json}, {@link OpenFile} of {@code files}, {@link Vma} of {@code mem},
 * {@link ImageObject} as {@code object} names objects, {@link ImageRecord} as a line of the flat form, a typed
 * {@link CkptRecord} as such a line without its place, {@link ObjRef} as a number, and {@link Image} as the tree.
 * Payloads are left out.
 *
 * <pre>{@code
 * ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
 * mapper.writeValue(out, Map.of("job", 12, "tasks", image.tasks(), "files", image.files()));
 * }</pre>
 *
 * <p>Belongs to the image that it was made with, which must stay open.
 */
public final class CkptImageModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    private final transient Image image;
    private final transient ProcessTree processes;
    private final transient Map<ImageObject, AddressSpace> memories = new HashMap<>();

    /** A module for values of this image. */
    public CkptImageModule(Image image) {
        super("ckpt-image");
        checkNotNull(image, "image");
        this.image = image;
        this.processes = new ProcessTree(image);
        for (Task task : image.tasks()) {
            task.memory().object().ifPresent(object -> memories.putIfAbsent(object, task.memory()));
        }
        add(Task.class, this::task);
        add(OpenFile.class, CkptImageModule::file);
        add(Vma.class, this::vma);
        add(ImageObject.class, CkptImageModule::object);
        add(ImageRecord.class, this::record);
        add(CkptRecord.class, this::record);
        add(ObjRef.class, (ref, json) -> json.writeNumber(ref.number()));
        add(Image.class, (value, json) -> ImageJson.write(value, json, JsonOptions.DEFAULT));
    }

    private interface Writer<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private <T> void add(Class<T> type, Writer<? super T> writer) {
        addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writer.write(value, json);
            }
        });
    }

    private void task(Task task, JsonGenerator json) throws IOException {
        JsonOut out = JsonOut.into(json).startObject();
        PsJson.task(out, processes, task);
        out.endObject();
    }

    private static void file(OpenFile file, JsonGenerator json) throws IOException {
        JsonOut out = JsonOut.into(json).startObject();
        FilesJson.file(out, file);
        out.endObject();
    }

    private void vma(Vma vma, JsonGenerator json) throws IOException {
        AddressSpace memory = vma.definedBy().definition().map(memories::get).orElse(null);
        if (memory == null) {
            throw new IOException("no task of " + image + " has the address space of this area");
        }
        JsonOut out = JsonOut.into(json).startObject();
        new MemJson(image, false).vma(out, memory, vma);
        out.endObject();
    }

    private static void object(ImageObject object, JsonGenerator json) throws IOException {
        JsonOut out = JsonOut.into(json).startObject();
        ObjectJson.identity(out, object);
        out.endObject();
    }

    private void record(ImageRecord record, JsonGenerator json) throws IOException {
        RecordPrinter printer = new RecordPrinter(image, new JsonSink(json), JsonOptions.DEFAULT, Set.of());
        printer.open(record, record.depth());
        json.writeEndObject();
    }

    private void record(CkptRecord record, JsonGenerator json) throws IOException {
        RecordType type = type(record);
        RecordPrinter.detached(
                image.format(), type, RecordCodec.of(image.format()).encode(type, record), json);
    }

    /** The type of a record, by the name of its class: PgArrRecord is PGARR. */
    private static RecordType type(CkptRecord record) throws IOException {
        for (Class<?> known : CkptRecord.class.getPermittedSubclasses()) {
            if (known.isInstance(record)) {
                String name = known.getSimpleName().replaceAll("Record$", "").toUpperCase(Locale.ROOT);
                for (RecordType type : RecordType.values()) {
                    if (type.name().replace("_", "").equals(name)) {
                        return type;
                    }
                }
            }
        }
        throw new IOException("a " + record.getClass().getSimpleName() + " has no type of its own");
    }
}
