/**
 * Makes valid images of any size, fast: {@link org.ckptimage.benchmarks.generate.ImageSpec} says what is in one, {@link
 * org.ckptimage.benchmarks.generate.ImageGenerator} writes it. By hand: {@code benchmarks/generate.sh}.
 *
 * <p>What does not come in numbers (header, processor state, credentials, namespaces, signals) is that of a real image,
 * {@code testdata/v20/plain.ckpt}; descriptors, sockets, epoll sets, areas and pages are made. An image is written from
 * its first byte to its last and never held in memory.
 *
 * <p>May use image-core.
 */
package org.ckptimage.benchmarks.generate;
