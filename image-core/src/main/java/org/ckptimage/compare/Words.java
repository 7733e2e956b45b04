package org.ckptimage.compare;

import org.ckptimage.format.Signals;
import org.ckptimage.record.SignalSet;
import org.ckptimage.record.Text;

/** Values as text. */
final class Words {
    private Words() {}

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** A text of the image as it is, or where it is no UTF-8 its bytes. */
    static String text(Text text) {
        return text.isUtf8()
                ? text.toString()
                : Digests.text(text.bytes().slice(text.bytes().readerIndex(), text.length()));
    }

    /** {@code SIGUSR1}, or the number if no signal has it. */
    static String signal(long number) {
        return Signals.name(number).map(name -> "SIG" + name).orElse("signal " + number);
    }

    /** {@code SIGINT|SIGTERM}. */
    static String signals(SignalSet set) {
        return set.bits() == 0 ? "none" : set.toString();
    }
}
