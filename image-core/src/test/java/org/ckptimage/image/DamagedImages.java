package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;

/** What must hold of every image, however damaged. */
final class DamagedImages {
    private DamagedImages() {}

    /**
     * Opens bytes, and checks that the records and the tree give them back and that no view throws anything but {@link
     * ImageFormatException}.
     *
     * @return false if the image was refused as a whole
     */
    static boolean survives(byte[] bytes) {
        return survives(bytes, true);
    }

    /** As above; only with {@code allViews} all of them are called. */
    static boolean survives(byte[] bytes, boolean allViews) {
        try (Image image = Image.open(ByteSource.of(bytes, "damaged"), OpenOptions.DEFAULT)) {
            givesBack(image, bytes);
            if (allViews) {
                EveryView.of(image);
            }
            return true;
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether records and leaves follow each other without gap and are the bytes. */
    static void givesBack(Image image, byte[] bytes) {
        long at = image.start();
        for (ImageRecord record : image.records()) {
            if (record.offset() != at || record.length() <= 0) {
                throw new AssertionError(record + " has " + record.length() + " bytes, expected it at " + at);
            }
            check(record.bytes(), bytes, (int) at);
            at += record.length();
        }
        assertThat(at).isEqualTo(bytes.length);
        long[] leaf = {image.start()};
        Leaves.forEachNode(image.tree(), node -> {
            if (node instanceof Node.Leaf) {
                if (node.offset() != leaf[0]) {
                    throw new AssertionError("the leaf at " + node.offset() + " should be at " + leaf[0]);
                }
                leaf[0] += node.length();
            }
        });
        assertThat(leaf[0]).isEqualTo(bytes.length);
    }

    private static void check(ByteBuf found, byte[] bytes, int at) {
        if (!found.nioBuffer().equals(java.nio.ByteBuffer.wrap(bytes, at, found.readableBytes()))) {
            throw new AssertionError("other bytes than those of the file at " + at);
        }
    }

    /** Overwrites bytes by a little-endian number. */
    static void put(byte[] bytes, int at, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
