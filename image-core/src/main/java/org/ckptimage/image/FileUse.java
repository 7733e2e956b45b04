package org.ckptimage.image;

/**
 * That a process has a file open.
 *
 * @param task the process
 * @param descriptor its descriptor for the file
 */
public record FileUse(Task task, Descriptor descriptor) {

    /** {@code 278:3}. */
    @Override
    public String toString() {
        return task.pid() + ":" + descriptor.number();
    }
}
