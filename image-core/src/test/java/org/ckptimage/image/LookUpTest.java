package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.testing.MadeUpMemory.page;

import java.io.IOException;
import java.nio.ByteOrder;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;

/** Finding one of many: the same as looking through all of them. */
class LookUpTest {
    private static Image open(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "made up"), OpenOptions.DEFAULT);
    }

    private static MadeUpImage pages(Architecture architecture) {
        return MadeUpImage.of(Dialect.V20, architecture)
                .task(
                        1,
                        t -> t.memory(m -> m.chunksOf(2)
                                .anon(0x10000, page(1), page(2), null, page(4), page(5), page(6))
                                .anon(0x40000, page(7))));
    }

    @Test
    void everySavedPageIsFoundByEachOfItsAddresses() throws Exception {
        try (Image image = open(pages(Architecture.X86_64).build())) {
            AddressSpace memory = image.tasks().get(0).memory();
            for (Vma vma : memory.vmas()) {
                vma.pages().forEach(page -> {
                    assertThat(memory.pageAt(page.address())).contains(page);
                    assertThat(memory.pageAt(page.address() + 4095)).contains(page);
                });
            }
            assertThat(memory.pageAt(0xffff)).isEmpty();
            assertThat(memory.pageAt(0x12000)).isEmpty();
            assertThat(memory.pageAt(0x16000)).isEmpty();
            assertThat(memory.pageAt(0x41000)).isEmpty();
        }
    }

    @Test
    void ofPagesOutOfOrderTheLastWithAnAddressIsFound() throws Exception {
        WrittenImage written = pages(Architecture.X86_64).write();
        byte[] bytes = written.bytes();
        // The second chunk begins with the address of the first one's second page.
        int first = secondBuffer(written, 0);
        int second = secondBuffer(written, 1);
        System.arraycopy(bytes, first + 8 + 8, bytes, second + 8, 8);
        try (Image image = open(bytes)) {
            AddressSpace memory = image.tasks().get(0).memory();
            assertThat(memory.pageAt(0x11000).orElseThrow().nioBuffer().get(0)).isEqualTo((byte) 4);
            assertThat(memory.pageAt(0x10000).orElseThrow().nioBuffer().get(0)).isEqualTo((byte) 1);
        }
    }

    /** The page BUFFER behind the nth PGARR. */
    private static int secondBuffer(WrittenImage written, int nth) {
        int announced = written.offsetOf(RecordType.PGARR, nth);
        return announced + written.format().layout(RecordType.PGARR).size();
    }

    @Test
    void aPagesBufferIsInTheOrderOfTheImage() throws Exception {
        try (Image image = open(pages(Architecture.PPC64).build())) {
            Page page = image.tasks().get(0).memory().vmas().get(0).pages().stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(page.nioBuffer().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(page.nioBuffer().isReadOnly()).isTrue();
            assertThat(page.nioBuffer()).isEqualTo(page.bytes().nioBuffer());
        }
        try (Image image = RealImages.open("v20/mem")) {
            image.tasks().get(0).memory().vmas().get(0).pages().forEach(page -> {
                assertThat(page.nioBuffer().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
                assertThat(page.nioBuffer()).isEqualTo(page.bytes().nioBuffer());
            });
        }
    }

    @Test
    void ofTwoDescriptorsWithOneNumberTheLastIsFound() throws Exception {
        byte[] bytes = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, t -> t.file(3, "/a").file(4, "/b").file(7, "/c"))
                .with(RecordType.FILE_DESC, f -> f.set("fd_descriptor", 3))
                .build();
        try (Image image = open(bytes)) {
            FileTable table = image.tasks().get(0).files();
            assertThat(table.descriptor(3).orElseThrow().file())
                    .hasToString(table.descriptors().get(0).file().toString());
            assertThat(table.descriptor(4)).isEmpty();
            assertThat(table.descriptor(-1)).isEmpty();
        }
    }
}
