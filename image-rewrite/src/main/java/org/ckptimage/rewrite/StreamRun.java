package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjrefRecord;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.record.RecordReader;
import org.ckptimage.record.TreeRecord;
import org.ckptimage.record.TtyRecord;
import org.ckptimage.rewrite.draft.GatheringChannel;
import org.ckptimage.rewrite.draft.PidEntries;

/** The way of one image through a {@link StreamRewrite}: what is passed on, what is held back, whose turn it is. */
final class StreamRun {
    private static final int HEAD = RecordCodec.HEAD;

    private final RecordReader reader;
    private final GatheringChannel target;
    private final StreamEdits edits;
    private final ImageFormat format;
    private final RecordCodec codec;

    /** By task; null where the dialect has tags instead, or before they came. */
    private PidEntries pids;

    private int announcedTasks = -1;
    private int task = -1;
    private final Map<Integer, String> terminals = new HashMap<>();
    private int terminal;
    private HeldPart part;
    private boolean tail;

    StreamRun(RecordReader reader, GatheringChannel target, StreamEdits edits) {
        this.reader = reader;
        this.target = target;
        this.edits = edits;
        this.format = reader.detection().format();
        this.codec = RecordCodec.of(format);
    }

    void run() throws IOException {
        while (reader.next()) {
            RecordType type = reader.type().orElse(null);
            look(type);
            if (part == null && !begins(type)) {
                pass(type);
                continue;
            }
            hold(type);
            if (part.isWhole()) {
                part.connect();
                edits.edit(part, pid());
                write(part);
                part = null;
            }
        }
        if (!tail) {
            throw new ImageFormatException(reader.offset(), "the image ends without TAIL");
        }
        edits.finish();
    }

    /** Learns what is needed later. */
    private void look(RecordType type) throws IOException {
        if (type == RecordType.TREE) {
            announcedTasks = ((TreeRecord) reader.decode()).nrTasks();
        } else if (type == RecordType.BUFFER && announcedTasks >= 0 && task < 0 && pids == null) {
            pids = readPids();
        } else if (type == RecordType.TASK) {
            task++;
        } else if (type == RecordType.TTY && reader.decode() instanceof TtyRecord tty) {
            terminals.put(terminal, tty.isMaster() ? "/dev/ptmx" : "/dev/pts/" + tty.index());
        }
        tail = type == RecordType.TAIL;
    }

    /** The array of the process tree. The dialects that have tags in it have other records in front of it. */
    private PidEntries readPids() throws IOException {
        ByteBuf payload = reader.bytes().skipBytes(HEAD);
        if (format.has(RecordType.PIDS) || payload.readableBytes() < reader.length() - HEAD) {
            return null;
        }
        return PidEntries.of(format, payload, announcedTasks).orElse(null);
    }

    /** The process whose part is passing; 0 if nobody knows. */
    private int pid() {
        return pids != null && task >= 0 && task < pids.size() ? pids.get(task, "vpid") : 0;
    }

    private ObjectType definition(RecordType type) throws IOException {
        if (type != RecordType.OBJREF || !(reader.decode() instanceof ObjrefRecord objref)) {
            return null;
        }
        ObjectType defined = objref.type(format).orElse(null);
        if (defined == ObjectType.TTY) {
            terminal = objref.objref().number();
        }
        return defined;
    }

    private boolean begins(RecordType type) throws IOException {
        ObjectType defined = definition(type);
        return defined == ObjectType.FILE_TABLE || defined == ObjectType.FILE;
    }

    private void hold(RecordType type) throws IOException {
        if (part == null) {
            part = new HeldPart(codec, terminals);
        }
        HeldRecord record = record(type);
        ObjectType defined = definition(type);
        if (defined == ObjectType.FILE_TABLE) {
            part.beginTable(record);
        } else if (defined == ObjectType.FILE) {
            part.beginFile(record, ((ObjrefRecord) reader.decode()).objref().number());
        } else {
            part.take(record);
        }
    }

    /** The record with a copy of its bytes. */
    private HeldRecord record(RecordType type) throws IOException {
        ByteBuf bytes = reader.bytes();
        if (bytes.readableBytes() < reader.length()) {
            throw new RefusedException(
                    "the " + reader.typeName() + " at offset " + reader.offset() + " is too large to be held back",
                    RefusedException.Advice.WHOLE_IMAGE);
        }
        return new HeldRecord(reader.offset(), type, Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes)));
    }

    private void pass(RecordType type) throws IOException {
        if (edits.concerns(type)) {
            HeldRecord record = record(type);
            edits.editPassing(record);
            write(record);
        } else {
            reader.copyTo(target);
        }
    }

    private void write(HeldPart whole) throws IOException {
        for (HeldRecord record : whole.records()) {
            write(record);
        }
    }

    private void write(HeldRecord record) throws IOException {
        if (!record.isDropped()) {
            target.write(record.bytes().nioBuffer());
            if (record.behind() != null) {
                target.write(record.behind().nioBuffer());
            }
        }
    }
}
