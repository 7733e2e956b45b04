/**
 * Mends images that would not restart, as far as that is safe.
 *
 * <p>{@link org.ckptimage.rewrite.repair.Repair} checks the image, hands each finding to the family of mends that knows
 * it ({@code SocketMends}, {@code FileMends}, ...), which mark a draft, and begins anew with the result, until there is
 * nothing to mend. What is left then is said with the reason:
 * {@link org.ckptimage.rewrite.repair.RepairPlan#left}.
 *
 * <p>May import image-core, {@code org.ckptimage.rewrite} and {@code org.ckptimage.rewrite.draft}.
 */
package org.ckptimage.rewrite.repair;
