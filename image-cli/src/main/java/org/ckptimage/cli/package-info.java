/**
 * The {@code ckpt} command. It reads arguments, calls the library and prints, as text for people or as JSON for
 * programs, and it turns outcomes and exceptions into messages and exit statuses; whatever else it seems to know
 * belongs on a floor below.
 *
 * <p>This floor may import all the others, picocli and the progress bar. Nothing imports it.
 */
package org.ckptimage.cli;
