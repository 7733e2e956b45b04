package org.ckptimage.testing;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Security labels, which have two numbers: that of their OBJREF, and the hidden one that holders name. */
final class MadeUpLabel {
    static final int MESSAGE = 1;
    static final int IPC = 2;
    static final int FILE = 3;
    static final int CREDENTIALS = 4;

    private record Label(String context) {}

    private record Pointer(String context) {}

    private MadeUpLabel() {}

    /** The number by which a holder names a label, which is defined here if it is new; 0 for none. */
    static int write(ImageWriter out, String context, int kind) {
        if (context == null) {
            return 0;
        }
        int pointer = out.hidden(new Pointer(context));
        out.object(ObjectType.SECURITY, new Label(context), number -> {
            out.record(RecordType.SECURITY, f -> f.set("ptrref", pointer).set("sectype", kind));
            out.string(context);
        });
        return pointer;
    }
}
