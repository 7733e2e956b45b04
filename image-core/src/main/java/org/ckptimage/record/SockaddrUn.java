package org.ckptimage.record;

/**
 * A unix address as the image holds it, part of SOCKET_UNIX. How much of it counts, a length elsewhere says.
 *
 * @param sunFamily 1
 * @param sunPath 108 bytes; a path, or a NUL and an abstract name
 */
public record SockaddrUn(int sunFamily, Text sunPath) {

    static SockaddrUn read(FieldReader in) {
        return new SockaddrUn(in.integer(), in.text());
    }

    void write(FieldWriter out) {
        out.number(sunFamily).text(sunPath);
    }
}
