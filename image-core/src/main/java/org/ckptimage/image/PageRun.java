package org.ckptimage.image;

/**
 * Saved pages that are neighbours in memory and in the image.
 *
 * @param address where the first one lies in the address space it was asked of, in bytes
 * @param pages how many there are
 * @param offset where the contents of the first one stand, in bytes from the start of the file
 */
public record PageRun(long address, int pages, long offset) {}
