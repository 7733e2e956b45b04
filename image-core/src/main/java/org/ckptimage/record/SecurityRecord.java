package org.ckptimage.record;

/**
 * SECURITY: body of a security label; a STRING with the context follows. A label has two numbers: that of its OBJREF,
 * which nobody uses, and {@code ptrref}, by which its holders name it. From v19-rc2 on.
 *
 * @param ptrref the number that label fields name; a hidden definition
 * @param sectype kind of the first holder: 1 message, 2 IPC, 3 file, 4 credentials; never checked
 * @param padding what no field covers
 */
public record SecurityRecord(ObjRef ptrref, int sectype, Padding padding) implements CkptRecord {
    static final Shape<SecurityRecord> SHAPE = Shape.of(
            in -> new SecurityRecord(in.objref(), in.integer(), in.padding()),
            (r, out) -> out.objref(r.ptrref).number(r.sectype).padding(r.padding),
            "ptrref",
            "sectype");
}
