package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.crash;
import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.RuleCase.loss;
import static org.ckptimage.check.RuleCase.note;
import static org.ckptimage.check.TaskCases.field;
import static org.ckptimage.check.TaskCases.longer;

import java.nio.file.Path;
import java.util.List;
import org.ckptimage.check.CheckOptions.Feed;
import org.ckptimage.check.CheckOptions.Pids;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with broken file tables, files, pipes, epoll sets and terminals. */
final class FileCases {
    private static final String PLAIN = "v20/plain";
    private static final String PIPES = "v20/pipes";
    private static final String EP = "v20/ep";
    private static final String PTY = "v20/pty";
    private static final CheckOptions KEEP = CheckOptions.DEFAULT.withPids(Pids.KEEP);

    private FileCases() {}

    private static RuleCase file(String rule, String image, FileType kind, int nth, String field, long value) {
        return fatal(
                rule,
                image,
                kind + "." + field + " = 0x" + Long.toHexString(value),
                p -> set(p, kind, nth, field, value));
    }

    private static long set(ImagePatch p, FileType kind, int nth, String field, long value) {
        ImagePatch.Place place = p.at(kind, nth);
        p.set(place, field, value);
        return place.field(field);
    }

    private static RuleCase tty(String rule, int nth, String field, long value) {
        return field(rule, PTY, RecordType.TTY, nth, field, value).with(KEEP);
    }

    private static long pipeContents(ImagePatch p, int bytes) {
        ImagePatch.Place contents = p.at(RecordType.PIPE_BUF, 0);
        p.resize(contents, 8 + bytes);
        return contents.offset();
    }

