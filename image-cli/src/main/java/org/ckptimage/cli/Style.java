package org.ckptimage.cli;

/**
 * How output is dressed: with a little colour on a terminal, else not at all.
 *
 * @param terminal whether standard output is a terminal
 * @param colours whether it shows colours, and may
 */
record Style(boolean terminal, boolean colours) {
    static final Style PLAIN = new Style(false, false);

    /** For headings. */
    String bold(String text) {
        return dress("1", text);
    }

    /** For what is wrong. */
    String red(String text) {
        return dress("31", text);
    }

    private String dress(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
