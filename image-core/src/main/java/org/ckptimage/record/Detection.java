package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/**
 * What an image was found to be, and by what.
 *
 * @param format dialect and architecture
 * @param pageSize page size of the kernel that wrote the image, in bytes; 4096 but for some ppc64 kernels
 * @param certain whether the evidence leaves one dialect; else the kernel version decided, or the user did
 * @param evidence the observations that led here, in the order in which they were made, as sentences with offsets
 */
public record Detection(ImageFormat format, int pageSize, boolean certain, List<String> evidence) {
    public Detection {
        evidence = ImmutableList.copyOf(evidence);
    }
}
