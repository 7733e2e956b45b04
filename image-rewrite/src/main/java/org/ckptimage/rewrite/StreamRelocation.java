package org.ckptimage.rewrite;

import java.util.Optional;
import java.util.function.Consumer;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.record.SocketUnixRecord;
import org.ckptimage.record.StringRecord;
import org.ckptimage.record.Text;
import org.ckptimage.record.UnixAddress;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.FieldBytes;

/** What {@link Relocation} does, record by record. */
final class StreamRelocation {
    private final RecordCodec codec;
    private final FieldBytes fields;
    private final Consumer<Consequence> listener;
    /** Whether the last record that owns a STRING was a unix socket, whose STRING is its working directory. */
    private boolean stringIsFolder;

    StreamRelocation(ImageFormat format, Consumer<Consequence> listener) {
        this.codec = RecordCodec.of(format);
        this.fields = new FieldBytes(format);
        this.listener = listener;
    }

    boolean looksAt(RecordType type) {
        return switch (type) {
            case FILE_NAME, STRING, SOCKET_UNIX, TASK, SECURITY -> true;
            default -> false;
        };
    }

    /** @return whether the record held a path below the prefix */
    boolean relocate(HeldRecord record, PathPrefix prefix) {
        if (record.isDropped() || record.type() == null) {
            return false;
        }
        switch (record.type()) {
            case TASK, SECURITY -> stringIsFolder = false;
            case SOCKET_UNIX -> {
                stringIsFolder = true;
                return readdress(record, prefix);
            }
            case FILE_NAME -> {
                return codec.decode(record.type(), record.bytes()) instanceof FileNameRecord name
                        && rename(record, name.data(), prefix);
            }
            case STRING -> {
                return stringIsFolder
                        && codec.decode(record.type(), record.bytes()) instanceof StringRecord folder
                        && rename(record, folder.data(), prefix);
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean rename(HeldRecord record, Text path, PathPrefix prefix) {
        Optional<Text> moved = prefix.moved(path, place(record));
        moved.ifPresent(text -> {
            CkptRecord contents =
                    record.type() == RecordType.FILE_NAME ? new FileNameRecord(text) : new StringRecord(text);
            record.replace(codec.encode(record.type(), contents));
            say(record, Printed.text(path), Printed.text(text));
        });
        return moved.isPresent();
    }

    private boolean readdress(HeldRecord record, PathPrefix prefix) {
        SocketUnixRecord unix = (SocketUnixRecord) codec.decode(record.type(), record.bytes());
        boolean local = readdress(record, "laddr", unix.localAddress(), prefix);
        boolean remote = unix.remoteAddress().isPresent()
                && readdress(record, "raddr", unix.remoteAddress().get(), prefix);
        return local || remote;
    }

    private boolean readdress(HeldRecord record, String field, UnixAddress address, PathPrefix prefix) {
        Optional<byte[]> moved = prefix.moved(address, place(record));
        moved.ifPresent(bytes -> {
            fields.setBytes(record.type(), record.bytes(), field + ".sun_path", bytes);
            fields.set(record.type(), record.bytes(), field + "_len", 2 + bytes.length + 1);
            say(record, Printed.text(address.printed()), Printable.of(bytes));
        });
        return moved.isPresent();
    }

    private static String place(HeldRecord record) {
        return record.type() + " at offset " + record.offset();
    }

    private void say(HeldRecord record, String before, String after) {
        listener.accept(new Consequence(Kind.PATH_CHANGED, record.offset(), before + " becomes " + after));
    }
}
