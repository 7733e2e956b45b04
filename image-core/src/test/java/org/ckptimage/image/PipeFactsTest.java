package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes hold what the programs wrote into them. */
class PipeFactsTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/pipes", "v20-i386/pipes"})
    void unreadBytesAreThoseThatWereWritten(String name) throws Exception {
        Matcher said = RealImages.facts(name)
                .said("p1 (\\d+),(\\d+) \\(5000 bytes, dup (\\d+)\\) p2 rd (\\d+) \\(100 bytes;"
                        + " writer in child (\\d+)\\)"
                        + " p3 (\\d+),(\\d+) empty p4 rd (\\d+) \\(8192, no writer\\) fifo (\\d+) rw\\(304\\)"
                        + " (\\d+) rd");
        try (Image image = RealImages.open(name)) {
            Task root = image.tasks().get(0);
            for (int group = 1; group <= 3; group++) {
                assertThat(contents(root, said, group)).isEqualTo(Pattern16.fill(5000, 0x1111111));
            }
            String hundred = "hundred bytes of pipe two";
            assertThat(new String(contents(root, said, 4), US_ASCII))
                    .isEqualTo(hundred + ".".repeat(100 - hundred.length()));
            assertThat(contents(root, said, 6)).isEmpty();
            assertThat(contents(root, said, 7)).isEmpty();
            assertThat(contents(root, said, 8)).isEqualTo(Pattern16.fill(8192, 0x4444444));
            assertThat(contents(root, said, 9)).isEqualTo(Pattern16.fill(304, 0xf1f0f1f));
            assertThat(contents(root, said, 10)).isEqualTo(Pattern16.fill(304, 0xf1f0f1f));

            Task child = image.task(Integer.parseInt(said.group(5)));
            PipeEnd reader = (PipeEnd) file(root, said, 4);
            assertThat(child.files().descriptors().stream()
                            .map(Descriptor::file)
                            .filter(file -> file instanceof PipeEnd end
                                    && end.isWriteEnd()
                                    && end.pipe().equals(reader.pipe())))
                    .as("the writer of pipe 2 is in the child")
                    .isNotEmpty();
            PipeEnd lonely = (PipeEnd) file(root, said, 8);
            assertThat(image.files().stream()
                            .filter(file ->
                                    file instanceof PipeEnd end && end.pipe().equals(lonely.pipe())))
                    .as("pipe 4 has no writer")
                    .containsExactly(lonely);
            assertThat(((PipeEnd) file(root, said, 1)).isWriteEnd()).isFalse();
            assertThat(((PipeEnd) file(root, said, 2)).isWriteEnd()).isTrue();
        }
    }

    @Test
    void aFullPipeHas64KiB() throws Exception {
        try (Image image = RealImages.open("v20/pipefull")) {
            PipeEnd reader = (PipeEnd)
                    image.tasks().get(0).files().descriptor(3).orElseThrow().file();
            assertThat(ByteBufUtil.getBytes(reader.contents())).isEqualTo(Pattern16.fill(65536, 0x6666666));
        }
    }

    @Test
    void bytesThatMovedToTheOtherEndAreFoundThere() throws Exception {
        try (Image image = RealImages.open("examples/05-pipe-end-with-data")) {
            FileTable files = image.task(278).files();
            assertThat(files.descriptor(3)).isEmpty();
            PipeEnd writer = (PipeEnd) files.descriptor(4).orElseThrow().file();
            assertThat(ByteBufUtil.getBytes(writer.contents())).isEqualTo(Pattern16.fill(5000, 0x1111111));
        }
    }

    private static OpenFile file(Task task, Matcher said, int group) {
        return task.files()
                .descriptor(Integer.parseInt(said.group(group)))
                .orElseThrow()
                .file();
    }

    private static byte[] contents(Task task, Matcher said, int group) {
        OpenFile file = file(task, said, group);
        ByteBuf contents = file instanceof Fifo fifo ? fifo.contents() : ((PipeEnd) file).contents();
        return ByteBufUtil.getBytes(contents);
    }
}
