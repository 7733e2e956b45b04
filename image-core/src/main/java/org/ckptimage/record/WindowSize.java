package org.ckptimage.record;

/**
 * The size of a terminal's window, part of TTY.
 *
 * @param wsRow height in characters
 * @param wsCol width in characters
 * @param wsXpixel width in pixels, or 0
 * @param wsYpixel height in pixels, or 0
 */
public record WindowSize(int wsRow, int wsCol, int wsXpixel, int wsYpixel) {

    static WindowSize read(FieldReader in) {
        return new WindowSize(in.integer(), in.integer(), in.integer(), in.integer());
    }

    void write(FieldWriter out) {
        out.number(wsRow).number(wsCol).number(wsXpixel).number(wsYpixel);
    }
}
