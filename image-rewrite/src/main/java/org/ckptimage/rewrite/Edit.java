package org.ckptimage.rewrite;

/** Something to be done to an image. A value; what it means for an image, a plan says. */
public sealed interface Edit {

    /**
     * Close one descriptor. The file goes with it if nothing else refers to it.
     *
     * @param pid the process
     * @param descriptor its descriptor
     */
    record CloseDescriptor(int pid, int descriptor) implements Edit {}

    /**
     * Delete open files: all their descriptors in all tasks, their watches, the files themselves.
     *
     * @param files which
     * @param mapped what to do with files that are mapped
     */
    record DeleteFiles(FileSelector files, MappedFiles mapped) implements Edit {}

    /**
     * Put another file in the place of open files, under the same descriptors.
     *
     * @param files which
     * @param replacement what takes their place
     * @param mapped what to do with files that are mapped
     */
    record ReplaceFiles(FileSelector files, Replacement replacement, MappedFiles mapped) implements Edit {}
}
