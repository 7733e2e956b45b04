package org.ckptimage.image;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.SocketFamily;
import org.ckptimage.format.SocketType;
import org.ckptimage.record.SocketInetRecord;
import org.ckptimage.record.SocketRecord;
import org.ckptimage.record.SocketUnixRecord;
import org.ckptimage.record.Text;
import org.ckptimage.record.UnixAddress;

/** A socket: its state, its addresses, and what its queues hold. */
public final class Sock {
    /** Length of the header that the kernel keeps in front of a queued UDP datagram. */
    private static final int UDP_HEADER = 8;

    private final Image image;
    private final int definition;

    Sock(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The socket that an object is; empty for objects of other types. */
    public static Optional<Sock> of(Image image, ImageObject object) {
        int definition = image.definition(object.ref(), ObjectType.SOCK);
        return definition < 0 ? Optional.empty() : Optional.of(new Sock(image, definition));
    }

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** The SOCKET record; empty if the image lacks it. */
    public Optional<SocketRecord> record() {
        int entry = image.walk().find(definition, RecordType.SOCKET);
        return image.find(entry, SocketRecord.class);
    }

    /** What a unix socket has beside. */
    public Optional<SocketUnixRecord> unix() {
        int entry = image.walk().find(definition, RecordType.SOCKET_UNIX);
        return image.find(entry, SocketUnixRecord.class);
    }

    /** What an internet socket has beside. */
    public Optional<SocketInetRecord> inet() {
        int entry = image.walk().find(definition, RecordType.SOCKET_INET);
        return image.find(entry, SocketInetRecord.class);
    }

    /** The directory in which a unix socket with a relative name was bound. */
    public Optional<Text> bindDirectory() {
        int entry = image.walk().find(definition, RecordType.STRING);
        return entry < 0 ? Optional.empty() : Optional.of(new Text(image.slice(entry, 8)));
    }

    /** The socket that a unix socket is connected to. */
    public Optional<Sock> peer() {
        int peer = unix().map(unix -> image.definition(unix.peer(), ObjectType.SOCK))
                .orElse(RecordIndex.NONE);
        return peer < 0 ? Optional.empty() : Optional.of(new Sock(image, peer));
    }

    /** The open file on it; a socket whose file is closed, or that waits to be accepted, has none. */
    public Optional<OpenFile> file() {
        return image.fileViews().ofSocket(object().ref());
    }

    /** What was received and not read yet, in order. */
    public ImmutableList<SocketBuffer> receiveQueue() {
        return queue(Role.RECEIVE_QUEUE);
    }

    /** What is to be sent; always empty in images of v20. */
    public ImmutableList<SocketBuffer> writeQueue() {
        return queue(Role.WRITE_QUEUE);
    }

    /** Bytes received and not read yet. */
    public long receivedBytes() {
        return receiveQueue().stream().mapToLong(SocketBuffer::size).sum();
    }

    private ImmutableList<SocketBuffer> queue(Role wanted) {
        ImmutableList.Builder<SocketBuffer> buffers = ImmutableList.builder();
        int header = isUdp() ? UDP_HEADER : 0;
        int first = image.index().deferredGroup(definition);
        Role current = null;
        for (int at = Math.max(first, 0);
                first >= 0 && at < image.index().size();
                at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            if (type == RecordType.SOCKET_QUEUE) {
                if (current == Role.WRITE_QUEUE) {
                    break;
                }
                current = image.index().role(at);
            } else if (type == RecordType.SOCKET_BUFFER) {
                if (current == wanted) {
                    buffers.add(new SocketBuffer(image, at, header));
                }
            } else if (!belongsToQueue(at, type)) {
                break;
            }
        }
        return buffers.build();
    }

    private boolean isUdp() {
        return record().map(socket -> socket.addressFamily().orElse(null) == SocketFamily.INET
                        && socket.socketType().orElse(null) == SocketType.DGRAM)
                .orElse(false);
    }

    /**
     * Everything of its two queues: the SOCKET_QUEUE records, their buffers and raw pages, in order. Definitions that
     * stand among them are left out. Empty for a socket without queues.
     */
    public ImmutableList<ImageRecord> queueRecords() {
        ImmutableList.Builder<ImageRecord> records = ImmutableList.builder();
        int first = image.index().deferredGroup(definition);
        int queues = 0;
        for (int at = Math.max(first, 0);
                first >= 0 && at < image.index().size();
                at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            if (type == RecordType.SOCKET_QUEUE && ++queues > 2
                    || type != RecordType.SOCKET_QUEUE
                            && type != RecordType.SOCKET_BUFFER
                            && !belongsToQueue(at, type)) {
                break;
            }
            if (type != RecordType.OBJREF) {
                records.add(new ImageRecord(image, at));
            }
        }
        return records.build();
    }

    private boolean belongsToQueue(int entry, RecordType type) {
        return type == RecordType.OBJREF
                || type == RecordType.SOCKET_FRAG
                || type == RecordType.BUFFER && image.index().role(entry) == Role.SOCKET_DATA
                || image.index().kind(entry) == RecordIndex.RAW_PAGE;
    }

    /** Local and remote address and state, as ss prints them; {@code *} for a side without a name. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        record().ifPresent(socket -> {
            text.append(kind(socket));
            text.append(' ').append(local().orElse("*"));
            remote().ifPresent(remote -> text.append(" -> ").append(remote));
            socket.state().ifPresent(state -> text.append(' ').append(state));
        });
        return text.toString();
    }

    private static String kind(SocketRecord socket) {
        String family = socket.addressFamily()
                .map(f -> f.name().toLowerCase(Locale.ROOT))
                .orElse("family " + socket.family());
        String type =
                socket.socketType().map(t -> t.name().toLowerCase(Locale.ROOT)).orElse("type " + socket.type());
        return family + " " + type;
    }

    /** The local address, printed; empty if there is none. */
    public Optional<String> local() {
        return unix().map(unix -> unix.localAddress().toString())
                .or(() -> inet().map(inet -> inet.localAddress().toString()))
                .filter(address -> !address.isEmpty());
    }

    /** The remote address, printed; empty if there is none. */
    public Optional<String> remote() {
        return unix().flatMap(unix -> unix.remoteAddress())
                .map(Object::toString)
                .or(() -> inet().flatMap(inet -> inet.remoteAddress()).map(Object::toString))
                .filter(address -> !address.isEmpty());
    }

    /** The local address, printed, as bytes: a path or an abstract name may be any. Empty if there is none. */
    public Optional<Text> localText() {
        return unix().map(unix -> unix.localAddress().printed())
                .or(() -> inet().map(inet -> Text.withNul(inet.localAddress().toString())));
    }

    /** The remote address, printed, as bytes; empty if there is none. */
    public Optional<Text> remoteText() {
        return unix().flatMap(SocketUnixRecord::remoteAddress)
                .map(UnixAddress::printed)
                .or(() -> inet().flatMap(SocketInetRecord::remoteAddress).map(to -> Text.withNul(to.toString())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sock that && image == that.image && definition == that.definition;
    }

    @Override
    public int hashCode() {
        return definition;
    }
}
