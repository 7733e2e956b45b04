package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.check.ImagePatch.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.ckptimage.check.CheckReport.Verdict;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Odd images that a real kernel restarted all the same: real ones after edits that look wrong and are not. A checker
 * that cries wolf is not believed.
 */
class AcceptedEditsTest {
    private static final String PLAIN = "v20/plain";
    private static final String PIPES = "v20/pipes";
    private static final String EP = "v20/ep";
    private static final String UX = "v20/ux";
    private static final String MEM = "v20/mem";
    private static final String TREE = "v20/tree";
    private static final String IPC = "v20/ipc";
    private static final int PGARR = 403;
    private static final int O_APPEND = 0x400;
    private static final int O_LARGEFILE = 0x8000;

    /** An edit that a kernel took. */
    record Accepted(String what, String image, Consumer<ImagePatch> edit) {
        @Override
        public String toString() {
            return image + ": " + what;
        }
    }

    private static Accepted set(String what, String image, RecordType type, int nth, String field, long value) {
        return new Accepted(what, image, p -> p.set(type, nth, field, value));
    }

    private static Accepted path(String what, String path) {
        return new Accepted(what, PLAIN, p -> {
            ImagePatch.Place name = p.at(Role.PATH, 1);
            setPayload(p, name, path.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void setPayload(ImagePatch p, ImagePatch.Place record, byte[] payload) {
        p.resize(record, 8 + payload.length);
        p.replace(record.offset() + 8, record.offset() + 8 + payload.length, payload);
    }

    private static void move(ImagePatch p, ObjectType type, int nth, ToLongFunction<ImagePatch> to) {
        byte[] definition = p.definition(type, nth);
        p.delete(type, nth);
        p.insert(to.applyAsLong(p), definition);
    }

    static Stream<Accepted> edits() {
        return Stream.of(files(), order(), pipesAndSets(), sockets(), memory(), theRest())
                .flatMap(List::stream);
    }

    private static List<Accepted> files() {
        return List.of(
                new Accepted("a mode that lacks the right to write, which is only compared", PLAIN, p -> {
                    p.set(p.where(RecordType.FILE, "f_mode", 0x1f, 0), "f_mode", 0x1d);
                }),
                new Accepted("an eventfd whose mode only reads", EP, p -> p.set(FileType.EVENTFD, 0, "f_mode", 1)),
                new Accepted("O_APPEND more, O_LARGEFILE less", PLAIN, p -> {
                    ImagePatch.Place file = p.at(FileType.GENERIC, 1);
                    p.set(file, "f_flags", (p.get(file, "f_flags") | O_APPEND) & ~O_LARGEFILE);
                }),
                new Accepted(
                        "a position behind the end of the file",
                        PLAIN,
                        p -> p.set(FileType.GENERIC, 1, "f_pos", 0x7fffffff)),
                new Accepted(
                        "a position of more than 4 GiB whose low half is small",
                        PLAIN,
                        p -> p.set(FileType.GENERIC, 1, "f_pos", 0x100000010L)),
                path("a path relative to the restarter", "t/w/plain/a.txt\0"),
                path("a path with a step back", "/t/../t//w/plain/a.txt\0"),
                path("a path through another process", "/proc/4711/fd/3\0"),
                path("a path without NUL, which costs a character", "/t/w/plain/a.txtx"),
                path("bytes behind the NUL of a path", "/t/w/plain/a.txt\0more\0"),
                path("a path of 4096 bytes", "/".repeat(4000) + "t/w/" + "/".repeat(91) + "\0"),
                new Accepted("the same descriptor twice", PLAIN, p -> {
                    ImagePatch.Place last = p.at(RecordType.FILE_DESC, -1);
                    byte[] copy = p.copy(last);
                    p.insert(last.end(), copy);
                    ImagePatch.Place table = p.at(RecordType.FILE_TABLE, 0);
                    p.set(table, "fdt_nfds", p.get(table, "fdt_nfds") + 1);
                }),
                new Accepted(
                        "a descriptor moved to another number",
                        PLAIN,
                        p -> p.set(RecordType.FILE_DESC, 3, "fd_descriptor", 77)),
                new Accepted("an empty file table", PLAIN, p -> {
                    while (p.get(p.at(RecordType.FILE_TABLE, 0), "fdt_nfds") > 0) {
                        p.delete(p.at(RecordType.FILE_DESC, 0));
                        ImagePatch.Place table = p.at(RecordType.FILE_TABLE, 0);
                        p.set(table, "fdt_nfds", p.get(table, "fdt_nfds") - 1);
                    }
                }),
                new Accepted(
                        "a label that nothing defines, on a kernel that looks at none",
                        PLAIN,
                        p -> p.set(FileType.GENERIC, 1, "f_secref", 4711)));
    }

    private static List<Accepted> order() {
        ToLongFunction<ImagePatch> firstTask = p -> p.at(RecordType.TASK, 0).offset();
        ToLongFunction<ImagePatch> tail = p -> p.at(RecordType.TAIL, 0).offset();
        return List.of(
                new Accepted("a CRED in front of the first TASK", PLAIN, p -> move(p, ObjectType.CRED, 0, firstTask)),
                new Accepted("a USER in front of the first TASK", PLAIN, p -> move(p, ObjectType.USER, 0, firstTask)),
                new Accepted(
                        "a GROUPINFO in front of the first TASK",
                        PLAIN,
                        p -> move(p, ObjectType.GROUPINFO, 0, firstTask)),
                new Accepted("an unused CRED in front of TAIL", PLAIN, p -> {
                    byte[] cred = p.definition(ObjectType.CRED, 0);
                    byte[] unused = Arrays.copyOfRange(cred, cred.length - 96, cred.length);
                    p.insert(tail.applyAsLong(p), join(p.objref(ObjectType.CRED, 900), unused));
                }),
                new Accepted("FS in front of FILE_TABLE", PLAIN, p -> {
                    move(
                            p,
                            ObjectType.FS,
                            0,
                            q -> q.at(ObjectType.FILE_TABLE, 0).offset());
                }),
                new Accepted("SIGHAND in front of FILE_TABLE", PLAIN, p -> {
                    move(
                            p,
                            ObjectType.SIGHAND,
                            0,
                            q -> q.at(ObjectType.FILE_TABLE, 0).offset());
                }),
                new Accepted("FILE_TABLE behind SIGHAND", PLAIN, p -> {
                    move(
                            p,
                            ObjectType.FILE_TABLE,
                            0,
                            q -> q.at(RecordType.TASK_OBJS, 0).offset());
                }),
                new Accepted("MM in front of FILE_TABLE", PLAIN, p -> {
                    move(
                            p,
                            ObjectType.MM,
                            0,
                            q -> q.at(ObjectType.FILE_TABLE, 0).offset());
                }),
                new Accepted("NS in front of TASK_CREDS", PLAIN, p -> {
                    move(
                            p,
                            ObjectType.NS,
                            0,
                            q -> q.at(RecordType.TASK_CREDS, 0).offset());
                }),
                new Accepted("an OBJREF of 24 bytes", PLAIN, p -> p.resize(p.at(ObjectType.FILE, 1), 24)),
                new Accepted("a second USER_NS without creator", PLAIN, p -> {
                    ImagePatch.Place first = p.at(RecordType.USER_NS, 0);
                    byte[] copy = p.copy(first);
                    p.insert(p.at(RecordType.TASK_CREDS, 0).offset(), join(p.objref(ObjectType.USER_NS, 901), copy));
                }),
                new Accepted("an unused empty file table in front of the task's own", PLAIN, p -> {
                    ImagePatch.Place own = p.at(ObjectType.FILE_TABLE, 0);
                    byte[] empty = p.zeros(RecordType.FILE_TABLE, 16);
                    p.insert(own.offset(), join(p.objref(ObjectType.FILE_TABLE, 902), empty));
                }),
                new Accepted("a child that shares its parent's working directory now", TREE, p -> {
                    long parents = p.get(p.at(RecordType.TASK_OBJS, 0), "fs_objref");
                    p.set(RecordType.TASK_OBJS, 1, "fs_objref", parents);
                }),
                new Accepted("a child that shares its parent's signal handlers now", TREE, p -> {
                    long parents = p.get(p.at(RecordType.TASK_OBJS, 0), "sighand_objref");
                    p.set(RecordType.TASK_OBJS, 1, "sighand_objref", parents);
                }));
    }

    private static List<Accepted> pipesAndSets() {
        return List.of(
                new Accepted("another number for both ends of a pipe", PIPES, p -> {
                    long old = p.get(p.at(FileType.PIPE, 0), "pipe_objref");
                    assertThat(p.get(p.at(FileType.PIPE, 1), "pipe_objref")).isEqualTo(old);
                    p.set(FileType.PIPE, 0, "pipe_objref", 2_000_000_000);
                    p.set(FileType.PIPE, 1, "pipe_objref", 2_000_000_000);
                }),
                new Accepted("other contents of a pipe", PIPES, p -> {
                    setPayload(p, p.at(RecordType.PIPE_BUF, 0), "canned".getBytes(StandardCharsets.US_ASCII));
                }),
                new Accepted("an item whose key is no open descriptor", EP, p -> {
                    ImagePatch.Place items = p.at(Role.EPOLL_ITEMS, 0);
                    p.put(items.offset() + 8 + 8, 4, 4711);
                }));
    }

    private static List<Accepted> sockets() {
        return List.of(
                new Accepted("a queue that claims more bytes than it has", UX, p -> {
                    ImagePatch.Place queue = p.at(RecordType.SOCKET_QUEUE, 0);
                    p.set(queue, "total_bytes", p.get(queue, "total_bytes") + 1000);
                }),
                new Accepted(
                        "a survivor that is told nothing of its dead peer",
                        "examples/11-socketpair-end",
                        p -> p.set(p.where(RecordType.SOCKET, "sock.shutdown", 3, 0), "sock.shutdown", 0)));
    }

    private static List<Accepted> memory() {
        return List.of(
                new Accepted("no executable", PLAIN, p -> p.set(RecordType.MM, 0, "exe_objref", 0)),
                new Accepted("the low bits of a page's address", PLAIN, p -> {
                    ImagePatch.Place pages = p.at(Role.PAGES, 0);
                    p.put(pages.offset() + 8, 1, 0x7b);
                }),
                new Accepted("a page twice", PLAIN, p -> {
                    ImagePatch.Place count = p.where(RecordType.PGARR, "nr_pages", 1, 0);
                    long end = count.end() + 8 + 8 + 4096;
                    byte[] chunk = Arrays.copyOfRange(p.bytes(), (int) count.offset(), (int) end);
                    p.insert(end, chunk);
                }),
                new Accepted("no FPU state of a task that used none", PLAIN, p -> {
                    p.delete(p.at(RecordType.CPU_FPU, 0));
                    p.set(RecordType.CPU, 0, "used_math", 0);
                }),
                new Accepted("a mapping that became a hole", MEM, p -> {
                    ImagePatch.Place anonymous = p.where(RecordType.VMA, "vma_type", 2, 0);
                    p.set(anonymous, "vma_type", 0);
                    while (p.bytes()[(int) anonymous.end()] == (byte) PGARR
                            && p.bytes()[(int) anonymous.end() + 1] == PGARR >> 8) {
                        long pages = p.bytes()[(int) anonymous.end() + 8] & 0xff;
                        long chunk = 16 + (pages == 0 ? 0 : 8 + pages * 4104);
                        p.replace(anonymous.end(), anonymous.end() + chunk, new byte[0]);
                    }
                }));
    }

    private static List<Accepted> theRest() {
        return List.of(
                set("another time", PLAIN, RecordType.HEADER, 0, "time", 0),
                new Accepted("other names of the system", PLAIN, p -> {
                    ImagePatch.Place release = p.at(Role.UTS_RELEASE, 0);
                    p.put(release.offset() + 8, 4, 0x21212121);
                }),
                new Accepted("a foreground group of the past that nobody is in", "v20/pty", p -> {
                    ImagePatch.Place leader = p.at(RecordType.SIGNAL, 0);
                    p.set(leader, "tty_old_pgrp", 31999);
                }),
                new Accepted("no name of the system kept", PLAIN, p -> {
                    p.delete(ObjectType.UTS_NS, 0);
                    p.set(RecordType.NS, 0, "uts_objref", 0);
                }),
                new Accepted("no IPC namespace", PLAIN, p -> {
                    p.delete(ObjectType.IPC_NS, 0);
                    p.set(RecordType.NS, 0, "ipc_objref", 0);
                }),
                new Accepted("bytes behind TAIL", IPC, p -> p.insert(p.bytes().length, new byte[] {1, 2, 3})));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void whatAKernelTookIsNotCalledBroken(Accepted accepted) {
        CheckOptions options = CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP);
        assertThat(CheckImages.check(accepted.image, options).verdict())
                .as("the image itself")
                .isEqualTo(Verdict.RESTARTS);
        ImagePatch patch = ImagePatch.of(accepted.image);
        byte[] before = patch.bytes().clone();
        accepted.edit.accept(patch);
        assertThat(patch.bytes()).isNotEqualTo(before);

        CheckReport report = CheckImages.check(patch.bytes(), options);

        assertThat(report.findings().stream()
                        .filter(finding -> finding.severity() == Severity.FATAL || finding.severity() == Severity.CRASH)
                        .map(Finding::toString))
                .isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.RESTARTS);
    }
}
