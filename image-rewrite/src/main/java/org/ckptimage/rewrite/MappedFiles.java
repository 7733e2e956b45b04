package org.ckptimage.rewrite;

/** What becomes of a file that is to be deleted or replaced and is mapped by a process, or is its executable. */
public enum MappedFiles {
    /** Refuse, and list the mappings. */
    REFUSE,
    /** Delete the descriptors and watches; the file stays as backing of the mappings. Not for replacing. */
    KEEP,
    /**
     * Replace it for the mappings too. The new file must have the same content and be no shorter: clean pages come from
     * it.
     */
    REPLACE
}
