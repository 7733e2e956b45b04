/**
 * The bytes of an image, wherever they are: a mapped file of any size, a buffer, a pipe. Nothing here knows the format.
 *
 * <p>{@link org.ckptimage.io.ByteSource} is the door for random access; payloads come out of it as
 * {@link io.netty.buffer.ByteBuf} slices of the mapped file, never as copies. {@link org.ckptimage.io.ChannelInput} is
 * the door for streams: forward only, with a bounded buffer. {@link org.ckptimage.io.SafeFile} writes a file that takes
 * its name only when it is whole.
 *
 * <p>Imports nothing from the rest of the library.
 */
package org.ckptimage.io;
