package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.format.SockState;
import org.ckptimage.image.BrokenFile;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.EventFd;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Task;
import org.ckptimage.image.Terminal;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SocketRecord;

/**
 * The open files of an image, each once, as an array by number.
 *
 * <pre>{@code
 * FilesJson.write(image, System.out);
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class FilesJson {
    private static final String[] ACCESS = {"r", "w", "rw"};

    private FilesJson() {}

    /**
     * Writes the array, in UTF-8; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public static void write(Image image, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startArray();
            for (OpenFile file : image.files()) {
                json.startObject();
                file(json, file);
                json.endObject();
            }
            json.endArray();
        }
    }

    /**
     * Writes the fields of an open file into an object that is open.
     *
     * @throws IOException if writing fails
     */
    public static void file(JsonOut json, OpenFile file) throws IOException {
        json.field("objref", file.objref().number())
                .field("type", file.type().map(FileType::id).orElse("unreadable"))
                .field("offset", file.definedBy().offset());
        if (!(file instanceof BrokenFile)) {
            json.text("name", file.nameText())
                    .field(
                            "access",
                            file.access().map(mode -> ACCESS[mode.number()]).orElse("none"))
                    .strings("flags", file.flagNames())
                    .unsigned("pos", file.position())
                    .hex("mode", file.record().common().fMode().raw());
        }
        users(json, file);
        if (file instanceof PipeEnd pipe) {
            pipe(
                    json,
                    pipe.pipe(),
                    pipe.isWriteEnd() ? "write" : "read",
                    pipe.contents().readableBytes());
        } else if (file instanceof Fifo fifo) {
            String end = fifo.access().map(mode -> ACCESS[mode.number()]).orElse("none");
            pipe(
                    json,
                    fifo.pipe(),
                    end.equals("r") ? "read" : end.equals("w") ? "write" : "both",
                    fifo.contents().readableBytes());
        } else if (file instanceof SocketFile socket) {
            socket(json, socket);
        } else if (file instanceof TtyFile tty) {
            tty(json, tty);
        } else if (file instanceof EpollSet epoll) {
            watches(json, epoll);
        } else if (file instanceof EventFd eventfd) {
            boolean semaphore = eventfd.record() instanceof FileRecord.Eventfd record
                    && record.flags().has("SEMAPHORE");
            json.unsigned("count", eventfd.count()).field("semaphore", semaphore);
        }
    }

    private static void users(JsonOut json, OpenFile file) throws IOException {
        json.startArray("descriptors");
        for (FileUse use : file.descriptors()) {
            use(json, use);
        }
        json.endArray();
        json.numbers("mappedBy", pids(file.mappedBy())).numbers("executableOf", pids(file.executableOf()));
    }

    /**
     * Writes who has a file open, by which descriptor, as an object.
     *
     * @throws IOException if writing fails
     */
    public static void use(JsonOut json, FileUse use) throws IOException {
        json.startObject()
                .field("pid", use.task().pid())
                .field("fd", use.descriptor().number())
                .field("cloexec", use.descriptor().isCloseOnExec())
                .endObject();
    }

    private static List<Integer> pids(List<Task> tasks) {
        return tasks.stream().map(Task::pid).toList();
    }

    private static void pipe(JsonOut json, ObjRef pipe, String end, long buffered) throws IOException {
        json.field("pipe", pipe.number()).field("end", end).field("bufferedBytes", buffered);
    }

    private static void socket(JsonOut json, SocketFile file) throws IOException {
        json.field("sock", file.sockRef().number());
        Optional<Sock> found = file.sock();
        if (found.isEmpty() || found.get().record().isEmpty()) {
            return;
        }
        Sock sock = found.get();
        SocketRecord record = sock.record().get();
        json.field("family", record.addressFamily().map(FilesJson::id).orElse(String.valueOf(record.family())))
                .field("socketType", record.socketType().map(FilesJson::id).orElse(String.valueOf(record.type())))
                .field("protocol", record.protocol())
                .field("state", record.state().map(Enum::name).orElse(String.valueOf(record.sockState())))
                .field("connection", record.connection().map(Enum::name).orElse(String.valueOf(record.socketState())))
                .field(
                        "listening",
                        record.state().filter(s -> s == SockState.LISTEN).isPresent())
                .strings("shutdown", record.shutdown().names())
                .field("dead", record.sockFlags().has("DEAD"))
                .text("local", sock.localText())
                .text("remote", sock.remoteText());
        if (sock.unix().isPresent()) {
            json.field("peer", sock.unix().get().peer().number()).text("bindDirectory", sock.bindDirectory());
        }
        json.field("receivedBytes", sock.receivedBytes())
                .field("receivedBuffers", sock.receiveQueue().size());
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void tty(JsonOut json, TtyFile file) throws IOException {
        json.field("tty", file.ttyRef().number());
        if (file.terminal().isPresent()) {
            Terminal terminal = file.terminal().get();
            json.field("end", terminal.isMaster() ? "master" : "slave")
                    .field("number", terminal.number())
                    .field("unreadBytes", terminal.unreadInput().readableBytes());
        }
    }

    private static void watches(JsonOut json, EpollSet set) throws IOException {
        json.startArray("watches");
        for (EpollSet.Watch watch : set.watches()) {
            json.startObject()
                    .field("fd", watch.item().fd())
                    .field("objref", watch.item().fileObjref().number())
                    .strings("events", watch.item().events().names())
                    .hex("data", watch.item().data())
                    .endObject();
        }
        json.endArray();
    }
}
