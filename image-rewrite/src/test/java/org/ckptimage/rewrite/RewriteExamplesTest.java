package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.ckptimage.format.AccessMode;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;

/**
 * The edits of testdata/examples that concern regular files: a kernel accepted those images, so ours must be the same.
 * They were made by other code, and number and order nothing anew, so even the bytes must agree.
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
    void aPositionWithBit31IsRefusedBecauseItCrashesTheKernel() throws IOException {
        try (Image image = TestImages.open("examples/22-position-bit-31.ckpt")) {
            Rewrite rewrite = Rewrite.of(image).replace(OpenFiles.at(278, 6), Replacement.file("/tmp/x"));
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("2147483648")
                    .hasMessageContaining("pos=zero");
        }
    }
}
