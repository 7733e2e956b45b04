package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.ObjRef;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;
import org.junit.jupiter.api.Test;

/** What a rewrite refuses, what it says, and where it could go wrong. */
class RewriteEdgesTest {

    @Test
    void aPlanNamesDescriptorFileAndCountWithTheirOffsets() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            RewritePlan plan = Rewrite.of(image).delete(OpenFiles.at(278, 6)).plan();
            // Offsets from examples/02-delete-file.changes.
            assertThat(plan.consequences())
                    .extracting(Consequence::kind, Consequence::offset)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(Kind.DESCRIPTOR_CLOSED, 2720L),
                            org.assertj.core.groups.Tuple.tuple(Kind.FILE_DELETED, 2631L),
                            org.assertj.core.groups.Tuple.tuple(Kind.COUNT_CHANGED, 2115L));
        }
    }

    @Test
    void closingInASharedTableSaysWhoElseLosesTheDescriptor() throws IOException {
        try (Image image = TestImages.open("v20/tree.ckpt")) {
            // 281 shares the table of its parent 278 (examples/README.md, 21).
            RewritePlan plan = Rewrite.of(image).close(281, 0).plan();
            assertThat(plan.consequences())
                    .anyMatch(c -> c.kind() == Kind.NOTE
                            && c.text().contains("shared")
                            && c.text().contains("278")
                            && c.text().contains("281"));
        }
    }

    @Test
    void aSelectorThatMatchesNothingIsRefused() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            Rewrite rewrite = Rewrite.of(image).delete(OpenFiles.named("/nowhere/*"));
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("/nowhere/*");
        }
    }

    @Test
    void aPatternDoesNotCrossFoldersUnlessItHasTwoStars() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            assertThat(OpenFiles.named("/t/w/*").select(image)).isEmpty();
            assertThat(OpenFiles.named("/t/w/plain/*.txt").select(image))
                    .extracting(OpenFile::name)
                    .containsOnly("/t/w/plain/a.txt")
                    .hasSize(2);
            assertThat(OpenFiles.named("/t/w/**").select(image)).hasSize(4);
        }
    }

    @Test
    void anImageWithoutTailIsRefused() throws IOException {
        byte[] whole = TestImages.bytes("v20/plain.ckpt");
        byte[] cut = Arrays.copyOf(whole, whole.length - 16);
        try (Image image = Image.open(ByteSource.of(cut, "cut"), OpenOptions.DEFAULT)) {
            Rewrite rewrite = Rewrite.of(image).delete(OpenFiles.at(278, 6));
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("TAIL");
            assertThat(TestImages.written(Rewrite.of(image).plan())).isEqualTo(cut);
        }
    }

    @Test
    void bytesBehindTailSurvive() throws IOException {
        byte[] whole = TestImages.bytes("v20/plain.ckpt");
        byte[] more = Arrays.copyOf(whole, whole.length + 5);
        more[more.length - 1] = 77;
        try (Image image = Image.open(ByteSource.of(more, "more"), OpenOptions.DEFAULT)) {
            byte[] result = TestImages.written(
                    Rewrite.of(image).delete(OpenFiles.at(278, 6)).plan());
            byte[] expected = TestImages.bytes("examples/02-delete-file.ckpt");
            assertThat(Arrays.copyOf(result, expected.length)).isEqualTo(expected);
            assertThat(Arrays.copyOfRange(result, expected.length, result.length))
                    .containsExactly(0, 0, 0, 0, 77);
        }
    }

    @Test
    void anImageThatBeginsElsewhereInItsFileIsRewrittenAlone() throws IOException {
        byte[] whole = TestImages.bytes("v20/plain.ckpt");
        byte[] shifted = new byte[whole.length + 1000];
        System.arraycopy(whole, 0, shifted, 1000, whole.length);
        try (Image image = Image.open(ByteSource.of(shifted, "shifted"), OpenOptions.DEFAULT.at(1000))) {
            assertThat(TestImages.written(
                            Rewrite.of(image).delete(OpenFiles.at(278, 6)).plan()))
                    .isEqualTo(TestImages.bytes("examples/02-delete-file.ckpt"));
        }
    }

    @Test
    void aMappedFileCanKeepItsMappingsAndLoseItsDescriptors() throws IOException {
        try (Image image = TestImages.open("v20/mem.ckpt")) {
            OpenFile mapped = image.files().stream()
                    .filter(file -> file instanceof GenericFile
                            && !file.mappedBy().isEmpty()
                            && !file.descriptors().isEmpty())
                    .findFirst()
                    .orElse(null);
            if (mapped != null) {
                FileSelector selector = OpenFiles.numbered(mapped.objref().number());
                RewritePlan plan = Rewrite.of(image)
                        .add(new Edit.DeleteFiles(selector, MappedFiles.KEEP))
                        .plan();
                try (Image result = Image.open(plan.result(), OpenOptions.DEFAULT)) {
                    OpenFile left = result.file(mapped.objref()).orElseThrow();
                    assertThat(left.descriptors()).isEmpty();
                    assertThat(left.mappedBy()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void theResultCanBeReadBeforeItIsWritten() throws IOException {
        try (Image image = TestImages.open("v20/mem.ckpt")) {
            RewritePlan plan = Rewrite.of(image)
                    .replace(OpenFiles.at(278, 1), Replacement.file("/dev/null"))
                    .plan();
            byte[] written = TestImages.written(plan);
            ByteSource result = plan.result();
            assertThat(ByteBufUtil.getBytes(result.slice(0, (int) result.size())))
                    .isEqualTo(written);
            for (int at = 0; at < written.length - 8; at += 977) {
                assertThat(result.getByte(at)).isEqualTo(written[at] & 0xff);
                assertThat(result.getLongLE(at)).isEqualTo(result.slice(at, 8).getLongLE(0));
                assertThat(result.getIntLE(at)).isEqualTo(result.slice(at, 4).getIntLE(0));
            }
        }
    }

    @Test
    void aResultThatWouldNotRestartIsRefusedUnlessTheImageWouldNotEither() throws IOException {
        byte[] broken = BrokenImage.of("v20/plain", i -> i.set(i.of(RecordType.FILE, 13), "f_mode", 2));
        try (Image image = TestImages.open("v20/plain.ckpt");
                Image bad = BrokenImage.open(broken)) {
            Draft draft = new Draft(image);
            draft.set(record(image), "f_mode", 2);
            RewritePlan plan = new RewritePlan(image, List.of(), draft.result());
            assertThatThrownBy(() -> Verification.verify(image, plan))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("would not restart")
                    .hasMessageContaining("R107");

            Rewrite.of(bad).delete(OpenFiles.at(278, 5)).plan();
        }
    }

    private static ImageRecord record(Image image) {
        return image.file(ObjRef.of(13)).orElseThrow().object().records().get(0);
    }

    @Test
    void whatWasAddedToAFileGoesWithItWhenItsLastDescriptorIsClosedToo() throws IOException {
        try (Image image = TestImages.open("v20/ux.ckpt")) {
            RewritePlan plan = Rewrite.of(image)
                    .replace(OpenFiles.at(278, 7), Replacement.file("/dev/null"))
                    .close(278, 7)
                    .plan();
            try (Image result = Image.open(plan.result(), OpenOptions.DEFAULT)) {
                assertThat(result.damages()).isEmpty();
                assertThat(result.task(278).files().descriptor(7)).isEmpty();
            }
        }
    }
}
