package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.FileDescRecord;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.FileTableRecord;
import org.ckptimage.record.RecordCodec;

/**
 * What is held back from a stream until it is clear what becomes of it: a file table up to its last descriptor, or an
 * open file outside of tables, with everything nested in them.
 */
final class HeldPart {
    /** What a heap of 64 MiB has room for: about 50,000 open files. */
    private static final int MOST_BYTES = 32 << 20;
    /** Bytes of the objects that hold a record. */
    private static final int OVERHEAD = 128;

    private final RecordCodec codec;
    /** Names of terminals by object number, so far. */
    private final Map<Integer, String> terminals;

    private final List<HeldRecord> records = new ArrayList<>();
    private final List<HeldFile> files = new ArrayList<>();
    private final List<HeldFile> filesFromElsewhere = new ArrayList<>();
    private final List<HeldDescriptor> descriptors = new ArrayList<>();
    /** Definitions of files that are not complete, the innermost first. */
    private final Deque<HeldFile> open = new ArrayDeque<>();

    private boolean awaitsTable;
    private HeldRecord table;
    private int awaitedDescriptors;
    private HeldFile awaitsName;
    private long size;

    HeldPart(RecordCodec codec, Map<Integer, String> terminals) {
        this.codec = codec;
        this.terminals = terminals;
    }

    void beginTable(HeldRecord objref) {
        if (awaitsTable || table != null) {
            throw new ImageFormatException(objref.offset(), "a file table inside of a file table");
        }
        awaitsTable = true;
        add(objref);
    }

    void beginFile(HeldRecord objref, int number) {
        open.push(new HeldFile(number, objref));
        add(objref);
    }

    /** Takes a record that is no OBJREF of a table or file. */
    void take(HeldRecord record) {
        add(record);
        RecordType type = record.type();
        if (type == RecordType.FILE_TABLE && awaitsTable) {
            awaitsTable = false;
            table = record;
            awaitedDescriptors = decode(record, FileTableRecord.class).fdtNfds();
        } else if (type == RecordType.FILE && !open.isEmpty()) {
            takeFile(record);
        } else if (type == RecordType.FILE_NAME && awaitsName != null) {
            awaitsName.takeName(
                    record, decode(record, FileNameRecord.class).data().lossless());
            files.add(awaitsName);
            awaitsName = null;
        } else if (type == RecordType.FILE_DESC && table != null) {
            descriptors.add(new HeldDescriptor(record, decode(record, FileDescRecord.class)));
            awaitedDescriptors--;
        } else if (type == RecordType.TAIL) {
            throw new ImageFormatException(record.offset(), "the image ends inside a file table or open file");
        }
    }

    private void takeFile(HeldRecord record) {
        HeldFile file = open.pop();
        FileRecord decoded = decode(record, FileRecord.class);
        String terminal = decoded instanceof FileRecord.Tty tty
                ? terminals.getOrDefault(
                        tty.ttyObjref().number(), "tty:[" + tty.ttyObjref().number() + "]")
                : "";
        if (file.take(record, decoded, terminal)) {
            awaitsName = file;
        } else {
            files.add(file);
        }
    }

    private void add(HeldRecord record) {
        records.add(record);
        size += record.bytes().capacity() + OVERHEAD;
        if (size > MOST_BYTES) {
            throw new RefusedException(
                    "the file table at offset " + records.get(0).offset() + " is too large to be held back",
                    RefusedException.Advice.WHOLE_IMAGE);
        }
    }

    <T> T decode(HeldRecord record, Class<T> expected) {
        try {
            Object decoded = codec.decode(record.type(), record.bytes());
            if (expected.isInstance(decoded)) {
                return expected.cast(decoded);
            }
        } catch (IllegalArgumentException e) {
            throw new ImageFormatException(record.offset(), "", "R008", record.type() + " " + e.getMessage());
        }
        throw new ImageFormatException(record.offset(), record.type() + " of an unknown kind");
    }

    /** Whether all of it is there. */
    boolean isWhole() {
        return open.isEmpty() && awaitsName == null && !awaitsTable && (table == null || awaitedDescriptors <= 0);
    }

    /** Gives files their descriptors, when it is whole. */
    void connect() {
        Map<Integer, HeldFile> byNumber = new HashMap<>();
        files.forEach(file -> byNumber.put(file.number(), file));
        for (HeldDescriptor descriptor : descriptors) {
            HeldFile file = byNumber.get(descriptor.file());
            if (file == null) {
                file = HeldFile.fromElsewhere(descriptor.file());
                byNumber.put(descriptor.file(), file);
                filesFromElsewhere.add(file);
            }
            file.descriptors.add(descriptor);
        }
    }

    List<HeldRecord> records() {
        return records;
    }

    List<HeldFile> files() {
        return files;
    }

    /** Those that descriptors of the table name, but that are defined further in front. */
    List<HeldFile> filesFromElsewhere() {
        return filesFromElsewhere;
    }

    List<HeldDescriptor> descriptors() {
        return descriptors;
    }

    /** Writes the number of descriptors that are left. */
    void writeCount() {
        if (table != null) {
            int left = (int) descriptors.stream()
                    .filter(descriptor -> !descriptor.record().isDropped())
                    .count();
            if (left != descriptors.size()) {
                FileTableRecord old = decode(table, FileTableRecord.class);
                table.replace(codec.encode(RecordType.FILE_TABLE, new FileTableRecord(left, old.padding())));
            }
        }
    }
}
