/**
 * What the tests of all modules share: the builder of made-up images, and the way to the real ones. This package alone
 * goes into the test-jar of image-core; it may import all of image-core, and no test library, so that whoever uses it
 * is free to choose. Tests of the builder itself stand elsewhere, for the same reason.
 *
 * <p>Three layers:
 *
 * <ul>
 *   <li>{@link org.ckptimage.testing.MadeUpImage} writes what a kernel would, from a description of tasks and what they
 *       have open: {@code MadeUpImage.of(V20, X86_64).task(1, t -> t.file(3, "/a").pipe(4, 5, "unread")).build()}.
 *       Everything has a default.
 *   <li>{@link org.ckptimage.testing.ImageWriter} writes record after record and knows no grammar: for what a kernel
 *       would not write. It is also what {@link org.ckptimage.testing.MadeUpImage#before} and {@link
 *       org.ckptimage.testing.MadeUpFile#inside} hand out, to put something odd into an ordinary image.
 *   <li>{@link org.ckptimage.testing.WrittenImage} is the result as bytes, knows where its records are, and makes
 *       damaged copies: truncated, patched, with records left out or doubled.
 * </ul>
 *
 * <p>Fields are set by the struct's own names, {@code f.set("fdt_nfds", 3)}, at the offsets of the layout tables. The
 * library's codec has no part in it, so that each can be held against the other.
 */
package org.ckptimage.testing;
