package org.ckptimage.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.ckptimage.format.FileType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.Printable;

/** An open file whose records are being held back from a stream. */
final class HeldFile {
    private final int number;
    /** OBJREF, FILE and, of files that have one, FILE_NAME: what is its own. */
    final List<HeldRecord> records = new ArrayList<>();
    /** Those of the file table around it. */
    final List<HeldDescriptor> descriptors = new ArrayList<>();

    private FileRecord file;
    private String name = "";

    HeldFile(int number, HeldRecord objref) {
        this.number = number;
        records.add(objref);
    }

    /**
     * Takes its FILE record.
     *
     * @return whether a name must follow
     */
    boolean take(HeldRecord record, FileRecord decoded, String terminal) {
        records.add(record);
        file = decoded;
        name = nameWithoutRecord(terminal);
        return type() == FileType.GENERIC || type() == FileType.FIFO;
    }

    void takeName(HeldRecord record, String text) {
        records.add(record);
        name = text;
    }

    /** As the views of an image name it. */
    private String nameWithoutRecord(String terminal) {
        if (file instanceof FileRecord.Pipe pipe) {
            return "pipe:[" + pipe.pipeObjref().number() + "]";
        }
        if (file instanceof FileRecord.Socket socket) {
            return "socket:[" + socket.sockObjref().number() + "]";
        }
        return switch (type()) {
            case TTY -> terminal;
            case EPOLL -> "anon_inode:[eventpoll]";
            default -> "anon_inode:[eventfd]";
        };
    }

    /** A file that was passed on earlier: known by its number alone. */
    static HeldFile fromElsewhere(int number) {
        return new HeldFile(number, null);
    }

    int number() {
        return number;
    }

    FileRecord record() {
        return file;
    }

    /** Its kind; null of one that was passed on earlier. */
    FileType type() {
        return file == null ? null : file.common().type().orElseThrow();
    }

    String name() {
        return name;
    }

    /** Whether all that makes it up is its own records, so that it can go without anything that follows. */
    boolean standsAlone() {
        return type() == FileType.GENERIC || type() == FileType.EVENTFD;
    }

    HeldRecord fileRecord() {
        return records.get(1);
    }

    Optional<HeldRecord> nameRecord() {
        return records.size() > 2 ? Optional.of(records.get(2)) : Optional.empty();
    }

    boolean isOpenAs(IntPredicate descriptor) {
        return descriptors.stream().anyMatch(held -> descriptor.test(held.descriptor()));
    }

    @Override
    public String toString() {
        return "file #" + number + " " + Printable.of(name);
    }
}
