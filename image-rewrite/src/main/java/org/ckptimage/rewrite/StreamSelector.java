package org.ckptimage.rewrite;

/** A selector that can tell by what a stream has shown so far. */
interface StreamSelector {

    /**
     * Whether it selects a file.
     *
     * @param pid the process whose file table is passing, if the file lies in one
     */
    boolean selects(HeldFile file, int pid);
}
