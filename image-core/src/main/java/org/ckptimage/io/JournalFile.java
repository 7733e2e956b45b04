package org.ckptimage.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * What a journal says: which file it belongs to, and what changes in it. Numbers are big-endian: magic (8 bytes), size
 * of the file (8), CRC-32 of the file's beginning (4), number of patches (4); for each of them offset (8), length (4),
 * the old bytes, the new bytes; in the end the CRC-32 of all that (4).
 *
 * @param fileSize of the file that is changed, in bytes
 * @param beginning CRC-32 of the file's first bytes, those that change left out: see {@link Journal}
 * @param patches in the order of their offsets, none overlapping another
 */
record JournalFile(long fileSize, int beginning, List<Patch> patches) {
    private static final long MAGIC = 0x636b70746a726e31L; // "ckptjrn1"
    private static final int HEAD = 12;

    void writeTo(WritableByteChannel channel) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(stream(channel), new CRC32());
        DataOutputStream out = new DataOutputStream(checked);
        out.writeLong(MAGIC);
        out.writeLong(fileSize);
        out.writeInt(beginning);
        out.writeInt(patches.size());
        for (Patch patch : patches) {
            out.writeLong(patch.offset());
            out.writeInt(patch.after().length);
            out.write(patch.before());
            out.write(patch.after());
        }
        out.writeInt((int) checked.getChecksum().getValue());
        out.flush();
    }

    private static OutputStream stream(WritableByteChannel channel) {
        return new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Reads a journal. Links are not followed.
     *
     * @throws IOException if it cannot be read, or is none
     */
    static JournalFile read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return read(in, Files.size(path));
        } catch (EOFException | IllegalArgumentException e) {
            throw damaged(path);
        }
    }

    private static JournalFile read(InputStream in, long size) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(in, 1 << 16), new CRC32());
        DataInputStream data = new DataInputStream(checked);
        if (data.readLong() != MAGIC) {
            throw new EOFException();
        }
        long fileSize = data.readLong();
        int beginning = data.readInt();
        int count = data.readInt();
        List<Patch> patches = new ArrayList<>();
        long left = size;
        long end = 0;
        for (int i = 0; i < count; i++) {
            long offset = data.readLong();
            int length = data.readInt();
            left -= HEAD + 2L * length;
            if (length <= 0 || left < 0 || offset < end || offset > fileSize - length) {
                throw new EOFException();
            }
            end = offset + length;
            patches.add(new Patch(offset, data.readNBytes(length), data.readNBytes(length)));
        }
        int found = (int) checked.getChecksum().getValue();
        if (data.readInt() != found || data.read() >= 0) {
            throw new EOFException();
        }
        return new JournalFile(fileSize, beginning, List.copyOf(patches));
    }

    /** A journal is whole before it gets its name: this one is somebody else's, or was damaged since. */
    private static FileSystemException damaged(Path path) {
        return new FileSystemException(
                path.toString(),
                null,
                "is no whole journal of ckpt: if it is a damaged one, the file beside it may be a mix of old and new;"
                        + " move the journal away, then check the image");
    }

    /** Whether a file of this size and beginning, with a mix of old and new bytes, is the one that it belongs to. */
    boolean fits(FileChannel file) throws IOException {
        if (file.size() != fileSize || Journal.beginning(file, patches) != beginning) {
            return false;
        }
        for (Patch patch : patches) {
            if (!patch.isBetween(Journal.read(file, patch.offset(), patch.after().length))) {
                return false;
            }
        }
        return true;
    }
}
