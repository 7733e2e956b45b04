/**
 * The tables of the format: which dialects and architectures there are, which number stands for which record, object,
 * file or vma type in each of them, and at which offset every field of every struct lies. Data and look-ups only: this
 * package does no I/O and imports nothing from the rest of the library.
 *
 * <p>Start at {@link org.ckptimage.format.ImageFormat}: one dialect on one architecture.
 *
 * <h2>The layout resources</h2>
 *
 * One text file per dialect, {@code v20.layout} and so on, a line a fact:
 *
 * <pre>
 * file    := "dialect" id "rev" n "kernel" version  common*  ( "arch" name byteOrder common* )*
 * common  := "numbers" GROUP ( NAME "=" n )*                     HDR record, OBJ object, FILE, VMA, ARCH, ... types
 *          | "record" TYPE size field*                           a record; offsets count the 8 bytes of the head
 *          | "struct" name size field*                           an element inside records; offsets from its own start;
 *                                                                name.32 and name.64: on kernels with words of so many
 *                                                                bits
 * field   := name ":" type "@" offset
 * type    := u8 u16 u32 u64 s16 s32 s64 | type "[" count "]"    count 0: as many as the record has room for
 *          | struct "[" count "]"
 * </pre>
 *
 * Lines behind an {@code arch} line add to or replace the common ones for that architecture. Bytes that no field covers
 * are padding. {@code FILE} has a layout per kind ({@code FILE.PIPE}); plain {@code FILE} is their common part and the
 * whole of epoll sets.
 *
 * <p>{@code flags.table} names the bits of flags ({@link org.ckptimage.format.FlagKind}), and {@code meanings.table}
 * tells what the numbers in fields stand for ({@link org.ckptimage.format.Meaning}). Both are read only when somebody
 * asks for a name or a meaning.
 *
 * <p>{@code references.table} holds the fields that name shared objects, and the fields that define an object number
 * without an OBJREF record; its grammar is in {@link org.ckptimage.format.ReferenceField} and
 * {@link org.ckptimage.format.HiddenDefinition}.
 */
package org.ckptimage.format;
