/**
 * What the tests of all modules share: the builder of made-up images, and the way to the real ones. This package alone
 * goes into the test-jar of image-core; it may import all of image-core, and no test library, so that whoever uses it
 * is free to choose.
 */
package org.ckptimage.testing;
