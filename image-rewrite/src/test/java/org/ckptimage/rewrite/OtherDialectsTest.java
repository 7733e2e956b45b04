package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.TtyFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits of made-up images with every kind of open file, in every dialect and for every architecture. */
class OtherDialectsTest {
    /** So that the turns of all formats together reach every edit. */
    private static final int SHARE = 7;

    static List<ImageFormat> formats() {
        return MadeUp.formats();
    }

    private static Image result(Image image, Edit edit) throws IOException {
        return Image.open(Rewrite.of(image).add(edit).plan().result(), OpenOptions.DEFAULT);
    }

    private static FileSelector selector(OpenFile file) {
        return OpenFiles.numbered(file.objref().number());
    }

    private static List<OpenFile> free(Image image) {
        return image.files().stream()
                .filter(file -> !file.descriptors().isEmpty() && file.mappedBy().isEmpty())
                .toList();
    }

    /** All that can be done to one file: what takes its place, or nothing. */
    private static List<Edit> edits(OpenFile file) {
        FileSelector selector = selector(file);
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit.DeleteFiles(selector, MappedFiles.REFUSE));
        edits.add(new Edit.SubstituteFiles(selector, InheritedDescriptor.of(5)));
        edits.add(new Edit.ReplaceFiles(selector, Replacement.file("/dev/null"), MappedFiles.REFUSE));
        edits.add(new Edit.ReplaceFiles(selector, Replacement.file("/new/file"), MappedFiles.REFUSE));
        if (file instanceof GenericFile || file instanceof Fifo || file instanceof TtyFile) {
            edits.add(new Edit.SubstituteByPath(selector, "/proc/4/fd/1"));
        }
        return edits;
    }

    /** Every edit of every file and every closing, each in some of the formats: all in all would take minutes. */
    @ParameterizedTest
    @MethodSource("formats")
    void filesAreDeletedReplacedSubstitutedAndClosed(ImageFormat format) throws IOException {
        int turn = formats().indexOf(format);
        try (Image image = MadeUp.open(MadeUp.everythingOpen(format))) {
            assertThat(free(image)).hasSize(24);
            for (OpenFile file : free(image)) {
                for (Edit edit : edits(file)) {
                    if (turn++ % SHARE == 0) {
                        try (Image result = result(image, edit)) {
                            boolean gone = edit instanceof Edit.DeleteFiles || edit instanceof Edit.SubstituteFiles;
                            if (gone) {
                                Untouched.but(image, result, List.of(file));
                            } else {
                                Untouched.butReplaced(image, result, List.of(file));
                            }
                            assertThat(result.file(file.objref()).isEmpty()).isEqualTo(gone);
                        }
                    }
                }
                for (FileUse use : file.descriptors()) {
                    if (turn++ % SHARE == 0) {
                        Edit close = new Edit.CloseDescriptor(
                                use.task().pid(), use.descriptor().number());
                        try (Image result = result(image, close)) {
                            Untouched.but(image, result, List.of(), List.of(use.descriptor()));
                            assertThat(result.task(use.task().pid()).files().descriptors())
                                    .hasSize(use.task().files().descriptors().size() - 1);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void allThatATaskHasOpenIsDeletedAndEveryKindReplacesIt(ImageFormat format) throws IOException {
        try (Image image = MadeUp.open(MadeUp.everythingOpen(format))) {
            FileSelector all = OpenFiles.ofTask(278);
            try (Image result = result(image, new Edit.DeleteFiles(all, MappedFiles.REFUSE))) {
                Untouched.but(image, result, all.select(image));
            }
            for (Replacement replacement : List.of(
                    Replacement.named(Replacement.Kind.FIFO, "/run/fifo"),
                    Replacement.named(Replacement.Kind.CHARDEV, "/dev/ttyS0"),
                    Replacement.eventfd(1))) {
                try (Image result = result(image, new Edit.ReplaceFiles(all, replacement, MappedFiles.REFUSE))) {
                    Untouched.butReplaced(image, result, all.select(image));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void relocatingThereAndBackAndDoingNothingChangeNoByte(ImageFormat format) throws IOException {
        byte[] bytes = MadeUp.everythingOpen(format);
        try (Image image = MadeUp.open(bytes)) {
            assertThat(TestImages.written(Rewrite.of(image).plan())).isEqualTo(bytes);
            byte[] there = TestImages.written(
                    Rewrite.of(image).relocate("/t", "/scratch/t").plan());
            assertThat(there).isNotEqualTo(bytes);
            try (Image moved = MadeUp.open(there)) {
                assertThat(TestImages.written(
                                Rewrite.of(moved).relocate("/scratch/t", "/t").plan()))
                        .isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void labelsAreDroppedWhereADialectHasThem(ImageFormat format) throws IOException {
        try (Image image = MadeUp.open(MadeUp.everythingOpen(format));
                Image result = result(image, new Edit.DropLabels())) {
            assertThat(Comparison.of(image, result)).allMatch(d -> d.path().endsWith("label"));
            assertThat(result.objects().definitions())
                    .noneMatch(object -> object.toString().startsWith("SECURITY"));
        }
    }
}
