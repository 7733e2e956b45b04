package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.PageRun;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.record.IpcShmRecord;

/**
 * The memory of processes, as an array with an object for each.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class MemJson {
    private final Image image;
    private final boolean pages;

    /** @param pages whether the runs of saved pages are listed, too */
    public MemJson(Image image, boolean pages) {
        checkNotNull(image, "image");
        this.image = image;
        this.pages = pages;
    }

    /**
     * Writes the array, in UTF-8; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public void write(List<Task> processes, OutputStream out) throws IOException {
        checkNotNull(processes, "processes");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startArray();
            for (Task task : processes) {
                json.startObject();
                process(json, task);
                json.endObject();
            }
            json.endArray();
        }
    }

    private void process(JsonOut json, Task task) throws IOException {
        AddressSpace memory = task.memory();
        json.field("pid", task.pid()).text("comm", task.commText());
        if (memory.object().isPresent()) {
            json.field("mm", memory.object().get().ref().number());
        }
        if (memory.executable().isPresent()) {
            json.text("executable", memory.executable().get().nameText());
        }
        List<Vma> vmas = memory.vmas();
        long savedPages = 0;
        json.startArray("vmas");
        for (Vma vma : vmas) {
            json.startObject();
            savedPages += vma(json, memory, vma);
            json.endObject();
        }
        json.endArray();
        json.startObject("totals")
                .field("vmas", vmas.size())
                .unsigned("bytes", memory.mappedBytes())
                .field("savedPages", savedPages)
                .field("savedBytes", savedPages * image.detection().pageSize())
                .endObject();
    }

    /**
     * Writes the fields of a vma into an object that is open, and says how many pages stand behind it.
     *
     * @throws IOException if writing fails
     */
    public long vma(JsonOut json, AddressSpace memory, Vma vma) throws IOException {
        json.hex("start", vma.start())
                .hex("end", vma.end())
                .field("perms", vma.record().permissions())
                .field(
                        "type",
                        vma.type()
                                .map(type ->
                                        type.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .orElse("unknown(" + vma.record().vmaType() + ")"))
                .text("name", memory.areaName(vma));
        if (!vma.record().vmaObjref().isNone()) {
            json.field("file", vma.record().vmaObjref().number()).unsigned("fileOffset", vma.fileOffset());
        }
        if (vma.type().filter(type -> type.name().startsWith("SHM_ANON")).isPresent()) {
            json.field("segment", vma.record().inoObjref().number());
        }
        Optional<IpcShmRecord> sysv = vma.sysvSegment();
        if (sysv.isPresent()) {
            json.field("segment", vma.record().inoObjref().number())
                    .hex("key", sysv.get().perms().key())
                    .field("id", sysv.get().perms().id());
        }
        long saved = vma.ownsPages() ? vma.pages().size() : 0;
        json.field("savedPages", saved)
                .field("savedBytes", saved * image.detection().pageSize())
                .field("offset", vma.definedBy().offset());
        if (pages && vma.ownsPages()) {
            json.startArray("pages");
            for (PageRun run : vma.pages().runs()) {
                run(json, run);
            }
            json.endArray();
        }
        return saved;
    }

    /**
     * Writes neighbouring pages as an object.
     *
     * @throws IOException if writing fails
     */
    public static void run(JsonOut json, PageRun run) throws IOException {
        json.startObject()
                .hex("start", run.address())
                .field("pages", run.pages())
                .field("offset", run.offset())
                .endObject();
    }
}
