/**
 * The JSON forms of views, check reports, differences, plans, edits, hand-overs and targets, one class a form. Which
 * keys, which numbers and which strings are used is settled in {@link org.ckptimage.json.view.JsonOut}, once, for
 * everything that prints JSON.
 *
 * <p>This floor may import image-rewrite, image-core and Jackson; Jackson's types stay inside of it. It opens no files
 * of its own accord and prints nothing.
 */
package org.ckptimage.json.view;
