package org.ckptimage.image;

import org.ckptimage.format.RecordType;

/** What a reading does with a record that its grammar does not expect: how much of the image stays readable. */
final class Recovery {
    /** How many enclosing parts are asked; bounds the work per record in deeply nested, broken images. */
    private static final int FRAMES_ASKED = 64;

    private final ImageParser in;

    Recovery(ImageParser in) {
        this.in = in;
    }

    /** Notes the damage, and brings the parser to a state in which it can go on, behind the record or with it. */
    void unexpected(RecordType type) {
        if (type == RecordType.ERROR) {
            in.takeError();
            return;
        }
        RecordType wanted = in.frames().current().expected(in);
        String expected = "expected " + wanted + ", found " + in.name();
        if (type != null && resumeAtOwner(type, wanted, expected)) {
            return;
        }
        if (type == null && !in.plausibleBehind()) {
            in.damage(
                    Damage.Kind.UNEXPECTED_RECORD,
                    wanted,
                    expected + " with the length " + in.length() + "; the rest of the image cannot be read");
            in.stop();
            return;
        }
        in.damage(Damage.Kind.UNEXPECTED_RECORD, wanted, expected);
        in.takeStray();
    }

    /** Gives up the parts that are not at their end, when one that encloses them knows the record. */
    private boolean resumeAtOwner(RecordType type, RecordType wanted, String expected) {
        int top = in.frames().top();
        for (int frame = top; frame >= 0; frame = frame == 0 || top - frame < FRAMES_ASKED ? frame - 1 : 0) {
            if (in.frames().at(frame).owns(type) && in.frames().ask(frame, production -> production.skipTo(in, type))) {
                in.damage(Damage.Kind.UNEXPECTED_RECORD, wanted, expected);
                in.abandonAbove(frame);
                in.frames().current().skipTo(in, type);
                return true;
            }
        }
        return false;
    }
}
