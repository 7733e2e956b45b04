package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.SockState;
import org.ckptimage.image.CheckpointFacts.Fd;
import org.ckptimage.image.CheckpointFacts.Inet;
import org.ckptimage.image.CheckpointFacts.TaskFacts;
import org.ckptimage.image.CheckpointFacts.Unix;
import org.ckptimage.record.SocketRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets have the addresses and states of /proc/net, and hold what the programs sent. */
class SocketFactsTest {
    private static final long ACCEPTS_CONNECTIONS = 1 << 16;

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void addressesAndStatesAreThoseOfProcNet(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts task : facts.tasks().values()) {
                for (Fd fd : task.fds()) {
                    if (fd.target().startsWith("socket:")) {
                        check(sock(image, fd.number()), facts, fd.inode());
                    }
                }
            }
        }
    }

    private static void check(Sock sock, CheckpointFacts facts, int inode) {
        Optional<Inet> tcp =
                facts.tcp().stream().filter(row -> row.inode() == inode).findFirst();
        Optional<Inet> udp =
                facts.udp().stream().filter(row -> row.inode() == inode).findFirst();
        Optional<Unix> unix =
                facts.unix().stream().filter(row -> row.inode() == inode).findFirst();
        SocketRecord record = sock.record().orElseThrow();
        tcp.ifPresent(row -> {
            checkInet(sock, row);
            assertThat(sock.receivedBytes()).isEqualTo(row.received());
            assertThat(record.protocol()).isEqualTo(6);
        });
        udp.ifPresent(row -> {
            checkInet(sock, row);
            // The table of UDP counts the kernel's memory, not the bytes of the datagrams.
            assertThat(sock.receivedBytes() > 0).isEqualTo(row.received() > 0);
            assertThat(record.protocol()).isEqualTo(17);
        });
        unix.ifPresent(row -> {
            assertThat(record.family()).isEqualTo(1);
            assertThat(record.type()).isEqualTo(row.type());
            assertThat(record.socketState()).isEqualTo(row.state());
            assertThat(sock.local().filter(local -> !local.equals("*")).orElse(""))
                    .isEqualTo(row.path());
            assertThat(record.state().filter(state -> state == SockState.LISTEN).isPresent())
                    .isEqualTo((row.flags() & ACCEPTS_CONNECTIONS) != 0);
        });
        if (tcp.isEmpty() && udp.isEmpty() && unix.isEmpty()) {
            // A TCP socket that was only just made is in no table.
            assertThat(record.state()).contains(SockState.CLOSE);
            assertThat(record.family()).isEqualTo(2);
            assertThat(sock.local()).contains("0.0.0.0:0");
        }
    }

    private static void checkInet(Sock sock, Inet row) {
        assertThat(sock.local()).contains(row.local());
        assertThat(sock.remote().orElse("0.0.0.0:0")).isEqualTo(row.remote());
        assertThat(sock.record().orElseThrow().sockState()).isEqualTo(row.state());
        assertThat(sock.file().orElseThrow().descriptors()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/tcp", "v20-i386/tcp"})
    void aTcpConnectionHoldsWhatWasSent(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            Sock client = sock(image, 4);
            Sock server = sock(image, 5);
            assertThat(bytes(server)).isEqualTo(Pattern16.fill(3008, 0x7c97c97));
            assertThat(new String(bytes(client), US_ASCII)).isEqualTo("reply-from-server");
            assertThat(sock(image, 3).record().orElseThrow().backlog()).isEqualTo(8);
            assertThat(sock(image, 3).record().orElseThrow().reuse()).isEqualTo(1);
            assertThat(server.record().orElseThrow().sockFlags().has("KEEPOPEN"))
                    .isTrue();
            assertThat(client.record().orElseThrow().sockFlags().has("KEEPOPEN"))
                    .isFalse();
            assertThat(client.local().orElseThrow()).isEqualTo(server.remote().orElseThrow());
            assertThat(client.local().orElseThrow())
                    .endsWith(":"
                            + RealImages.facts(name).said("local port (\\d+)").group(1));
        }
    }

    @Test
    void aUdpSocketHoldsItsDatagram() throws Exception {
        try (Image image = RealImages.open("v20/udp")) {
            assertThat(sock(image, 3).receiveQueue()).hasSize(1);
            assertThat(new String(bytes(sock(image, 3)), US_ASCII)).isEqualTo("datagram");
            assertThat(sock(image, 4).receiveQueue()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ux", "v20-i386/ux"})
    void unixSocketsHoldWhatTheirPeersSent(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            assertThat(bytes(sock(image, 4))).isEqualTo(Pattern16.fill(2000, 0x5151515));
            assertThat(sizes(sock(image, 4))).containsExactly(100, 1900);
            assertThat(texts(sock(image, 3))).containsExactly("back");
            assertThat(texts(sock(image, 6))).containsExactly("one", "two-two");
            assertThat(bytes(sock(image, 5))).isEqualTo(Pattern16.fill(1000, 0x5151515));
            assertThat(sizes(sock(image, 5))).containsExactly(1000);
            assertThat(texts(sock(image, 9))).containsExactly("to-bound");
            for (int empty : new int[] {7, 8, 10, 11, 12}) {
                assertThat(sock(image, empty).receiveQueue()).as("fd " + empty).isEmpty();
            }
            assertThat(sock(image, 9).receiveQueue().get(0).sender()).contains(sock(image, 10));
            for (Sock sock : List.of(sock(image, 3), sock(image, 4), sock(image, 9))) {
                assertThat(sock.writeQueue()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ux", "v20-i386/ux"})
    void unixSocketsHaveThePeersAndShutdownsThatTheProgramMade(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            int[][] pairs = {{3, 4}, {5, 6}, {11, 12}};
            for (int[] pair : pairs) {
                assertThat(sock(image, pair[0]).peer()).contains(sock(image, pair[1]));
                assertThat(sock(image, pair[1]).peer()).contains(sock(image, pair[0]));
            }
            assertThat(sock(image, 10).peer()).contains(sock(image, 9));
            assertThat(sock(image, 9).peer()).isEmpty();
            assertThat(sock(image, 11).record().orElseThrow().shutdown().raw()).isEqualTo(2);
            assertThat(sock(image, 12).record().orElseThrow().shutdown().raw()).isEqualTo(1);
            assertThat(sock(image, 3).record().orElseThrow().shutdown().raw()).isZero();
            assertThat(sock(image, 7).record().orElseThrow().backlog()).isEqualTo(5);
            assertThat(sock(image, 8).record().orElseThrow().backlog()).isEqualTo(2);
        }
    }

    @Test
    void aStreamWhosePeerIsClosedKeepsItsBytes() throws Exception {
        try (Image image = RealImages.open("v20/uxdead")) {
            Sock sock = sock(image, 4);
            assertThat(bytes(sock)).isEqualTo(Pattern16.fill(1600, 0x1234567));
            assertThat(sock.peer().flatMap(Sock::file)).isEmpty();
        }
    }

    @Test
    void queuesStayWithTheirOwnersWhenOneIsTakenOut() throws Exception {
        try (Image image = RealImages.open("examples/13-tcp-end")) {
            assertThat(bytes(sock(image, 5))).isEqualTo(Pattern16.fill(3008, 0x7c97c97));
        }
        try (Image image = RealImages.open("examples/11-socketpair-end")) {
            assertThat(bytes(sock(image, 4))).isEqualTo(Pattern16.fill(2000, 0x5151515));
            assertThat(texts(sock(image, 6))).containsExactly("one", "two-two");
            assertThat(texts(sock(image, 9))).containsExactly("to-bound");
            assertThat(sock(image, 4).peer().flatMap(Sock::file)).isEmpty();
        }
    }

    private static Sock sock(Image image, int descriptor) {
        OpenFile file = image.tasks()
                .get(0)
                .files()
                .descriptor(descriptor)
                .orElseThrow()
                .file();
        return ((SocketFile) file).sock().orElseThrow();
    }

    private static byte[] bytes(Sock sock) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sock.receiveQueue().forEach(buffer -> out.writeBytes(ByteBufUtil.getBytes(buffer.data())));
        assertThat(out.size()).isEqualTo((int) sock.receivedBytes());
        return out.toByteArray();
    }

    private static List<Integer> sizes(Sock sock) {
        return sock.receiveQueue().stream().map(SocketBuffer::size).toList();
    }

    private static List<String> texts(Sock sock) {
        return sock.receiveQueue().stream()
                .map(buffer -> buffer.data().toString(US_ASCII))
                .toList();
    }
}
