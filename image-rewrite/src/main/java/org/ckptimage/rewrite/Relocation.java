package org.ckptimage.rewrite;

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
import org.ckptimage.rewrite.draft.Draft;

/**
 * Gives everything that lies below one folder a place below another, by its name in the image: open files, mappings,
 * executables, working directories, roots and the addresses of unix sockets.
 */
final class Relocation {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;

    Relocation(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Replaces a prefix that ends where a name of the path ends. */
    void relocate(Edit.Relocate edit) {
        PathPrefix prefix = new PathPrefix(edit);
        int changed = 0;
        for (ImageRecord record : image.records()) {
            RecordType type = record.type().orElse(null);
            if (type == RecordType.FILE_NAME) {
                FileNameRecord name = (FileNameRecord) draft.current(record);
                changed += rename(record, name.data(), prefix) ? 1 : 0;
            } else if (type == RecordType.STRING && record.role() == Role.SOCKET_CWD) {
                StringRecord folder = (StringRecord) draft.current(record);
                changed += rename(record, folder.data(), prefix) ? 1 : 0;
            } else if (type == RecordType.SOCKET_UNIX) {
                changed += readdress(record, prefix) ? 1 : 0;
            }
        }
        if (changed == 0) {
            throw new RefusedException("nothing in the image lies at or below " + edit.from());
        }
    }

    private boolean rename(ImageRecord record, Text name, PathPrefix prefix) {
        Optional<Text> moved = prefix.moved(name, record);
        moved.ifPresent(text -> {
            boolean file = record.is(RecordType.FILE_NAME);
            draft.replace(
                    record, record.type().orElseThrow(), file ? new FileNameRecord(text) : new StringRecord(text));
            say(record, Printed.text(name), Printed.text(text));
        });
        return moved.isPresent();
    }

    private boolean readdress(ImageRecord record, PathPrefix prefix) {
        SocketUnixRecord unix = (SocketUnixRecord) draft.current(record);
        boolean local = readdress(record, "laddr", unix.localAddress(), prefix);
        boolean remote = unix.remoteAddress().isPresent()
                && readdress(record, "raddr", unix.remoteAddress().get(), prefix);
        return local || remote;
    }

    private boolean readdress(ImageRecord record, String field, UnixAddress address, PathPrefix prefix) {
        Optional<byte[]> moved = prefix.moved(address, record);
        moved.ifPresent(bytes -> {
            draft.setBytes(record, field + ".sun_path", bytes);
            draft.set(record, field + "_len", 2 + bytes.length + 1);
            say(record, Printed.text(address.printed()), Printable.of(bytes));
        });
        return moved.isPresent();
    }

    private void say(ImageRecord record, String before, String after) {
        consequences.add(new Consequence(
                Kind.PATH_CHANGED, record.offset(), record.place() + ": " + before + " becomes " + after));
    }
}
