package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.check.Target;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Differences;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.Role;
import org.ckptimage.json.view.CheckJson;
import org.ckptimage.json.view.DiffJson;
import org.ckptimage.json.view.EditsJson;
import org.ckptimage.json.view.FilesJson;
import org.ckptimage.json.view.HandOverJson;
import org.ckptimage.json.view.InfoJson;
import org.ckptimage.json.view.JsonOut;
import org.ckptimage.json.view.MemJson;
import org.ckptimage.json.view.NeedsJson;
import org.ckptimage.json.view.PlanJson;
import org.ckptimage.json.view.PsJson;
import org.ckptimage.json.view.RepairJson;
import org.ckptimage.json.view.TargetJson;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.rewrite.repair.RepairPlan;
import org.ckptimage.testing.NullArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullArgumentsTest {
    private static final Path PLAIN = Path.of(System.getProperty("ckpt.testdata"), "v20/plain.ckpt");

    @TempDir
    private Path folder;

    @Test
    void nullIsRefusedAtTheDoorOfWhatReadsAndWritesJson() throws Exception {
        try (Image image = Image.open(PLAIN);
                JsonGenerator json = JsonOut.factory().createGenerator(OutputStream.nullOutputStream());
                JsonParser parser = JsonOut.factory().createParser("{}");
                FileChannel channel =
                        FileChannel.open(folder.resolve("x"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            NullArguments nulls = new NullArguments()
                    .with(Image.class, image)
                    .with(ImageObject.class, image.files().get(0).object())
                    .with(JsonGenerator.class, json)
                    .with(JsonParser.class, parser)
                    .with(OutputStream.class, OutputStream.nullOutputStream())
                    .with(InputStream.class, new ByteArrayInputStream(new byte[0]))
                    .with(SeekableByteChannel.class, channel)
                    .with(WritableByteChannel.class, Channels.newChannel(OutputStream.nullOutputStream()))
                    .with(PayloadFiles.class, PayloadFiles.NONE)
                    .with(JsonOptions.class, JsonOptions.DEFAULT)
                    .with(JsonOptions.Form.class, JsonOptions.Form.TREE)
                    .with(JsonOptions.Payload.class, JsonOptions.Payload.NONE)
                    .with(Optional.class, Optional.empty())
                    .with(List.class, List.of())
                    .with(String.class, "x")
                    .with(CheckReport.class, Checker.check(image))
                    .with(Differences.class, Comparison.of(image, image))
                    .with(RewritePlan.class, Rewrite.of(image).plan())
                    .with(RepairPlan.class, Repair.of(image).plan())
                    .with(Needs.class, Needs.of(image))
                    .with(Target.class, Target.from(image));
            // What writes single items stands within a document, which is not there.
            nulls.allowing("FilesJson.file.json").allowing("FilesJson.file.file");
            nulls.allowing("FilesJson.use.json").allowing("FilesJson.use.use");
            nulls.allowing("PsJson.task.json").allowing("PsJson.task.tree").allowing("PsJson.task.task");
            List.of(
                            ImageJson.class,
                            JsonSelector.class,
                            ObjectJson.class,
                            CheckJson.class,
                            DiffJson.class,
                            EditsJson.class,
                            FilesJson.class,
                            HandOverJson.class,
                            InfoJson.class,
                            NeedsJson.class,
                            PlanJson.class,
                            PsJson.class,
                            RepairJson.class,
                            TargetJson.class)
                    .forEach(nulls::of);
            nulls.with(Role.class, Role.PAGES).with(RecordType.class, RecordType.FILE);
            nulls.constructing(JsonSelector.OfType.class).constructing(JsonSelector.InRole.class);
            nulls.constructing(JsonOptions.class).constructing(JsonOptions.Sidecar.class);
            nulls.constructing(CkptImageModule.class)
                    .constructing(MemJson.class)
                    .constructing(RecordsJson.class);
            nulls.on(JsonOptions.DEFAULT);
            assertThat(nulls.accepted()).isEmpty();
        }
    }
}
