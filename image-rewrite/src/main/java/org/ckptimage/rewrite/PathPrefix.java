package org.ckptimage.rewrite;

import java.util.Arrays;
import java.util.Optional;
import org.ckptimage.record.Lossless;
import org.ckptimage.record.Text;
import org.ckptimage.record.UnixAddress;

/** The folder that a relocation takes names out of, and the one that it puts them into. */
final class PathPrefix {
    private static final int LONGEST_PATH = 4095;
    private static final int LONGEST_ADDRESS = 107;

    private final byte[] from;
    private final byte[] to;

    PathPrefix(Edit.Relocate relocation) {
        from = withoutSlash(relocation.from());
        to = withoutSlash(relocation.to());
    }

    private static byte[] withoutSlash(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Lossless.bytes(trimmed.equals("/") ? "" : trimmed);
    }

    /**
     * The name of a file or folder, moved; nothing if it does not lie there.
     *
     * @param place where the name stands, for messages
     * @throws RefusedException if the new name is longer than a kernel takes
     */
    Optional<Text> moved(Text name, Object place) {
        return moved(name.toByteArray(), LONGEST_PATH, place, "a name").map(Text::withNul);
    }

    /**
     * The path that a unix socket is bound or connected to, moved; nothing if it has none, or it does not lie there.
     *
     * @param place where the address stands, for messages
     * @throws RefusedException if the new path does not fit into an address
     */
    Optional<byte[]> moved(UnixAddress address, Object place) {
        return address.kind() == UnixAddress.Kind.PATH
                ? moved(new Text(address.name()).toByteArray(), LONGEST_ADDRESS, place, "an address")
                : Optional.empty();
    }

    private Optional<byte[]> moved(byte[] path, int longest, Object place, String what) {
        boolean below = path.length >= from.length
                && Arrays.equals(path, 0, from.length, from, 0, from.length)
                && (path.length == from.length || path[from.length] == '/');
        if (!below || path.length == 0) {
            return Optional.empty();
        }
        byte[] rest = Arrays.copyOfRange(path, from.length, path.length);
        byte[] moved = Arrays.copyOf(to, to.length + rest.length);
        System.arraycopy(rest, 0, moved, to.length, rest.length);
        if (moved.length > longest) {
            throw new RefusedException(
                    place + " would have " + what + " of " + moved.length + " bytes; " + longest + " are possible");
        }
        return Optional.of(moved.length == 0 ? new byte[] {'/'} : moved);
    }
}
