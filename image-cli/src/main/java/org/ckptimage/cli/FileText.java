package org.ckptimage.cli;

import java.util.List;
import java.util.StringJoiner;
import org.ckptimage.format.FileType;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.EventFd;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketBuffer;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Task;
import org.ckptimage.image.Terminal;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Printable;
import org.ckptimage.record.SocketRecord;

/** Open files in words, as a Linux user knows them. All of it is fit to be printed. */
final class FileText {
    private static final String[] ACCESS = {"r", "w", "rw"};

    private FileText() {}

    /** generic, pipe, ... */
    static String type(OpenFile file) {
        return file.type().map(FileType::id).orElse("unreadable");
    }

    /** r, w, rw, or - for none. */
    static String access(OpenFile file) {
        return file.access().map(mode -> ACCESS[mode.number()]).orElse("-");
    }

    /** Name and what there is to say of the file beside it. */
    static String described(OpenFile file) {
        String name = Printable.of(file.nameText());
        String details = details(file);
        return details.isEmpty() || details.startsWith(",") ? name + details : name + " " + details;
    }

    private static String details(OpenFile file) {
        if (file instanceof PipeEnd pipe) {
            return (pipe.isWriteEnd() ? "write end" : "read end")
                    + bytes(pipe.contents().readableBytes(), "in it");
        }
        if (file instanceof Fifo fifo) {
            return bytes(fifo.contents().readableBytes(), "in it");
        }
        if (file instanceof SocketFile socket) {
            return socket.sock().map(FileText::socket).orElse("of an unknown socket");
        }
        if (file instanceof TtyFile tty) {
            return tty.terminal().map(FileText::terminal).orElse("of an unknown terminal");
        }
        if (file instanceof EpollSet epoll) {
            return watches(epoll.watches());
        }
        if (file instanceof EventFd eventfd) {
            boolean semaphore = eventfd.record() instanceof FileRecord.Eventfd record
                    && record.flags().has("SEMAPHORE");
            return "count " + Long.toUnsignedString(eventfd.count()) + (semaphore ? ", semaphore" : "");
        }
        return "";
    }

    private static String bytes(long number, String where) {
        return number == 0 ? "" : ", " + Numbers.count(number, "byte") + " " + where;
    }

    private static String socket(Sock sock) {
        StringJoiner text = new StringJoiner(" ");
        if (sock.record().isEmpty()) {
            return "without a SOCKET record";
        }
        SocketRecord record = sock.record().get();
        text.add(record.addressFamily().map(FileText::lower).orElse("family " + record.family()));
        text.add(record.socketType().map(FileText::lower).orElse("type " + record.type()));
        text.add(sock.localText().map(Printable::of).orElse("*"));
        sock.remoteText().map(Printable::of).ifPresent(remote -> text.add("-> " + remote));
        text.add(record.state().map(Enum::name).orElse("state " + record.sockState()));
        sock.unix().map(unix -> unix.peer()).filter(peer -> !peer.isNone()).ifPresent(peer -> text.add("peer " + peer));
        List<SocketBuffer> received = sock.receiveQueue();
        String queue = received.isEmpty()
                ? ""
                : ", " + Numbers.count(sock.receivedBytes(), "byte") + " received in "
                        + Numbers.count(received.size(), "buffer");
        record.shutdown().names().forEach(direction -> text.add("shut " + direction));
        return text + (record.sockFlags().has("DEAD") ? ", dead" : "") + queue;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String terminal(Terminal terminal) {
        String end = terminal.isMaster() ? "master of /dev/pts/" + terminal.number() : "slave";
        return end + bytes(terminal.unreadInput().readableBytes(), "unread");
    }

    private static String watches(List<EpollSet.Watch> watches) {
        if (watches.isEmpty()) {
            return "watches nothing";
        }
        StringJoiner text = new StringJoiner(", ", "watches ", "");
        for (EpollSet.Watch watch : watches) {
            ObjRef file = watch.item().fileObjref();
            // Joined by + and not as in C by a bar, which separates the columns of --user-info.
            String events = watch.item().events().toString().replace('|', '+');
            text.add(watch.item().fd() + " = " + file + " " + events);
        }
        return text.toString();
    }

    /** Who has it mapped, and whose executable it is; empty for nobody. */
    static String mappings(OpenFile file) {
        StringJoiner text = new StringJoiner("; ", " (", ")");
        text.setEmptyValue("");
        if (!file.executableOf().isEmpty()) {
            text.add("executable of " + pids(file.executableOf()));
        }
        if (!file.mappedBy().isEmpty()) {
            text.add("mapped by " + pids(file.mappedBy()));
        }
        return text.toString();
    }

    private static String pids(List<Task> tasks) {
        return String.join(
                ",", tasks.stream().map(task -> String.valueOf(task.pid())).toList());
    }

    /** Descriptors as {@code 278:0,278:1}. */
    static String descriptors(OpenFile file) {
        return String.join(
                ",", file.descriptors().stream().map(Object::toString).toList());
    }
}