    static List<RuleCase> all() {
        CheckOptions few = CheckOptions.DEFAULT.withTarget(
                Target.builder().limit(Target.Limit.OPEN_FILES, 30).build());
        CheckOptions noPtys = KEEP.withTarget(
                Target.builder().limit(Target.Limit.PSEUDO_TERMINALS, 4).build());
        CheckOptions elsewhere = CheckOptions.DEFAULT.withTarget(
                Target.builder().root(Path.of("src")).build());
        CheckOptions labels = CheckOptions.DEFAULT.withLabels(true);
        return List.of(
                field("R091", PLAIN, RecordType.FILE_TABLE, 0, "fdt_nfds", -1),
                longer("R092", PLAIN, RecordType.FILE, 1, 8),
                fatal("R093", PLAIN, "a FILE of kind 9", p -> {
                    ImagePatch.Place file = p.at(FileType.GENERIC, 1);
                    p.set(file, "f_type", 9);
                    return file.offset();
                }),
                file("R094", PLAIN, FileType.GENERIC, 1, "f_flags", 0x8242),
                fatal("R095", PLAIN, "a name of 4097 bytes", p -> {
                    ImagePatch.Place name = p.at(Role.PATH, 1);
                    p.resize(name, 8 + 4097);
                    return name.offset();
                }),
                fatal("R096", PIPES, "a FIFO that was removed", p -> {
                    ImagePatch.Place fifo = p.at(FileType.FIFO, 0);
                    p.replace(fifo.end(), fifo.end() + 8 + nameLength(p, fifo), name("/t/w/x (deleted)"));
                    return fifo.end();
                }),
                fatal(
                                "R096",
                                PLAIN,
                                "a target without the files",
                                p -> p.at(Role.PATH, 0).offset())
                        .with(elsewhere),
                fatal(
                                "R171",
                                PLAIN,
                                "a target without the directory",
                                p -> p.at(Role.CWD, 0).offset())
                        .with(elsewhere)
                        .notFirst(),
                file("R097", PIPES, FileType.PIPE, 0, "pipe_objref", 0),
                file("R097", PIPES, FileType.PIPE, 0, "pipe_objref", 1).with(Errno.ENOMSG),
                file("R097", PIPES, FileType.PIPE, 0, "pipe_objref", 9),
                fatal("R097", PIPES, "a second PIPE_BUF", p -> {
                    ImagePatch.Place contents = p.at(RecordType.PIPE_BUF, 0);
                    p.insert(contents.end(), p.copy(contents));
                    return contents.end();
                }),
                fatal("R098", PIPES, "a full pipe, fed through a pipe", p -> pipeContents(p, 65536)),
                note("R098", PIPES, "half a pipe, fed through a pipe", p -> pipeContents(p, 32768)),
                fatal("R098", PIPES, "a nearly full pipe, fed from a file", p -> pipeContents(p, 65536))
                        .with(CheckOptions.DEFAULT.withFeed(Feed.FILE)),
                loss("R099", PIPES, "two reading ends", p -> set(p, FileType.PIPE, 1, "f_flags", 0)),
                fatal("R099", PIPES, "a pipe to read and write", p -> {
                            set(p, FileType.PIPE, 1, "f_mode", 3);
                            return set(p, FileType.PIPE, 1, "f_flags", 2);
                        })
                        .with(Errno.EINVAL),
                file("R100", PIPES, FileType.FIFO, 0, "f_flags", 3).notFirst(),
                file("R101", "v20/ux", FileType.SOCKET, 0, "sock_objref", 4711),
                crash("R101", "v20/ux", "two files of one socket", p -> {
                    long first = p.get(p.at(FileType.SOCKET, 0), "sock_objref");
                    return set(p, FileType.SOCKET, 1, "sock_objref", first);
                }),
                file("R102", PTY, FileType.TTY, 0, "tty_objref", 1).with(KEEP).with(Errno.ENOMSG),
                file("R103", EP, FileType.EVENTFD, 0, "flags", 4),
                loss("R103", EP, "a large counter", p -> set(p, FileType.EVENTFD, 0, "count", 1L << 32)),
                file("R104", PLAIN, FileType.GENERIC, 1, "f_credref", 0),
                file("R105", PLAIN, FileType.GENERIC, 1, "f_secref", 4711).with(labels),
                file("R107", PLAIN, FileType.GENERIC, 1, "f_mode", 0x5d & ~0x10),
                file("R107", EP, FileType.EVENTFD, 0, "f_mode", 0x1f),
                file("R107", PIPES, FileType.PIPE, 0, "f_mode", 2),
                file("R107", PTY, FileType.TTY, 1, "f_mode", 2).with(KEEP),
                crash("R108", PLAIN, "a position of 2 GiB", p -> set(p, FileType.GENERIC, 1, "f_pos", 0x80000000L)),
                crash("R108", PLAIN, "a position of 6 GiB", p -> set(p, FileType.GENERIC, 1, "f_pos", 0x180000000L)),
                file("R108", PLAIN, FileType.GENERIC, 1, "f_pos", 0xffffffffL).with(Errno.EPERM),
                file("R108", PLAIN, FileType.GENERIC, 1, "f_pos", -1).with(Errno.EINVAL),
                field("R109", PLAIN, RecordType.FILE_DESC, 1, "fd_descriptor", -1),
                field("R109", PLAIN, RecordType.FILE_DESC, 1, "fd_objref", 0),
                field("R109", PLAIN, RecordType.FILE_DESC, 1, "fd_objref", 1).with(Errno.ENOMSG),
                fatal("R109", PLAIN, "a descriptor less", p -> {
                            ImagePatch.Place last = p.at(RecordType.FILE_DESC, -1);
                            p.delete(last);
                            return p.at(RecordType.TASK_OBJS, 0).offset();
                        })
                        .notFirst(),
                fatal(
                                "R110",
                                PLAIN,
                                "descriptors above the restarter's limit",
                                p -> p.where(RecordType.FILE_DESC, "fd_descriptor", 40, 0)
                                        .field("fd_descriptor"))
                        .with(few)
                        .notFirst(),
                fatal("R111", EP, "the items of a set are missing", p -> {
                            ImagePatch.Place items = p.at(RecordType.EPOLL_ITEMS, 0);
                            ImagePatch.Place buffer = p.at(Role.EPOLL_ITEMS, 0);
                            p.delete(buffer).delete(items);
                            return p.at(RecordType.SOCKET_QUEUE, 0).offset();
                        })
                        .notFirst(),
                tty("R112", 0, "driver_type", 3),
                tty("R113", 1, "link_objref", 4711),
                tty("R113", 0, "link_objref", 5),
                tty("R114", 0, "file_objref", 0),
                tty("R114", 1, "file_objref", 77),
                tty("R115", 0, "flags", 2561 | 1 << 7),
                fatal("R116", PTY, "a pty beyond the target's", p -> {
                            ImagePatch.Place master = p.at(RecordType.TTY, 0);
                            p.set(master, "index", 9);
                            return master.field("index");
                        })
                        .with(noPtys),
                fatal("R117", PTY, "another line discipline", p -> {
                            ImagePatch.Place slave = p.at(RecordType.TTY, 1);
                            p.set(slave, "ldisc", 2);
                            return slave.field("ldisc");
                        })
                        .with(KEEP),
                fatal("R117", PTY, "input of another length", p -> {
                            ImagePatch.Place input = p.at(Role.TERMINAL_INPUT, 0);
                            p.resize(input, input.length() + 1);
                            return input.offset();
                        })
                        .with(KEEP),
                field("R146", EP, RecordType.EPOLL_ITEMS, 0, "epfile_objref", 9),
                field("R146", EP, RecordType.EPOLL_ITEMS, 0, "epfile_objref", 1).with(Errno.ENOMSG),
                fatal("R147", EP, "an item less than announced", p -> {
                    ImagePatch.Place items = p.at(Role.EPOLL_ITEMS, 0);
                    p.resize(items, items.length() - 24);
                    return items.offset();
                }),
                fatal("R148", EP, "a watch on nothing", p -> {
                    ImagePatch.Place items = p.at(Role.EPOLL_ITEMS, 0);
                    p.put(items.offset() + 8 + 12, 4, 4711);
                    return items.offset() + 8 + 12;
                }),
                loss("R149", EP, "a watch on the set itself", p -> {
                    long set = p.get(p.at(RecordType.EPOLL_ITEMS, 0), "epfile_objref");
                    ImagePatch.Place items = p.at(Role.EPOLL_ITEMS, 0);
                    p.put(items.offset() + 8 + 12, 4, set);
                    return items.offset() + 8 + 12;
                }),
                loss("R149", EP, "a watch on /dev/null", p -> {
                    ImagePatch.Place items = p.at(Role.EPOLL_ITEMS, 0);
                    p.put(items.offset() + 8 + 12, 4, p.get(p.at(RecordType.FILE_DESC, 0), "fd_objref"));
                    return items.offset() + 8 + 12;
                }));
    }

    private static long nameLength(ImagePatch p, ImagePatch.Place fifo) {
        byte[] bytes = p.bytes();
        int at = (int) fifo.end() + 4;
        return (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8) - 8L;
    }

    private static byte[] name(String path) {
        byte[] record = new byte[8 + path.length() + 1];
        System.arraycopy(path.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, record, 8, path.length());
        return ImagePatch.of(record).put(0, 4, 303).put(4, 4, record.length).bytes();
    }
}
