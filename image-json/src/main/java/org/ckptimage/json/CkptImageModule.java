package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PageRun;
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
 * Payloads are left out. {@link Descriptor}, {@link FileUse} and {@link PageRun} are written as they stand within such
 * items; of other views Jackson's guess would be wrong, and they are refused.
 *
 * <pre>{@code
 * ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
 * mapper.writeValue(out, Map.of("job", 12, "tasks", image.tasks(), "files", image.files()));
 * }</pre>
 *
 * <p>Belongs to the image that it was made with, which must stay open: what is part of another image is refused, by
 * {@link JsonMappingException}, and so is a second module for a mapper, by {@link IllegalStateException}. Make a mapper
 * for each image. Records without a place ({@link CkptRecord}) do not know their image, and are taken as this one's.
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
        add(OpenFile.class, this::file);
        add(Descriptor.class, this::descriptor);
        add(FileUse.class, this::use);
        add(Vma.class, this::vma);
        add(PageRun.class, CkptImageModule::run);
        add(ImageObject.class, this::object);
        add(ImageRecord.class, this::record);
        add(CkptRecord.class, this::record);
        add(ObjRef.class, (ref, json) -> json.writeNumber(ref.number()));
        add(Image.class, (value, json) -> ImageJson.write(value, json, JsonOptions.DEFAULT));
        setSerializerModifier(new Refusal());
    }

    /** Each module is one of its own, so that a mapper does not leave out the second without a word. */
    @Override
    public Object getTypeId() {
        return this;
    }

    /**
     * Adds what it knows to a mapper.
     *
     * @throws IllegalStateException if the mapper has such a module already
     */
    @Override
    public void setupModule(SetupContext context) {
        ObjectMapper mapper = context.getOwner();
        for (Object id : mapper.getRegisteredModuleIds()) {
            if (id instanceof CkptImageModule other && other != this) {
                throw new IllegalStateException("this ObjectMapper has a CkptImageModule already, for " + other.image
                        + "; make a mapper for each image");
            }
        }
        super.setupModule(context);
    }

    /** Refuses views that are not known here: as beans they would lose what they stand for, or never end. */
    private static final class Refusal extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            boolean guessed = serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
            return guessed && type.getPackage().equals(Image.class.getPackage())
                    ? serializer((value, json) -> {
                        throw JsonMappingException.from(
                                json, "CkptImageModule has no JSON for a " + type.getSimpleName() + "; say what of it");
                    })
                    : serializer;
        }
    }

    private interface Writer<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private <T> void add(Class<T> type, Writer<? super T> writer) {
        addSerializer(type, serializer(writer));
    }

    private static <T> JsonSerializer<T> serializer(Writer<? super T> writer) {
        return new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writer.write(value, json);
            }
        };
    }

    /** Makes sure that a value is part of this module's image: by another image's tables it would be nonsense. */
    private void checkOwn(Image of, JsonGenerator json) throws IOException {
        if (of != image) {
            throw JsonMappingException.from(
                    json, "this is part of another image, " + of + ", than that of the CkptImageModule, " + image);
        }
    }

    private void task(Task task, JsonGenerator json) throws IOException {
        checkOwn(task.image(), json);
        JsonOut out = JsonOut.into(json).startObject();
        PsJson.task(out, processes, task);
        out.endObject();
    }

    private void file(OpenFile file, JsonGenerator json) throws IOException {
        checkOwn(file.definedBy().image(), json);
        JsonOut out = JsonOut.into(json).startObject();
        FilesJson.file(out, file);
        out.endObject();
    }

    private void descriptor(Descriptor descriptor, JsonGenerator json) throws IOException {
        checkOwn(descriptor.definedBy().image(), json);
        JsonOut.into(json)
                .startObject()
                .field("fd", descriptor.number())
                .field("objref", descriptor.record().fdObjref().number())
                .field("cloexec", descriptor.isCloseOnExec())
                .endObject();
    }

    private void use(FileUse use, JsonGenerator json) throws IOException {
        checkOwn(use.task().image(), json);
        FilesJson.use(JsonOut.into(json), use);
    }

    private static void run(PageRun run, JsonGenerator json) throws IOException {
        MemJson.run(JsonOut.into(json), run);
    }

    private void vma(Vma vma, JsonGenerator json) throws IOException {
        checkOwn(vma.definedBy().image(), json);
        AddressSpace memory = vma.definedBy().definition().map(memories::get).orElse(null);
        if (memory == null) {
            throw new IOException("no task of " + image + " has the address space of this area");
        }
        JsonOut out = JsonOut.into(json).startObject();
        new MemJson(image, false).vma(out, memory, vma);
        out.endObject();
    }

    private void object(ImageObject object, JsonGenerator json) throws IOException {
        checkOwn(object.definedBy().image(), json);
        JsonOut out = JsonOut.into(json).startObject();
        ObjectJson.identity(out, object);
        out.endObject();
    }

    private void record(ImageRecord record, JsonGenerator json) throws IOException {
        checkOwn(record.image(), json);
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
