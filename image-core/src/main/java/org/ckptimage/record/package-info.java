/**
 * One Java record per record type of the image ({@code ckpt_hdr_*} struct), sealed under
 * {@link org.ckptimage.record.CkptRecord}, and the codec that reads and writes all of them by the layout tables.
 *
 * <p>A record type's class lists its fields once, in the order of its components, as a {@link
 * org.ckptimage.record.Shape}; offsets, sizes and byte order come from {@code format}. {@link
 * org.ckptimage.record.RecordCodec} finds the shape for a type. Bytes that no field covers travel along as {@link
 * org.ckptimage.record.Padding}, so that encoding what was decoded gives back the same bytes.
 *
 * <p>Every record is lossless: numbers stay as they are in the image, unsigned where Java has room and else raw, and
 * what has a meaning has a wrapper that keeps all of it ({@link org.ckptimage.record.ObjRef}, {@link
 * org.ckptimage.format.Flags}, {@link org.ckptimage.record.SignalSet}, {@link org.ckptimage.record.Text}) or an
 * accessor beside the number: {@code vma.vmaType()} is the number, {@code vma.type()} the constant, if there is one.
 *
 * <p>{@link org.ckptimage.record.FieldView} shows the fields of a record without its type, with the same meanings.
 *
 * <p>{@link org.ckptimage.record.RecordReader} walks the flat sequence of records of a file or a stream; {@link
 * org.ckptimage.record.DialectDetector} finds out which dialect an image is in.
 *
 * <p>May import {@code format} and {@code io}.
 */
package org.ckptimage.record;
