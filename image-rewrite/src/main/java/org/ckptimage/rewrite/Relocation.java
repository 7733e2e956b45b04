package org.ckptimage.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.SocketUnixRecord;
import org.ckptimage.record.StringRecord;
import org.ckptimage.record.Text;
import org.ckptimage.record.UnixAddress;
import org.ckptimage.rewrite.Consequence.Kind;

/**
 * Gives everything that lies below one folder a place below another, by its name in the image: open files, mappings,
 * executables, working directories, roots and the addresses of unix sockets.
 */
final class Relocation {
    static final int LONGEST_PATH = 4095;
    static final int LONGEST_ADDRESS = 107;

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;

    Relocation(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Replaces a prefix that ends where a name of the path ends. */
    void relocate(String from, String to) {
        byte[] oldPrefix = withoutSlash(from);
        byte[] newPrefix = withoutSlash(to);
        int changed = 0;
        for (ImageRecord record : image.records()) {
            RecordType type = record.type().orElse(null);
            if (type == RecordType.FILE_NAME) {
                FileNameRecord name = (FileNameRecord) draft.current(record);
                changed += rename(record, name.data(), oldPrefix, newPrefix) ? 1 : 0;
            } else if (type == RecordType.STRING && record.role() == Role.SOCKET_CWD) {
                StringRecord folder = (StringRecord) draft.current(record);
                changed += rename(record, folder.data(), oldPrefix, newPrefix) ? 1 : 0;
            } else if (type == RecordType.SOCKET_UNIX) {
                changed += readdress(record, oldPrefix, newPrefix) ? 1 : 0;
            }
        }
        if (changed == 0) {
            throw new RefusedException("nothing in the image lies at or below " + from);
        }
    }

    /** A prefix as bytes, the last slash taken away. */
    static byte[] withoutSlash(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return (trimmed.equals("/") ? "" : trimmed).getBytes(StandardCharsets.UTF_8);
    }

    private boolean rename(ImageRecord record, Text name, byte[] from, byte[] to) {
        Optional<byte[]> moved = moved(name.toByteArray(), from, to);
        moved.ifPresent(bytes -> {
            Text text = Text.withNul(bytes);
            boolean file = record.is(RecordType.FILE_NAME);
            if (bytes.length > LONGEST_PATH) {
                throw new RefusedException(
                        record + " would have a name of " + bytes.length + " bytes; " + LONGEST_PATH + " are possible");
            }
            draft.replace(
                    record, record.type().orElseThrow(), file ? new FileNameRecord(text) : new StringRecord(text));
            say(record, Printed.text(name), Printed.text(text));
        });
        return moved.isPresent();
    }

    private boolean readdress(ImageRecord record, byte[] from, byte[] to) {
        SocketUnixRecord unix = (SocketUnixRecord) draft.current(record);
        boolean local = readdress(record, "laddr", unix.localAddress(), from, to);
        boolean remote = unix.remoteAddress().isPresent()
                && readdress(record, "raddr", unix.remoteAddress().get(), from, to);
        return local || remote;
    }

    private boolean readdress(ImageRecord record, String field, UnixAddress address, byte[] from, byte[] to) {
        if (address.kind() != UnixAddress.Kind.PATH) {
            return false;
        }
        Optional<byte[]> moved = moved(new Text(address.name()).toByteArray(), from, to);
        moved.ifPresent(bytes -> {
            if (bytes.length > LONGEST_ADDRESS) {
                throw new RefusedException(record + " would have an address of " + bytes.length + " bytes; "
                        + LONGEST_ADDRESS + " are possible");
            }
            draft.setBytes(record, field + ".sun_path", bytes);
            draft.set(record, field + "_len", 2 + bytes.length + 1);
            say(record, Printed.text(address.printed()), Printable.of(bytes));
        });
        return moved.isPresent();
    }

    /** A path that lies at or below {@code from}, moved to {@code to}. */
    static Optional<byte[]> moved(byte[] path, byte[] from, byte[] to) {
        boolean below = path.length >= from.length
                && Arrays.equals(path, 0, from.length, from, 0, from.length)
                && (path.length == from.length || path[from.length] == '/');
        if (!below || path.length == 0) {
            return Optional.empty();
        }
        byte[] rest = Arrays.copyOfRange(path, from.length, path.length);
        byte[] moved = Arrays.copyOf(to, to.length + rest.length);
        System.arraycopy(rest, 0, moved, to.length, rest.length);
        return Optional.of(moved.length == 0 ? new byte[] {'/'} : moved);
    }

    private void say(ImageRecord record, String before, String after) {
        consequences.add(new Consequence(
                Kind.PATH_CHANGED, record.offset(), record.place() + ": " + before + " becomes " + after));
    }
}
