package org.ckptimage.testing;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Current and root directory of a process. */
final class MadeUpFs {
    private final String cwd;
    private final String root;

    MadeUpFs() {
        this("/", "/");
    }

    MadeUpFs(String cwd, String root) {
        this.cwd = cwd;
        this.root = root;
    }

    /** The number of the FS, defined here if it is new; 0 where the dialect has none. */
    int write(ImageWriter out) {
        if (!out.format().has(RecordType.FS)) {
            return 0;
        }
        return out.object(ObjectType.FS, this, number -> {
            out.record(RecordType.FS, f -> f.setIfPresent("umask", 022));
            out.fileName(cwd).fileName(root);
        });
    }
}
