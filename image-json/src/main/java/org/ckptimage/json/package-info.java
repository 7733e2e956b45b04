/**
 * An image as JSON and back, without loss and without holding either of them in memory; and the JSON forms of views,
 * check reports, plans, hand-overs and targets. Which keys, which numbers and which strings are used is settled here,
 * once, for everything that prints or reads JSON.
 *
 * <p>This floor may import image-rewrite, image-core and Jackson; Jackson's types stay inside of it. It opens no files
 * of its own accord and prints nothing.
 */
package org.ckptimage.json;
