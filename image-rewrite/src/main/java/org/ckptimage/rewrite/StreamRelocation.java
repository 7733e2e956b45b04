package org.ckptimage.rewrite;

import java.nio.charset.StandardCharsets;
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

    /** @return whether the record held a path below {@code from} */
    boolean relocate(HeldRecord record, String from, String to) {
        byte[] oldPrefix = Relocation.withoutSlash(from);
        byte[] newPrefix = Relocation.withoutSlash(to);
        if (record.isDropped() || record.type() == null) {
            return false;
        }
        switch (record.type()) {
            case TASK, SECURITY -> stringIsFolder = false;
            case SOCKET_UNIX -> {
                stringIsFolder = true;
                return readdress(record, oldPrefix, newPrefix);
            }
            case FILE_NAME -> {
                return codec.decode(record.type(), record.bytes()) instanceof FileNameRecord name
                        && rename(record, name.data(), oldPrefix, newPrefix);
            }
            case STRING -> {
                return stringIsFolder
                        && codec.decode(record.type(), record.bytes()) instanceof StringRecord folder
                        && rename(record, folder.data(), oldPrefix, newPrefix);
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean rename(HeldRecord record, Text path, byte[] from, byte[] to) {
        Optional<byte[]> moved = Relocation.moved(path.toByteArray(), from, to);
        moved.ifPresent(bytes -> {
            checkLength(record, bytes, Relocation.LONGEST_PATH);
            Text text = Text.withNul(bytes);
            CkptRecord contents =
                    record.type() == RecordType.FILE_NAME ? new FileNameRecord(text) : new StringRecord(text);
            record.replace(codec.encode(record.type(), contents));
            say(record, path.toString(), text.toString());
        });
        return moved.isPresent();
    }

    private boolean readdress(HeldRecord record, byte[] from, byte[] to) {
        SocketUnixRecord unix = (SocketUnixRecord) codec.decode(record.type(), record.bytes());
        boolean local = readdress(record, "laddr", unix.localAddress(), from, to);
        boolean remote = unix.remoteAddress().isPresent()
                && readdress(record, "raddr", unix.remoteAddress().get(), from, to);
        return local || remote;
    }

    private boolean readdress(HeldRecord record, String field, UnixAddress address, byte[] from, byte[] to) {
        if (address.kind() != UnixAddress.Kind.PATH) {
            return false;
        }
        Optional<byte[]> moved = Relocation.moved(new Text(address.name()).toByteArray(), from, to);
        moved.ifPresent(bytes -> {
            checkLength(record, bytes, Relocation.LONGEST_ADDRESS);
            fields.setBytes(record.type(), record.bytes(), field + ".sun_path", bytes);
            fields.set(record.type(), record.bytes(), field + "_len", 2 + bytes.length + 1);
            say(record, address.toString(), new String(bytes, StandardCharsets.UTF_8));
        });
        return moved.isPresent();
    }

    private static void checkLength(HeldRecord record, byte[] path, int longest) {
        if (path.length > longest) {
            throw new RefusedException("the path at offset " + record.offset() + " would have " + path.length
                    + " bytes; " + longest + " are possible");
        }
    }

    private void say(HeldRecord record, String before, String after) {
        listener.accept(new Consequence(
                Kind.PATH_CHANGED, record.offset(), Printable.of(before) + " becomes " + Printable.of(after)));
    }
}
