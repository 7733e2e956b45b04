package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.rewrite.TestImages.written;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.rewrite.repair.RepairPlan;
import org.ckptimage.testing.FuzzInput;
import org.ckptimage.testing.FuzzedImage;

/**
 * Rewriting and repairing images that a fuzzer damages, by edits that it makes up. The build runs the kept inputs;
 * CONTRIBUTING.md says how to look for new ones.
 */
class RewriteFuzzTest {
    private static final int FEW_DAMAGES = 3;
    private static final int MOST_EDITS = 5;

    @FuzzTest(maxDuration = "10m")
    void theResultIsNoWorseThanTheImageOrTheEditsAreRefused(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] bytes = FuzzedImage.of(in, FEW_DAMAGES);
        try (Image image = open(bytes)) {
            Rewrite rewrite = Rewrite.of(image);
            int edits = in.below(MOST_EDITS + 1);
            for (int i = 0; i < edits; i++) {
                FuzzedEdit.of(in, image).ifPresent(rewrite::add);
            }
            RewritePlan plan = rewrite.plan();
            byte[] result = TestImages.written(plan);
            assertThat(plan.size()).isEqualTo(result.length);
            if (edits == 0) {
                assertThat(result).isEqualTo(bytes);
            }
            isNoWorse(image, result);
        } catch (RefusedException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("mistake of ckpt-image");
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aRepairedImageIsNoWorseAndNeedsNoOther(byte[] input) throws IOException {
        FuzzInput in = new FuzzInput(input);
        byte[] bytes = FuzzedImage.of(in, FEW_DAMAGES);
        boolean dropTasks = in.flag();
        boolean cutPipes = in.flag();
        CheckOptions options = CheckOptions.DEFAULT
                .withFeed(in.of(List.of(CheckOptions.Feed.values())))
                .withPids(in.of(List.of(CheckOptions.Pids.values())));
        try (Image image = open(bytes)) {
            RepairPlan plan = repair(image, options, dropTasks, cutPipes);
            byte[] result = written(plan);
            assertThat(plan.size()).isEqualTo(result.length);
            if (plan.mended().isEmpty()) {
                assertThat(result).isEqualTo(bytes);
            }
            assertThat(plan.left().isEmpty()).isEqualTo(plan.report().verdict() == CheckReport.Verdict.RESTARTS);
            try (Image again = openAs(result, image)) {
                assertThat(Checker.check(again, options).verdict())
                        .isEqualTo(plan.report().verdict());
                assertThat(repair(again, options, dropTasks, cutPipes).mended()).isEmpty();
            }
        } catch (RefusedException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("mistake of ckpt-image");
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static Image open(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "fuzzed"), OpenOptions.DEFAULT);
    }

    private static Image openAs(byte[] bytes, Image before) throws IOException {
        return Image.open(
                ByteSource.of(bytes, "result"),
                OpenOptions.DEFAULT.as(before.format().dialect()));
    }

    private static void isNoWorse(Image before, byte[] bytes) throws IOException {
        try (Image result = openAs(bytes, before)) {
            assertThat(result.isComplete()).isEqualTo(before.isComplete());
            assertThat(result.damageCount()).isLessThanOrEqualTo(before.damageCount());
            assertThat(Checker.check(result).worseThan(Checker.check(before))).isEmpty();
        }
    }

    private static RepairPlan repair(Image image, CheckOptions options, boolean dropTasks, boolean cutPipes) {
        Repair repair = Repair.of(image).restartedAs(options);
        if (dropTasks) {
            repair.dropTasks();
        }
        if (cutPipes) {
            repair.cutPipes();
        }
        return repair.plan();
    }
}
