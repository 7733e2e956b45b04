/**
 * Edits on an image: delete an open file, replace it by another one, substitute a descriptor that is handed over at
 * restart, drop what cannot be restored, repair what is damaged. Edits are values; planned against an image they tell
 * every consequence before a byte is written, and the outcome is a list of pieces (ranges of the original, or new
 * bytes), so that rewriting a large image takes little memory.
 *
 * <p>This floor may import everything in image-core ({@code org.ckptimage.format} up to {@code org.ckptimage.check})
 * and Guava. It knows nothing of JSON, of arguments or of printing: a plan is an object that others print.
 */
package org.ckptimage.rewrite;
