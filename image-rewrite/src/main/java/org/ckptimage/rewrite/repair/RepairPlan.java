package org.ckptimage.rewrite.repair;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Finding;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.SafeFile;
import org.ckptimage.io.TransferListener;
import org.ckptimage.rewrite.draft.PieceSource;

/** What a repair will do, worked out and checked, ready to be written. Immutable. */
public final class RepairPlan {

    /**
     * What keeps the result from restarting.
     *
     * @param finding what is wrong, with offsets in the original
     * @param reason why it is not mended
     */
    public record Left(Finding finding, String reason) {
        @Override
        public String toString() {
            return finding + "; not mended: " + reason;
        }
    }

    private final ImmutableList<Mended> mended;
    private final ImmutableList<Left> left;
    private final CheckReport report;
    private final PieceSource result;

    RepairPlan(List<Mended> mended, List<Left> left, CheckReport report, PieceSource result) {
        this.mended = ImmutableList.copyOf(mended);
        this.left = ImmutableList.copyOf(left);
        this.report = report;
        this.result = result;
    }

    /** What is mended, in the order in which it was done. */
    public List<Mended> mended() {
        return mended;
    }

    /** What still ends a restart, and why it is not mended; empty if the result would restart. */
    public List<Left> left() {
        return left;
    }

    /** What the checker says of the result; offsets are those in the result. */
    public CheckReport report() {
        return report;
    }

    /** Size of the result in bytes. */
    public long size() {
        return result.size();
    }

    /** The result as a source of bytes, without writing it. Valid for as long as the original is open. */
    public ByteSource result() {
        return result;
    }

    /**
     * Writes the result to a file, safely: see {@link SafeFile}. Look at {@link #left} before: what is left keeps it from
     * restarting.
     *
     * @throws IOException if that fails; the file is then as it was before
     */
    public void writeTo(Path target) throws IOException {
        writeTo(target, TransferListener.NONE);
    }

    /** As {@link #writeTo(Path)}, with somebody told how far it has come. */
    public void writeTo(Path target, TransferListener listener) throws IOException {
        SafeFile.write(target, channel -> writeTo(channel, listener));
    }

    /**
     * Writes the result to a channel, which stays open. To a file or a pipe ({@link java.nio.channels.FileChannel}, also
     * {@code new FileOutputStream(FileDescriptor.out).getChannel()}) the kernel moves it, without a copy through this
     * process. The pages in a pipe are then those of the image's file: leave that alone until the reader has them.
     *
     * @throws org.ckptimage.io.ImageIOException if the image shrank or was changed while it was read
     * @throws IOException if reading the original or writing fails; how much was written then is not known
     */
    public void writeTo(WritableByteChannel target) throws IOException {
        writeTo(target, TransferListener.NONE);
    }

    /** As {@link #writeTo(WritableByteChannel)}, with somebody told how far it has come. */
    public void writeTo(WritableByteChannel target, TransferListener listener) throws IOException {
        result.writeTo(target, listener);
    }
}
