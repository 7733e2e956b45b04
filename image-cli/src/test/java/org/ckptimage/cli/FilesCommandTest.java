package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FilesCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode files(String image) throws Exception {
        Cli.Result files = Cli.run("files", "--json", Cli.image(image));
        assertThat(files.status()).isZero();
        assertThat(files.err()).isEmpty();
        return JSON.readTree(files.out());
    }

    /** The file behind a descriptor. */
    private static JsonNode at(JsonNode files, int pid, int fd) {
        for (JsonNode file : files) {
            for (JsonNode use : file.get("descriptors")) {
                if (use.get("pid").asInt() == pid && use.get("fd").asInt() == fd) {
                    return file;
                }
            }
        }
        throw new AssertionError("nothing has " + pid + ":" + fd);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void regular(JsonNode files, int fd, String name, long position, String access, String... flags) {
        JsonNode file = at(files, 278, fd);
        assertThat(file.get("type").asText()).isEqualTo("generic");
        assertThat(file.get("name").asText()).isEqualTo(name);
        assertThat(file.get("pos").asLong()).isEqualTo(position);
        assertThat(file.get("access").asText()).isEqualTo(access);
        assertThat(texts(file.get("flags"))).containsExactlyInAnyOrder(flags);
    }

    @Test
    void regularFilesHavePathPositionAndFlagsOfProc() throws Exception {
        JsonNode files = files("v20/plain");
        // plain.txt, section fds: octal 02000 is O_APPEND, 04000 O_NONBLOCK, 0100000 O_LARGEFILE, 0200000 O_DIRECTORY.
        for (int fd = 0; fd <= 2; fd++) {
            regular(files, fd, "/t/log/plain.log", 478, "rw", "O_APPEND", "O_LARGEFILE");
        }
        regular(files, 3, "/t/w/plain/a.txt", 32, "r", "O_LARGEFILE");
        regular(files, 4, "/t/w/plain/b.log", 11, "w", "O_APPEND", "O_LARGEFILE");
        regular(files, 5, "/t/w/plain/c.dat", 4096, "rw", "O_NONBLOCK", "O_LARGEFILE");
        regular(files, 6, "/t/w/plain/a.txt", 160, "r", "O_LARGEFILE");
        regular(files, 7, "/dev/null", 0, "rw", "O_LARGEFILE");
        regular(files, 8, "/dev/zero", 0, "r", "O_LARGEFILE");
        regular(files, 9, "/t/w", 0, "r", "O_LARGEFILE", "O_DIRECTORY");
        regular(files, 40, "/t/w/plain/c.dat", 4096, "rw", "O_NONBLOCK", "O_LARGEFILE");
        regular(files, 41, "/t/w/plain/a.txt", 32, "r", "O_LARGEFILE");
    }

    @Test
    void dupsAreOneFileAndFilesAreSortedByNumber() throws Exception {
        JsonNode files = files("v20/plain");
        assertThat(at(files, 278, 3)).isSameAs(at(files, 278, 41)).isNotSameAs(at(files, 278, 6));
        List<Integer> numbers = new ArrayList<>();
        files.forEach(file -> numbers.add(file.get("objref").asInt()));
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void closeOnExecBelongsToTheDescriptor() throws Exception {
        // "41 dup of a cloexec" in plain.txt
        for (JsonNode use : at(files("v20/plain"), 278, 41).get("descriptors")) {
            assertThat(use.get("cloexec").asBoolean()).isEqualTo(use.get("fd").asInt() == 41);
        }
    }

    @Test
    void executablesHaveNoDescriptorButAreMapped() throws Exception {
        JsonNode executable = null;
        for (JsonNode file : files("v20/plain")) {
            executable = file.get("name").asText().equals("/t/bin/plain") ? file : executable;
        }
        assertThat(executable.get("descriptors")).isEmpty();
        assertThat(executable.get("mappedBy").get(0).asInt()).isEqualTo(278);
        assertThat(executable.get("executableOf").get(0).asInt()).isEqualTo(278);
    }

    @Test
    void pipesShareANumberAndSayWhatIsInThem() throws Exception {
        JsonNode files = files("v20/pipes");
        JsonNode read = at(files, 278, 3);
        JsonNode write = at(files, 278, 4);
        assertThat(read.get("name").asText()).isEqualTo(write.get("name").asText());
        assertThat(read.get("name").asText())
                .isEqualTo("pipe:[" + read.get("pipe").asInt() + "]");
        assertThat(read.get("end").asText()).isEqualTo("read");
        assertThat(write.get("end").asText()).isEqualTo("write");
        // pipes.txt: p1 5000 bytes, p2 100, p3 empty, p4 8192, fifo 304
        assertThat(read.get("bufferedBytes").asInt()).isEqualTo(5000);
        assertThat(at(files, 278, 5).get("bufferedBytes").asInt()).isEqualTo(100);
        assertThat(at(files, 281, 6).get("pipe")).isEqualTo(at(files, 278, 5).get("pipe"));
        assertThat(at(files, 278, 7).get("bufferedBytes").asInt()).isZero();
        assertThat(at(files, 278, 9).get("bufferedBytes").asInt()).isEqualTo(8192);
        JsonNode fifo = at(files, 278, 10);
        assertThat(fifo.get("type").asText()).isEqualTo("fifo");
        assertThat(fifo.get("name").asText()).isEqualTo("/t/w/pipes/fifo");
        assertThat(fifo.get("bufferedBytes").asInt()).isEqualTo(304);
        assertThat(fifo.get("end").asText()).isEqualTo("both");
    }

    private static void socket(JsonNode files, int fd, String type, String state, String local, String remote) {
        JsonNode file = at(files, 278, fd);
        assertThat(file.get("type").asText()).isEqualTo("socket");
        assertThat(file.get("name").asText())
                .isEqualTo("socket:[" + file.get("sock").asInt() + "]");
        assertThat(file.get("socketType").asText()).isEqualTo(type);
        assertThat(file.get("state").asText()).isEqualTo(state);
        assertThat(file.get("local").asText()).isEqualTo(local);
        assertThat(file.has("remote") ? file.get("remote").asText() : null).isEqualTo(remote);
    }

    @Test
    void unixSocketsHaveTheirAddressesPeersAndQueues() throws Exception {
        JsonNode files = files("v20/ux");
        // ux.txt and ux.c
        socket(files, 3, "stream", "ESTABLISHED", "*", "*");
        socket(files, 7, "stream", "LISTEN", "/t/w/ux/l.sock", null);
        socket(files, 8, "stream", "LISTEN", "@lab-abstract", null);
        socket(files, 9, "dgram", "CLOSE", "/t/w/ux/d.sock", null);
        socket(files, 10, "dgram", "CLOSE", "*", "/t/w/ux/d.sock");
        assertThat(at(files, 278, 3).get("peer")).isEqualTo(at(files, 278, 4).get("sock"));
        assertThat(at(files, 278, 4).get("peer")).isEqualTo(at(files, 278, 3).get("sock"));
        assertThat(at(files, 278, 10).get("peer")).isEqualTo(at(files, 278, 9).get("sock"));
        assertThat(at(files, 278, 3).get("receivedBytes").asInt()).as("back").isEqualTo(4);
        assertThat(at(files, 278, 4).get("receivedBytes").asInt()).isEqualTo(2000);
        assertThat(at(files, 278, 5).get("receivedBytes").asInt()).isEqualTo(1000);
        assertThat(at(files, 278, 6).get("receivedBytes").asInt()).isEqualTo(3 + 7);
        assertThat(at(files, 278, 6).get("receivedBuffers").asInt()).isEqualTo(2);
        assertThat(at(files, 278, 9).get("receivedBytes").asInt())
                .as("to-bound")
                .isEqualTo(8);
        assertThat(texts(at(files, 278, 11).get("shutdown"))).containsExactly("SEND");
        assertThat(at(files, 278, 7).get("listening").asBoolean()).isTrue();
    }

    @Test
    void internetSocketsHaveTheAddressesOfProc() throws Exception {
        JsonNode files = files("v20/tcp");
        // tcp.txt: 0100007F:1389 is 127.0.0.1:5001
        socket(files, 3, "stream", "LISTEN", "127.0.0.1:5001", null);
        socket(files, 4, "stream", "ESTABLISHED", "127.0.0.1:46165", "127.0.0.1:5001");
        socket(files, 5, "stream", "ESTABLISHED", "127.0.0.1:5001", "127.0.0.1:46165");
        assertThat(at(files, 278, 4).get("receivedBytes").asInt()).isEqualTo(17);
        assertThat(at(files, 278, 5).get("receivedBytes").asInt()).isEqualTo(3008);
        assertThat(at(files, 278, 3).get("family").asText()).isEqualTo("inet");
    }

    private static void watch(JsonNode files, int set, int fd, String data, String... events) {
        for (JsonNode watch : at(files, 278, set).get("watches")) {
            if (watch.get("fd").asInt() == fd) {
                assertThat(watch.get("objref")).isEqualTo(at(files, 278, fd).get("objref"));
                assertThat(watch.get("data").asText()).isEqualTo(data);
                Set<String> wanted = new TreeSet<>(List.of(events));
                // The kernel adds these two to every watch.
                wanted.addAll(Set.of("EPOLLERR", "EPOLLHUP"));
                assertThat(texts(watch.get("events"))).containsExactlyInAnyOrderElementsOf(wanted);
                return;
            }
        }
        throw new AssertionError(set + " does not watch " + fd);
    }

    @Test
    void epollSetsHaveTheirWatches() throws Exception {
        JsonNode files = files("v20/ep");
        // ep.c
        watch(files, 3, 6, "0x1111000000000001", "EPOLLIN");
        watch(files, 3, 8, "0x2222000000000002", "EPOLLIN", "EPOLLET");
        watch(files, 3, 10, "0x3333000000000003", "EPOLLIN", "EPOLLOUT");
        watch(files, 3, 12, "0x4444000000000004", "EPOLLIN");
        watch(files, 4, 3, "0x5555000000000005", "EPOLLIN");
        watch(files, 4, 9, "0x6666000000000006", "EPOLLIN", "EPOLLONESHOT");
        assertThat(at(files, 278, 3).get("watches")).hasSize(4);
        assertThat(at(files, 278, 5).get("watches")).isEmpty();
        assertThat(at(files, 278, 3).get("name").asText()).isEqualTo("anon_inode:[eventpoll]");
    }

    @Test
    void eventfdsHaveTheirCount() throws Exception {
        JsonNode files = files("v20/ep");
        assertThat(at(files, 278, 8).get("count").asInt()).isEqualTo(5);
        assertThat(at(files, 278, 9).get("count").asInt()).isZero();
        assertThat(at(files, 278, 9).get("semaphore").asBoolean()).isFalse();
        assertThat(texts(at(files, 278, 9).get("flags"))).containsExactly("O_NONBLOCK");
    }

    @Test
    void terminalsSayWhichEndAndNumber() throws Exception {
        JsonNode files = files("v20/pty");
        JsonNode master = at(files, 278, 3);
        JsonNode slave = at(files, 281, 4);
        assertThat(master.get("name").asText()).isEqualTo("/dev/ptmx");
        assertThat(master.get("end").asText()).isEqualTo("master");
        assertThat(slave.get("name").asText()).isEqualTo("/dev/pts/0");
        assertThat(slave.get("end").asText()).isEqualTo("slave");
        assertThat(slave.get("number").asInt()).isZero();
    }

    @Test
    void tasksThatShareATableAreAllListed() throws Exception {
        // tree.txt: 278 and 281 share theirs (CLONE_FILES).
        assertThat(at(files("v20/tree"), 281, 78)).isNotNull();
    }

    @Test
    void theTableShowsAFileALine() {
        String out = Cli.run("files", Cli.image("v20/plain")).out();
        assertThat(out).hasLineCount(1 + 9);
        assertThat(out)
                .containsPattern("#12 +generic +rw +4096 +278:5,278:40 +O_NONBLOCK\\|O_LARGEFILE +/t/w/plain/c.dat\n");
    }

    @Test
    void userInfoIsKerrighedsForm() {
        assertThat(Cli.run("files", "--user-info", Cli.image("v20/plain")).out().lines())
                .contains(
                        "generic|9|/t/log/plain.log|278:0,278:1,278:2",
                        "generic|12|/t/w/plain/c.dat|278:5,278:40",
                        "generic|18|/t/bin/plain|");
        for (String image : List.of("v20/ep", "v20/ux", "v20/pipes", "v20/pty", "v20/tcp")) {
            assertThat(Cli.run("files", "--user-info", Cli.image(image)).out().lines())
                    .allMatch(line -> line.chars().filter(c -> c == '|').count() == 3);
        }
    }

    @Test
    void socketsAreNamedWithTheirAddresses() {
        assertThat(Cli.run("files", "--user-info", Cli.image("v20/tcp")).out())
                .contains("inet stream 127.0.0.1:46165 -> 127.0.0.1:5001 ESTABLISHED, 17 bytes received");
    }
}
