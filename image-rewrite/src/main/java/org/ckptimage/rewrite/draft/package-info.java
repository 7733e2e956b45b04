/**
 * An image with marks on it, and what it becomes: records that go, change, move or are added, as ranges of the original
 * and a few new bytes.
 *
 * <p>{@link org.ckptimage.rewrite.draft.Draft} does what it is told and judges nothing: it keeps no reference right,
 * and its result need not restart. {@link org.ckptimage.rewrite.Rewrite} and
 * {@link org.ckptimage.rewrite.repair.Repair} know what belongs together, and stand on it. For a change that neither of
 * them has, mark a draft and have the checker look at the result before it is written.
 *
 * <p>May import image-core.
 */
package org.ckptimage.rewrite.draft;
