package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;

/**
 * The edited images of testdata/examples against what they were made of: exactly the differences that the README there
 * names. An entry is {@code KIND path}, and where the values matter the whole line.
 */
class ExampleDifferencesTest {

    private static void differ(String input, String example, String... expected) throws IOException {
        try (Image before = TestImages.open(input);
                Image after = TestImages.open("examples/" + example + ".ckpt")) {
            Differences differences = Comparison.of(before, after);
            assertThat(lines(differences, List.of(expected))).containsExactlyInAnyOrder(expected);
            assertThat(Comparison.of(after, before).size()).isEqualTo(differences.size());
        }
    }

    /** The differences as lines, without values where no expected line has them. */
    private static List<String> lines(Differences differences, List<String> expected) {
        return differences.all().stream()
                .map(d -> expected.contains(d.kind() + " " + d.path()) ? d.kind() + " " + d.path() : d.toString())
                .toList();
    }

    @Test
    void closingOneOfTwoDescriptorsLeavesTheFile() throws IOException {
        differ("v20/plain.ckpt", "01-close-one-of-two", "DESCRIPTOR task 278 > fd 41");
    }

    @Test
    void deletingAFileTakesItsDescriptor() throws IOException {
        differ(
                "v20/plain.ckpt",
                "02-delete-file",
                "DESCRIPTOR task 278 > fd 6: /t/w/plain/a.txt -> none",
                "FILE task 278 > fd 6 > file: /t/w/plain/a.txt -> none");
    }

    @Test
    void credentialsOfTheSameMeaningAreNoDifference() throws IOException {
        differ("v20/plain.ckpt", "03-nested-cred-in");
    }

    @Test
    void hoistedCredentialsAreTheSame() throws IOException {
        differ(
                "examples/03-nested-cred-in.ckpt",
                "03-nested-cred",
                "DESCRIPTOR task 278 > fd 6",
                "FILE task 278 > fd 6 > file");
    }

    @Test
    void lostCredentialsAreUnreadable() throws IOException {
        differ(
                "examples/03-nested-cred-in.ckpt",
                "04-nested-cred-lost",
                "DESCRIPTOR task 278 > fd 6",
                "FILE task 278 > fd 6 > file",
                "UNREADABLE task 278 > fd 7 > credentials: uid 0, gid 0 -> undefined",
                "UNREADABLE task 278 > fd 8 > credentials: uid 0, gid 0 -> undefined");
    }

    @Test
    void thePipesContentsMoveWithItsOtherEnd() throws IOException {
        differ("v20/pipes.ckpt", "05-pipe-end-with-data", "DESCRIPTOR task 278 > fd 3", "FILE task 278 > fd 3 > file");
    }

    @Test
    void bothEndsOfAPipeGoInBothTasks() throws IOException {
        differ(
                "v20/pipes.ckpt",
                "06-pipe-both-ends",
                "DESCRIPTOR task 278 > fd 7: pipe, read end -> none",
                "FILE task 278 > fd 7 > file",
                "DESCRIPTOR task 278 > fd 8: pipe, write end -> none",
                "FILE task 278 > fd 8 > file",
                "DESCRIPTOR task 281 > fd 7",
                "DESCRIPTOR task 281 > fd 8");
    }

    @Test
    void aWatchGoesWithTheFileThatItWatches() throws IOException {
        differ(
                "v20/ep.ckpt",
                "08-watched-file",
                "DESCRIPTOR task 278 > fd 6",
                "FILE task 278 > fd 6 > file",
                "WATCH task 278 > fd 3 > watch of fd 6");
    }

    @Test
    void aWatchLeftBehindIsUnreadable() throws IOException {
        differ(
                "v20/ep.ckpt",
                "09-watch-dangling",
                "DESCRIPTOR task 278 > fd 6",
                "FILE task 278 > fd 6 > file",
                "WATCH task 278 > fd 3 > watch of fd 6",
                "UNREADABLE task 278 > fd 3 > watch of fd 6");
    }

    @Test
    void aSetGoesWithTheWatchOnIt() throws IOException {
        differ(
                "v20/ep.ckpt",
                "10-nested-epoll-set",
                "DESCRIPTOR task 278 > fd 3: anon_inode:[eventpoll] -> none",
                "FILE task 278 > fd 3 > file",
                "WATCH task 278 > fd 4 > watch of fd 3");
    }

