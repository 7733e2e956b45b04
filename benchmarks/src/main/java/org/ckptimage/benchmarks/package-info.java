/**
 * What the library costs: JMH benchmarks over real and made-up images (time, allocation), and the parts of the
 * comparisons with other programs that run in the JVM. Results depend on the machine, so no test asserts them.
 *
 * <p>Benchmarks see the library as its users do, through the public face of image-core, image-rewrite and image-json.
 * Nothing imports this package.
 */
package org.ckptimage.benchmarks;
