package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.draft.PlannedImage;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.rewrite.repair.RepairPlan;
import org.ckptimage.testing.Testdata;

/** The real images, and what comes out of a plan. */
public final class TestImages {
    private TestImages() {}

    /** A path below testdata. */
    public static Path path(String name) {
        return Testdata.path(name);
    }

    /** Every image that a real kernel wrote, by its path below testdata. */
    public static Stream<String> all() throws IOException {
        return Testdata.images("v20", "v20-i386");
    }

    public static byte[] bytes(String name) throws IOException {
        return Testdata.bytes(name);
    }

    public static Image open(String name) {
        try {
            return Image.open(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that a plan writes. */
    public static byte[] written(PlannedImage plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        plan.writeTo(Channels.newChannel(out));
        return out.toByteArray();
    }

    /** What a repair makes of its image, all of which it must be able to mend. */
    public static byte[] repaired(Repair repair) throws IOException {
        RepairPlan plan = repair.plan();
        assertThat(plan.left()).isEmpty();
        assertThat(plan.mended()).isNotEmpty();
        return written(plan);
    }
}
