package org.ckptimage.image;

import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.IpcMsgMsgRecord;
import org.ckptimage.record.IpcMsgRecord;
import org.ckptimage.record.IpcNsRecord;
import org.ckptimage.record.IpcSemRecord;
import org.ckptimage.record.IpcShmRecord;
import org.ckptimage.record.Semaphore;

/** A SysV IPC namespace: the whole of it, whether the image's tasks use its objects or not. */
public final class IpcNamespace {
    private final Image image;
    private final int definition;

    IpcNamespace(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /**
     * A shared memory segment. Its pages are seen from address 0.
     *
     * @param record its description
     * @param pages what was saved of it
     * @param definedBy where the description stands
     */
    public record Segment(IpcShmRecord record, PageSet pages, ImageRecord definedBy) {}

    /**
     * A message queue.
     *
     * @param record its description
     * @param messages the messages, the oldest first
     * @param definedBy where the description stands
     */
    public record Queue(IpcMsgRecord record, List<Message> messages, ImageRecord definedBy) {}

    /**
     * A message: its type and its text, as a view.
     *
     * @param record its description
     * @param text its bytes
     * @param definedBy where the description stands
     */
    public record Message(IpcMsgMsgRecord record, ByteBuf text, ImageRecord definedBy) {}

    /**
     * A semaphore set.
     *
     * @param record its description
     * @param semaphores the semaphores, by index
     * @param definedBy where the description stands
     */
    public record SemaphoreSet(IpcSemRecord record, List<Semaphore> semaphores, ImageRecord definedBy) {}

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** Its limits; empty if the image lacks them. */
    public Optional<IpcNsRecord> limits() {
        int entry = image.walk().find(definition, RecordType.IPC_NS);
        return image.find(entry, IpcNsRecord.class);
    }

    /** All shared memory segments. A view, as the other lists are: each is read when it is looked at. */
    public List<Segment> segments() {
        return Lists.transform(image.whole(definition, RecordType.IPC_SHM).asList(), this::segment);
    }

    private Segment segment(int entry) {
        IpcShmRecord record = image.decode(entry, IpcShmRecord.class);
        return new Segment(record, new PageSet(image, entry + 1, 0, 0, false), new ImageRecord(image, entry));
    }

    /** All message queues. */
    public List<Queue> queues() {
        return Lists.transform(image.whole(definition, RecordType.IPC_MSG).asList(), this::queue);
    }

    private Queue queue(int entry) {
        return new Queue(
                image.decode(entry, IpcMsgRecord.class),
                Lists.transform(messages(entry).asList(), this::message),
                new ImageRecord(image, entry));
    }

    private ImmutableIntArray messages(int queue) {
        ImmutableIntArray.Builder messages = ImmutableIntArray.builder();
        int end = image.index().definitions.endOf(definition);
        for (int at = image.walk().next(queue); at < end; at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            if (type == RecordType.IPC_MSG_MSG && image.isWhole(at)) {
                messages.add(at);
            } else if (type != RecordType.BUFFER && type != RecordType.OBJREF) {
                break;
            }
        }
        return messages.build();
    }

    private Message message(int entry) {
        return new Message(
                image.decode(entry, IpcMsgMsgRecord.class),
                text(entry, image.index().definitions.endOf(definition)),
                new ImageRecord(image, entry));
    }

    private ByteBuf text(int message, int end) {
        List<ByteBuf> parts = new ArrayList<>();
        for (int at = image.walk().next(message); at < end; at = image.walk().next(at)) {
            if (image.index().role(at) == Role.MESSAGE_TEXT) {
                parts.add(image.slice(at, 8));
            } else if (image.index().type(at) != RecordType.OBJREF) {
                break;
            }
        }
        return Unpooled.wrappedBuffer(parts.size() + 1, parts.toArray(ByteBuf[]::new))
                .asReadOnly();
    }

    /** All semaphore sets. No restart of v20 brings them back whole. */
    public List<SemaphoreSet> semaphoreSets() {
        return Lists.transform(image.whole(definition, RecordType.IPC_SEM).asList(), this::semaphoreSet);
    }

    private SemaphoreSet semaphoreSet(int entry) {
        IpcSemRecord record = image.decode(entry, IpcSemRecord.class);
        int buffer = image.walk().next(entry);
        boolean there = buffer < image.index().size() && image.index().role(buffer) == Role.SEMAPHORES;
        List<Semaphore> semaphores =
                there ? Semaphore.readAll(image.format(), image.slice(buffer, 8), record.semNsems()) : List.of();
        return new SemaphoreSet(record, semaphores, new ImageRecord(image, entry));
    }
}
