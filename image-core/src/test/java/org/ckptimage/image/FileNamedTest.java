package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads many images must see from the exception alone which one is bad. */
class FileNamedTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNoImageIsNamedWithItsFileAndOffset() throws Exception {
        Path file = Files.writeString(folder.resolve("job.ckpt"), "Dear Sir");
        ImageFormatException thrown = catchThrowableOfType(
                ImageFormatException.class, () -> Image.open(file).close());
        assertThat(thrown)
                .hasMessage(file + ": offset 0 (0x0): no image starts here: the first bytes are 44 65 61 72 20 53 69 72"
                        + ". This looks like text");
        assertThat(thrown.file()).contains(file.toString());
        assertThat(thrown.detail()).startsWith("offset 0 (0x0): no image");
    }

    @Test
    void aDeviceThatIsNoImageIsNamed() {
        assertThat(catchThrowableOfType(
                        ImageFormatException.class,
                        () -> Image.open(Path.of("/dev/zero")).close()))
                .hasMessageStartingWith("/dev/zero: offset 0 (0x0): ");
    }

    @Test
    void aRecordThatCannotBeReadIsNamedWithItsFile() throws Exception {
        WrittenImage whole = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> {})
                .write();
        int tooShort = whole.indexOf(RecordType.CRED, 0);
        byte[] record = Arrays.copyOf(whole.bytes(tooShort), 40);
        record[4] = 40;
        Path file = whole.replace(tooShort, record).writeTo(folder.resolve("job.ckpt"));
        try (Image image = Image.open(file)) {
            ImageRecord cred = image.records().stream()
                    .filter(candidate -> candidate.offset() == whole.offsetOf(RecordType.CRED, 0))
                    .findFirst()
                    .orElseThrow();
            assertThat(catchThrowableOfType(ImageFormatException.class, cred::decode))
                    .hasMessageStartingWith(file + ": offset " + cred.offset());
        }
    }
}
