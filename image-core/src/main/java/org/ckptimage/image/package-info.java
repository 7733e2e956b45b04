/**
 * The parsed image: a lossless tree over byte ranges, the table of shared objects, and typed views of what an operator
 * means by tasks, open files and memory. Start at {@link org.ckptimage.image.Image}.
 *
 * <h2>How it is made</h2>
 *
 * {@code ImageParser} reads the image once by its grammar, one {@code Production} a rule, and leaves a {@code
 * RecordIndex}: primitive arrays that say where every record begins and which records make up a definition. Everything
 * public is a view on that index, made when asked for, and decodes records when they are looked at. So opening costs by
 * the number of records; a bad value shows in the accessor that decodes it, as an {@link
 * org.ckptimage.format.ImageFormatException}.
 *
 * <h2>The grammar of an image</h2>
 *
 * <pre>
 * image := head task{n} TAIL
 * task  := TASK STRING [ CPU state, credentials, namespaces, TASK_OBJS, signals ]
 * </pre>
 *
 * Any record may have definitions of shared objects in front of it: {@code OBJREF} and a body, which nests. Bodies have
 * no length of their own; the productions know them. What an epoll set watches and what a socket has queued stands
 * behind the last descriptor of the file table in which the object is defined, in groups that name nobody: {@code
 * Deferred} keeps their order.
 *
 * <p>Images are immutable and may be read by many threads. May import {@code format}, {@code io} and {@code record}.
 */
package org.ckptimage.image;
