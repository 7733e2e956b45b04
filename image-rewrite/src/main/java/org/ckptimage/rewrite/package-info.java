/**
 * Changes to an image: deleting and replacing open files, closing descriptors, with every reference put right; and repair.
 *
 * <h2>The way of an edit</h2>
 *
 * {@link org.ckptimage.rewrite.Rewrite} collects edits, which are values. {@link org.ckptimage.rewrite.Rewrite#plan}
 * works them out against the image: each edit leaves its marks on a {@code Draft} (entries that go, records that
 * change) and says what it does as {@link org.ckptimage.rewrite.Consequence}s; what cannot be done safely is refused
 * ({@link org.ckptimage.rewrite.RefusedException}). The draft becomes a list of pieces: ranges of the original, and a
 * few new bytes. The pieces are read back as an image and looked over before the plan is handed out; only then can it be
 * written. So a rewrite of many gigabytes holds kilobytes.
 *
 * <h2>The way of a repair</h2>
 *
 * {@link org.ckptimage.rewrite.Repair} checks the image, hands each finding to the family of mends that knows it
 * ({@code SocketMends}, {@code FileMends}, ...), which mark a draft too, and begins anew with the result, until there is
 * nothing to mend. What is left then is said with the reason: {@link org.ckptimage.rewrite.RepairPlan#left}.
 *
 * <p>May import image-core.
 */
package org.ckptimage.rewrite;
