/**
 * Changes to an image: deleting and replacing open files, closing descriptors, with every reference put right.
 *
 * <h2>The way of an edit</h2>
 *
 * {@link org.ckptimage.rewrite.Rewrite} collects edits, which are values. {@link org.ckptimage.rewrite.Rewrite#plan}
 * works them out against the image: each edit leaves its marks on a {@link org.ckptimage.rewrite.draft.Draft} (entries
 * that go, records that change) and says what it does as {@link org.ckptimage.rewrite.Consequence}s; what cannot be
 * done safely is refused ({@link org.ckptimage.rewrite.RefusedException}). The draft becomes a list of pieces: ranges
 * of the original, and a few new bytes. The pieces are read back as an image and looked over before the plan is handed
 * out; only then can it be written. So a rewrite of many gigabytes holds kilobytes.
 *
 * <p>May import image-core and {@code org.ckptimage.rewrite.draft}.
 */
package org.ckptimage.rewrite;