    @Test
    void theEndOfASocketPairDies() throws IOException {
        differ(
                "v20/ux.ckpt",
                "11-socketpair-end",
                "DESCRIPTOR task 278 > fd 3",
                "FILE task 278 > fd 3 > file",
                "SOCKET task 278 > fd 4 > socket > sock.shutdown: 0x0 -> 0x3 RECEIVE|SEND",
                "SOCKET task 278 > fd 4 > socket > peer > socket.state: 3 CONNECTED -> 1 UNCONNECTED",
                "SOCKET task 278 > fd 4 > socket > peer > sock.flags: 0x100 ZAPPED -> 0x101 DEAD|ZAPPED",
                "SOCKET task 278 > fd 4 > socket > peer > sock.state: 1 ESTABLISHED -> 7 CLOSE",
                "SOCKET task 278 > fd 4 > socket > peer > sock.shutdown: 0x0 -> 0x3 RECEIVE|SEND",
                "SOCKET task 278 > fd 4 > socket > peer > peer",
                "QUEUE task 278 > fd 4 > socket > peer > receive queue > message 1");
    }

    @Test
    void aSecondFileOnASocket() throws IOException {
        differ("v20/ux.ckpt", "12-two-files-one-sock", "DESCRIPTOR task 278 > fd 20", "FILE task 278 > fd 20 > file");
    }

    @Test
    void anEndOfATcpConnection() throws IOException {
        differ("v20/tcp.ckpt", "13-tcp-end", "DESCRIPTOR task 278 > fd 4", "FILE task 278 > fd 4 > file");
    }

    @Test
    void aTcpListener() throws IOException {
        differ("v20/tcp.ckpt", "14-tcp-listener", "DESCRIPTOR task 278 > fd 3", "FILE task 278 > fd 3 > file");
    }

    @Test
    void theMasterOfAPtyWhoseSlaveStays() throws IOException {
        differ(
                "v20/pty.ckpt",
                "15-pty-master",
                "DESCRIPTOR task 278 > fd 3: /dev/ptmx -> none",
                "FILE task 278 > fd 3 > file",
                "DESCRIPTOR task 281 > fd 3");
    }

    @Test
    void aWholePtyAndTheControllingTerminal() throws IOException {
        differ(
                "v20/pty.ckpt",
                "16-pty-all",
                "DESCRIPTOR task 278 > fd 3",
                "FILE task 278 > fd 3 > file",
                "DESCRIPTOR task 278 > fd 4: /dev/pts/0 -> none",
                "FILE task 278 > fd 4 > file",
                "DESCRIPTOR task 281 > fd 3",
                "DESCRIPTOR task 281 > fd 4",
                "SIGNALS task 281 > controlling terminal: /dev/pts/0 -> none",
                "SIGNALS task 281 > tty_pgrp: 281 -> none");
    }

    @Test
    void aFileBecomesDevNull() throws IOException {
        differ(
                "v20/plain.ckpt",
                "18-dev-null",
                "FILE task 278 > fd 6 > f_mode: 0x1d READ|LSEEK|PREAD|PWRITE -> 0x1f READ|WRITE|LSEEK|PREAD|PWRITE",
                "FILE task 278 > fd 6 > f_flags: 0x8000 O_RDONLY|O_LARGEFILE -> 0x8002 O_RDWR|O_LARGEFILE",
                "FILE task 278 > fd 6 > name: /t/w/plain/a.txt -> /dev/null");
    }

    @Test
    void aNamedFifoForAPipe() throws IOException {
        differ(
                "v20/pipes.ckpt",
                "19-fifo-for-pipe",
                "FILE task 278 > fd 7 > f_type: 2 PIPE -> 1 GENERIC",
                "FILE task 278 > fd 7 > name: none -> /t/w/ff",
                "PIPE task 278 > fd 7 > pipe: 0 bytes -> none",
                "FILE task 278 > fd 8 > f_type: 2 PIPE -> 1 GENERIC",
                "FILE task 278 > fd 8 > name: none -> /t/w/ff",
                "PIPE task 278 > fd 8 > pipe: 0 bytes -> none");
    }

    @Test
    void aPathOfAnotherProcess() throws IOException {
        differ("v20/plain.ckpt", "20-proc-fd", "FILE task 278 > fd 6 > name: /t/w/plain/a.txt -> /proc/400/fd/0");
    }

    @Test
    void aDroppedTask() throws IOException {
        differ("v20/tree.ckpt", "21-drop-task", "TASK task 281: tree -> none");
    }

    @Test
    void aPosition() throws IOException {
        differ("v20/plain.ckpt", "22-position-bit-31", "FILE task 278 > fd 6 > f_pos: 160 -> 2147483648");
    }

    @Test
    void aPipeThatLostItsContentsIsUnreadable() throws IOException {
        differ(
                "v20/pipes.ckpt",
                "07-pipe-buf-not-moved",
                "UNREADABLE damage > place 1",
                "DESCRIPTOR task 278 > fd 7",
                "FILE task 278 > fd 7 > file",
                "DESCRIPTOR task 281 > fd 7",
                "PIPE task 278 > fd 8 > pipe: 0 bytes -> none");
    }
}
