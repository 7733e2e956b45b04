package org.ckptimage.image;

import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;

/** File tables, open files, terminals, and the groups that a file table defers to its end. */
final class FileProductions {
    private FileProductions() {}

    /** FILE_TABLE, its descriptors, and then everything that is due in the image's queue of deferred groups. */
    static final class Table extends Production {
        private static final int BEGIN = 0;
        private static final int DESCRIPTORS = 1;
        private static final int DEFERRED = 2;

        Table() {
            super("FILE_TABLE", RecordType.FILE_TABLE, RecordType.FILE_DESC);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case BEGIN:
                    return RecordType.FILE_TABLE;
                case DESCRIPTORS:
                    return RecordType.FILE_DESC;
                default:
                    return null;
            }
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == BEGIN) {
                in.state(DESCRIPTORS);
                in.count(in.s32(in.fields().fdtNfds));
            } else {
                in.count(in.count() - 1);
            }
            return in.count() > 0 ? MORE : defer(in);
        }

        private int defer(ImageParser in) {
            in.state(DEFERRED);
            in.deferred().beginRun(in);
            return in.deferred().pushNext(in) ? MORE : DONE;
        }

        @Override
        int partDone(ImageParser in) {
            return in.deferred().pushNext(in) ? MORE : DONE;
        }

        @Override
        boolean skipTo(ImageParser in, RecordType type) {
            if (type == RecordType.FILE_DESC && in.state() != DEFERRED) {
                in.count(Math.max(1, in.count()));
                in.state(DESCRIPTORS);
                return true;
            }
            return type == expected(in);
        }
    }

    /** A FILE and what belongs to its kind. */
    static final class OpenFile extends Production {
        private static final int FILE = 0;
        private static final int NAME = 1;
        private static final int CONTENTS = 2;

        OpenFile() {
            super("FILE", RecordType.FILE, RecordType.FILE_NAME);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case FILE:
                    return RecordType.FILE;
                case NAME:
                    return RecordType.FILE_NAME;
                default:
                    return RecordType.PIPE_BUF;
            }
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == NAME) {
                in.role(Role.PATH);
                in.state(CONTENTS);
                return in.count() == 0 ? DONE : MORE;
            }
            if (in.state() == CONTENTS) {
                return DONE;
            }
            FileType kind = FileType.of(in.s32(in.fields().fileType));
            if (kind == null) {
                in.damage(
                        Damage.Kind.UNKNOWN_FILE_KIND,
                        "FILE has the unknown kind " + in.s32(in.fields().fileType) + " (known are 1 to 7)");
                return DONE;
            }
            switch (kind) {
                case GENERIC:
                    in.state(NAME);
                    return MORE;
                case PIPE:
                    in.state(CONTENTS);
                    return in.defineFirst(in.s32(in.fields().pipeObjref)) ? MORE : DONE;
                case FIFO:
                    in.state(NAME);
                    in.count(in.defineFirst(in.s32(in.fields().pipeObjref)) ? 1 : 0);
                    return MORE;
                case EPOLL:
                    in.deferred().add(in.definition(), true, false);
                    return DONE;
                default:
                    return DONE;
            }
        }
    }

    /** EPOLL_ITEMS and its items. */
    static final class EpollSet extends Production {
        EpollSet() {
            super("epoll items", RecordType.EPOLL_ITEMS);
        }

        @Override
        RecordType expected(ImageParser in) {
            return in.state() == 0 ? RecordType.EPOLL_ITEMS : RecordType.BUFFER;
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == 0) {
                in.state(1);
                return in.u32(in.fields().numItems) == 0 ? DONE : MORE;
            }
            in.role(Role.EPOLL_ITEMS);
            return DONE;
        }
    }

    /** A TTY, its line discipline unless it was hung up, and its unread input. */
    static final class Terminal extends Production {
        private static final long HUPPED = 1L << 18;

        Terminal() {
            super("TTY", RecordType.TTY, RecordType.TTY_LDISC);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case 0:
                    return RecordType.TTY;
                case 1:
                    return RecordType.TTY_LDISC;
                default:
                    return RecordType.BUFFER;
            }
        }

        @Override
        int consume(ImageParser in) {
            int at = in.state();
            in.state(at + 1);
            if (at == 0) {
                in.defineHidden(in.s32(in.fields().ttyFileObjref));
                return (in.u64(in.fields().ttyFlags) & HUPPED) != 0 ? DONE : MORE;
            }
            if (at == 1) {
                return in.u32(in.fields().ldiscDatalen) == 0 ? DONE : MORE;
            }
            in.role(Role.TERMINAL_INPUT);
            return DONE;
        }
    }
}
