package org.ckptimage.rewrite;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.format.Flags;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Text;

/**
 * What whoever restarts a rewritten image must do with a descriptor of its own, so that it takes the place of a file
 * that the image no longer has.
 *
 * @param descriptor the descriptor to hand over
 * @param file number of the file that it stands for
 * @param type kind of that file; empty if it could not be read
 * @param name what that file was called
 * @param targets where it must appear: all of them share one open file, as they did
 * @param watches the sets that watched it and must watch it again
 */
public record HandOver(
        InheritedDescriptor descriptor,
        ObjRef file,
        Optional<FileType> type,
        Text name,
        List<Target> targets,
        List<Watch> watches) {

    /**
     * A descriptor that the restarted process must have.
     *
     * @param pid the process, by its pid in the image
     * @param descriptor its descriptor
     * @param closeOnExec whether exec closes it
     */
    public record Target(int pid, int descriptor, boolean closeOnExec) {}

    /**
     * A watch to be added again.
     *
     * @param sets where the set is open: {@code pid:fd}
     * @param descriptor the number under which the file was added
     * @param events what is watched for
     * @param data the program's own data, returned with each event
     */
    public record Watch(List<Target> sets, long descriptor, Flags events, long data) {}

    /** Takes copies. */
    public HandOver {
        targets = ImmutableList.copyOf(targets);
        watches = ImmutableList.copyOf(watches);
    }
}
