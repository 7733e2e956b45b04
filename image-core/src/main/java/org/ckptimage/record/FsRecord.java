package org.ckptimage.record;

import java.util.OptionalLong;

/**
 * FS: body of a task's place in the file system; two FILE_NAMEs follow, working directory and root. From v20 on.
 *
 * @param umask permission bits that new files do not get; from v23-rc1 on
 * @param padding what no field covers
 */
public record FsRecord(OptionalLong umask, Padding padding) implements CkptRecord {
    static final Shape<FsRecord> SHAPE = Shape.of(
            in -> new FsRecord(in.optionalNumber(), in.padding()),
            (r, out) -> out.number(r.umask).padding(r.padding),
            "umask");
}
