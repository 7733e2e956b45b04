package org.ckptimage.image;

import com.google.common.collect.ImmutableList;
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

    /** All shared memory segments. */
    public List<Segment> segments() {
        ImmutableList.Builder<Segment> segments = ImmutableList.builder();
        for (int entry : entries(RecordType.IPC_SHM)) {
            IpcShmRecord record = image.decode(entry, IpcShmRecord.class);
            segments.add(
                    new Segment(record, new PageSet(image, entry + 1, 0, 0, false), new ImageRecord(image, entry)));
        }
        return segments.build();
    }

    /** All message queues. */
    public List<Queue> queues() {
        ImmutableList.Builder<Queue> queues = ImmutableList.builder();
        for (int entry : entries(RecordType.IPC_MSG)) {
            queues.add(
                    new Queue(image.decode(entry, IpcMsgRecord.class), messages(entry), new ImageRecord(image, entry)));
        }
        return queues.build();
    }

    private List<Message> messages(int queue) {
        ImmutableList.Builder<Message> messages = ImmutableList.builder();
        int end = image.index().definitions.endOf(definition);
        for (int at = image.walk().next(queue); at < end; at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            if (type == RecordType.IPC_MSG_MSG && image.isWhole(at)) {
                messages.add(new Message(
                        image.decode(at, IpcMsgMsgRecord.class), text(at, end), new ImageRecord(image, at)));
            } else if (type != RecordType.BUFFER && type != RecordType.OBJREF) {
                break;
            }
        }
        return messages.build();
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
        ImmutableList.Builder<SemaphoreSet> sets = ImmutableList.builder();
        for (int entry : entries(RecordType.IPC_SEM)) {
            IpcSemRecord record = image.decode(entry, IpcSemRecord.class);
            int buffer = image.walk().next(entry);
            boolean there = buffer < image.index().size() && image.index().role(buffer) == Role.SEMAPHORES;
            List<Semaphore> semaphores =
                    there ? Semaphore.readAll(image.format(), image.slice(buffer, 8), record.semNsems()) : List.of();
            sets.add(new SemaphoreSet(record, semaphores, new ImageRecord(image, entry)));
        }
        return sets.build();
    }

    private List<Integer> entries(RecordType type) {
        List<Integer> entries = new ArrayList<>();
        for (int entry : image.walk().own(definition)) {
            if (image.index().type(entry) == type && image.isWhole(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
