package org.ckptimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.check.Rules;
import org.ckptimage.check.Target;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.ProcessTree;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.Journal;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.io.SafeFile;
import org.ckptimage.io.StreamCheck;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.DialectDetector;
import org.ckptimage.record.Lossless;
import org.ckptimage.record.Printable;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.record.RecordReader;
import org.ckptimage.record.TailRecord;
import org.ckptimage.record.Text;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.NullArguments;
import org.ckptimage.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullArgumentsTest {
    @TempDir
    private Path folder;

    @Test
    void nullIsRefusedAtTheDoorOfWhatReadsAndJudges() throws Exception {
        byte[] bytes = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> task.file(3, "/tmp/x"))
                .build();
        ByteSource source = ByteSource.of(bytes, "image");
        try (Image image = Image.open(source, OpenOptions.DEFAULT)) {
            RecordCodec codec = RecordCodec.of(image.format());
            NullArguments nulls = new NullArguments()
                    .with(Image.class, image)
                    .with(ByteSource.class, source)
                    .with(OpenOptions.class, OpenOptions.DEFAULT)
                    .with(Optional.class, Optional.empty())
                    .with(CheckOptions.class, CheckOptions.DEFAULT)
                    .with(CheckOptions.Feed.class, CheckOptions.Feed.PIPE)
                    .with(CheckOptions.Pids.class, CheckOptions.Pids.NEW)
                    .with(Target.Limit.class, Target.Limit.OPEN_FILES)
                    .with(String.class, "image")
                    .with(List.class, List.of())
                    .with(Path.class, folder.resolve("x"))
                    .with(Target.class, Target.from(image))
                    .with(SafeFile.Contents.class, channel -> {})
                    .with(Supplier.class, () -> "")
                    .with(InternalError.class, new InternalError("unsafe memory access"))
                    .with(StreamCheck.class, StreamCheck.NONE)
                    .with(ReadableByteChannel.class, Channels.newChannel(new ByteArrayInputStream(bytes)))
                    .with(Dialect.class, Dialect.V20)
                    .with(ByteBuf.class, Unpooled.EMPTY_BUFFER)
                    .with(byte[].class, bytes)
                    .with(RecordType.class, RecordType.TAIL)
                    .with(ImageFormat.class, image.format())
                    .with(CkptRecord.class, codec.decode(RecordType.TAIL, tail(codec)))
                    .allowing("DialectDetector.detect.forced")
                    .allowing("RecordCodec.decode.type");
            List.of(
                            Image.class,
                            OpenOptions.class,
                            Checker.class,
                            Needs.class,
                            Rules.class,
                            ByteSource.class,
                            MappedFaults.class,
                            SafeFile.class,
                            Journal.class,
                            RecordReader.class,
                            DialectDetector.class,
                            Printable.class,
                            Lossless.class,
                            Text.class)
                    .forEach(nulls::of);
            nulls.on(image)
                    .on(OpenOptions.DEFAULT)
                    .on(CheckOptions.DEFAULT)
                    .on(Target.builder())
                    .on(codec);
            nulls.on(Target.from(image)).on(Needs.of(image));
            nulls.of(Comparison.class).constructing(CheckOptions.class);
            assertThat(nulls.accepted()).isEmpty();
        }
    }

    @Test
    void nullIsRefusedByNameByTheViews() throws Exception {
        try (Image image = Image.open(Testdata.path("v20/plain.ckpt"))) {
            Task task = image.tasks().get(0);
            NullArguments nulls = new NullArguments()
                    .with(Image.class, image)
                    .with(Task.class, task)
                    .with(Vma.class, task.memory().vmas().get(0));
            nulls.constructing(ProcessTree.class).on(new ProcessTree(image)).on(task.memory());
            assertThat(nulls.accepted()).isEmpty();
        }
    }

    private static ByteBuf tail(RecordCodec codec) {
        return codec.encode(RecordType.TAIL, new TailRecord(TailRecord.MAGIC, org.ckptimage.record.Padding.NONE));
    }
}
