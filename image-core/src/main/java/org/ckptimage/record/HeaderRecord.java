package org.ckptimage.record;

import java.time.Instant;
import java.util.Optional;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * HEADER: first record of an image. Three BUFFERs follow: uts release, version and machine of the process that wrote
 * it.
 *
 * @param magic {@link #MAGIC}
 * @param archId architecture of the kernel; the only number that is little-endian on all of them
 * @param major version of the kernel, as the 2 of 2.6.33
 * @param minor the 6 of 2.6.33
 * @param patch the 33 of 2.6.33
 * @param rev revision of the format, 3 to 6; does not identify a dialect
 * @param constants sizes inside the kernel that had to be the same at restart
 * @param time seconds since 1970 when the image was written; not read at restart
 * @param uflags flags of checkpoint(2)
 * @param padding what no field covers
 */
public record HeaderRecord(
        long magic,
        int archId,
        int major,
        int minor,
        int patch,
        int rev,
        KernelConstants constants,
        long time,
        Flags uflags,
        Padding padding)
        implements CkptRecord {
    /** What {@link #magic} must be. */
    public static final long MAGIC = 0x00feed0cc0a2d200L;

    static final Shape<HeaderRecord> SHAPE = Shape.of(
            in -> new HeaderRecord(
                    in.number(),
                    in.littleEndianInteger(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    KernelConstants.read(in),
                    in.number(),
                    in.flags(FlagKind.CHECKPOINT_FLAGS),
                    in.padding()),
            (r, out) -> r.constants
                    .write(out.number(r.magic)
                            .littleEndianInteger(r.archId)
                            .number(r.major)
                            .number(r.minor)
                            .number(r.patch)
                            .number(r.rev))
                    .number(r.time)
                    .flags(r.uflags)
                    .padding(r.padding),
            KernelConstants.fieldsBetween(
                    new String[] {"magic", "arch_id", "major", "minor", "patch", "rev"}, "time", "uflags"));

    /** When the image was written, or empty for a number of seconds that is out of any calendar. */
    public Optional<Instant> writtenAt() {
        return Times.instant(time);
    }

    /** The version of the kernel: {@code 2.6.33}. */
    public String kernelVersion() {
        return major + "." + minor + "." + patch;
    }
}
