package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.ckptimage.format.AccessMode;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;

/**
 * The edits of testdata/examples that a kernel accepted: ours must be the same. They were made by other code, and
 * number and order nothing anew, so even the bytes must agree.
 */
class RewriteExamplesTest {

    private static void makes(String input, String example, java.util.function.UnaryOperator<Rewrite> edits)
            throws IOException {
        try (Image image = TestImages.open(input)) {
            RewritePlan plan = edits.apply(Rewrite.of(image)).plan();
            byte[] expected = Files.readAllBytes(TestImages.path("examples/" + example + ".ckpt"));
            assertThat(TestImages.written(plan)).isEqualTo(expected);
            assertThat(plan.size()).isEqualTo(expected.length);
        }
    }

    @Test
    void closingOneOfTwoDescriptorsLeavesTheFile() throws IOException {
        makes("v20/plain.ckpt", "01-close-one-of-two", r -> r.close(278, 41));
    }

    @Test
    void deletingAFileTakesItsDescriptorAndDefinition() throws IOException {
        makes("v20/plain.ckpt", "02-delete-file", r -> r.delete(OpenFiles.at(278, 6)));
    }

    @Test
    void closingTheOnlyDescriptorDeletesTheFile() throws IOException {
        makes("v20/plain.ckpt", "02-delete-file", r -> r.close(278, 6));
    }

    @Test
    void credentialsNestedInADeletedFileStayForThoseWhoNameThem() throws IOException {
        makes("examples/03-nested-cred-in.ckpt", "03-nested-cred", r -> r.delete(OpenFiles.numbered(13)));
    }

    @Test
    void aFileBecomesDevNull() throws IOException {
        makes(
                "v20/plain.ckpt",
                "18-dev-null",
                r -> r.replace(
                        OpenFiles.at(278, 6), Replacement.file("/dev/null").access(AccessMode.READ_WRITE)));
    }

    @Test
    void aFileBecomesADescriptorOfAnotherProcess() throws IOException {
        makes("v20/plain.ckpt", "20-proc-fd", r -> r.replace(OpenFiles.at(278, 6), Replacement.file("/proc/400/fd/0")));
    }

    @Test
    void thePipesBytesMoveToTheOtherEndWhenTheFirstIsDeleted() throws IOException {
        makes("v20/pipes.ckpt", "05-pipe-end-with-data", r -> r.delete(OpenFiles.at(278, 3)));
    }

    @Test
    void aPipeIsGoneWithItsLastEnd() throws IOException {
        makes(
                "v20/pipes.ckpt",
                "06-pipe-both-ends",
                r -> r.delete(OpenFiles.at(278, 7)).delete(OpenFiles.at(278, 8)));
    }

    @Test
    void aWatchedFileTakesItsWatchWithIt() throws IOException {
        makes("v20/ep.ckpt", "08-watched-file", r -> r.delete(OpenFiles.at(278, 6)));
    }

    @Test
    void aWatchedEpollSetTakesItsOwnWatchesAndThatOnItWithIt() throws IOException {
        makes("v20/ep.ckpt", "10-nested-epoll-set", r -> r.delete(OpenFiles.at(278, 3)));
    }

    @Test
    void theSurvivorOfASocketPairKeepsAClosedPeer() throws IOException {
        makes("v20/ux.ckpt", "11-socketpair-end", r -> r.delete(OpenFiles.at(278, 3)));
    }

    @Test
    void anEndOfATcpConnectionGoesWithItsQueuesAndRawPages() throws IOException {
        makes("v20/tcp.ckpt", "13-tcp-end", r -> r.delete(OpenFiles.at(278, 4)));
    }

    @Test
    void aListenerOwnsNoQueues() throws IOException {
        makes("v20/tcp.ckpt", "14-tcp-listener", r -> r.delete(OpenFiles.at(278, 3)));
    }

    @Test
    void theTerminalStaysForItsSlaveWhenTheMasterIsDeleted() throws IOException {
        makes("v20/pty.ckpt", "15-pty-master", r -> r.delete(OpenFiles.at(278, 3)));
    }

    @Test
    void aTerminalWithoutFilesIsNobodysControllingTerminal() throws IOException {
        makes("v20/pty.ckpt", "16-pty-all", r -> r.delete(OpenFiles.at(278, 3)).delete(OpenFiles.at(278, 4)));
    }

    @Test
    void bothEndsOfAPipeBecomeANamedFifo() throws IOException {
        Replacement fifo = Replacement.named(Replacement.Kind.FIFO, "/t/w/ff");
        makes(
                "v20/pipes.ckpt",
                "19-fifo-for-pipe",
                r -> r.replace(OpenFiles.at(278, 7), fifo).replace(OpenFiles.at(278, 8), fifo));
    }

    @Test
    void aDroppedTaskLeavesTheTreeWithWhatItAloneHad() throws IOException {
        makes("v20/tree.ckpt", "21-drop-task", r -> r.dropTask(281));
    }

    @Test
    void aPositionWithBit31IsRefusedBecauseItCrashesTheKernel() throws IOException {
        try (Image image = TestImages.open("examples/22-position-bit-31.ckpt")) {
            Rewrite rewrite = Rewrite.of(image).replace(OpenFiles.at(278, 6), Replacement.file("/tmp/x"));
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("2147483648")
                    .hasMessageEndingWith("as Position.at(0)");
        }
    }
}
