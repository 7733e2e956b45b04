/**
 * An image as JSON and back, without loss and without holding either of them in memory. {@link
 * org.ckptimage.json.ImageJson} is the door; printers and encoders walk over the same forms, which are made of the
 * layout tables.
 *
 * <p>This floor may import the views' JSON beside it, image-rewrite, image-core and Jackson, whose parsers,
 * generators and modules are also taken and given here. It opens no files of its own accord and prints nothing.
 */
package org.ckptimage.json;
