package org.ckptimage.cli;

import java.io.IOException;

/** That a file which an option names cannot be read. */
final class OptionFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final String name;

    OptionFailure(String name, IOException cause) {
        super(Failures.explain(cause), cause);
        this.name = Failures.blamed(name, cause);
    }

    /** The file. */
    String name() {
        return name;
    }
}
