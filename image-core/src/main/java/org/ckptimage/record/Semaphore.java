package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/**
 * A semaphore; an entry in the BUFFER behind IPC_SEM, the kernel's own struct as it lay in memory.
 *
 * @param semval value
 * @param sempid pid of the last process that changed it
 * @param rest what follows in the kernel's struct: two pointers into it, stale; nothing up to v19-rc2. A view of the
 *     image
 */
public record Semaphore(int semval, int sempid, ByteBuf rest) {
    private static final int NUMBERS = 2 * Integer.BYTES;

    /**
     * The entries of a payload. How long one is depends on the kernel; it is taken from the payload's length.
     *
     * @param semNsems how many there are, by IPC_SEM
     * @return all of them, or none if the payload cannot hold as many
     */
    public static List<Semaphore> readAll(ImageFormat format, ByteBuf payload, long semNsems) {
        if (semNsems <= 0 || payload.readableBytes() / semNsems < NUMBERS) {
            return ImmutableList.of();
        }
        boolean little = format.architecture().littleEndian();
        int size = (int) (payload.readableBytes() / semNsems);
        ImmutableList.Builder<Semaphore> semaphores = ImmutableList.builderWithExpectedSize((int) semNsems);
        for (int i = 0; i < semNsems; i++) {
            ByteBuf entry =
                    payload.slice(payload.readerIndex() + i * size, size).asReadOnly();
            int semval = little ? entry.readIntLE() : entry.readInt();
            int sempid = little ? entry.readIntLE() : entry.readInt();
            semaphores.add(new Semaphore(semval, sempid, entry.slice()));
        }
        return semaphores.build();
    }

    /** The payload with these entries. */
    public static ByteBuf writeAll(ImageFormat format, List<Semaphore> semaphores) {
        boolean little = format.architecture().littleEndian();
        ByteBuf payload = Unpooled.buffer();
        for (Semaphore semaphore : semaphores) {
            if (little) {
                payload.writeIntLE(semaphore.semval).writeIntLE(semaphore.sempid);
            } else {
                payload.writeInt(semaphore.semval).writeInt(semaphore.sempid);
            }
            payload.writeBytes(semaphore.rest.duplicate());
        }
        return payload;
    }
}
