package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.io.TransferListener;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.testing.NullArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes no sense is refused where it comes in, and not when a plan is made of it. */
class NullArgumentsTest {
    @TempDir
    private Path folder;

    private NullArguments nulls(Image image) {
        return new NullArguments()
                .with(Image.class, image)
                .with(FileSelector.class, OpenFiles.numbered(1))
                .with(FileSelector[].class, new FileSelector[] {OpenFiles.numbered(1)})
                .with(Replacement.class, Replacement.emptyPipe())
                .with(Replacement.Kind.class, Replacement.Kind.REGULAR)
                .with(MappedFiles.class, MappedFiles.REFUSE)
                .with(InheritedDescriptor.class, InheritedDescriptor.of(1))
                .with(Position.class, Position.KEEP)
                .with(AccessMode.class, AccessMode.READ_ONLY)
                .with(FileType.class, FileType.PIPE)
                .with(Dialect.class, Dialect.V20)
                .with(String.class, "/x")
                .with(Path.class, folder.resolve("x"))
                .with(Predicate.class, file -> true)
                .with(Consumer.class, consequence -> {})
                .with(Set.class, Set.of())
                .with(List.class, List.of())
                .with(Map.class, Map.of())
                .with(Collection.class, List.of())
                .with(Edit.class, new Edit.DropLabels())
                .with(ReadableByteChannel.class, Channels.newChannel(new ByteArrayInputStream(new byte[0])))
                .with(WritableByteChannel.class, Channels.newChannel(new ByteArrayOutputStream()))
                .with(TransferListener.class, TransferListener.NONE)
                .with(CheckOptions.class, CheckOptions.DEFAULT)
                .with(CheckOptions.Feed.class, CheckOptions.Feed.PIPE)
                .with(CheckOptions.Pids.class, CheckOptions.Pids.NEW);
    }

    @Test
    void nullIsRefusedAtTheDoorOfEditsPlansAndRepairs() throws Exception {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            NullArguments nulls = nulls(image);
            List.of(
                            OpenFiles.class,
                            EditText.class,
                            Replacement.class,
                            InheritedDescriptor.class,
                            Rewrite.class,
                            StreamRewrite.class,
                            Repair.class)
                    .forEach(nulls::of);
            for (Class<?> edit : Edit.class.getPermittedSubclasses()) {
                nulls.constructing(edit);
            }
            nulls.constructing(OpenFiles.AnyOf.class);
            nulls.on(Replacement.file("/x")).on(Rewrite.of(image)).on(StreamRewrite.of(List.of()));
            nulls.on(Repair.of(image));
            nulls.on(Rewrite.of(image).plan()).on(Repair.of(image).plan());
            assertThat(nulls.accepted()).isEmpty();
        }
    }

    @Test
    void aSelectorThatIsNullAmongOthersIsRefusedByName() {
        FileSelector one = OpenFiles.numbered(1);
        assertThatThrownBy(() -> OpenFiles.anyOf(one, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("selector");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O_RDONLY", "O_WRONLY", "O_RDWR", "FMODE_EXEC"})
    void flagsThatWouldChangeHowAFileIsAccessedAreRefusedAtAllDoors(String flag) throws Exception {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            FileSelector file = OpenFiles.at(278, 3);
            Replacement replacement = Replacement.file("/dev/null");
            List.<Executable>of(
                            () -> Rewrite.of(image)
                                    .add(new Edit.SetFlags(file, Set.of(flag)))
                                    .plan(),
                            () -> Rewrite.of(image)
                                    .replace(file, replacement.flags(Set.of(flag)))
                                    .plan())
                    .forEach(door -> assertThatThrownBy(door::execute)
                            .isInstanceOf(RuntimeException.class)
                            .hasMessageContaining(flag));
        }
    }

    static Stream<Arguments> numbersThatMakeNoSense() {
        return Stream.of(
                arguments("a descriptor is 0", (Executable) () -> OpenFiles.at(278, -1)),
                arguments("a pid is 0", (Executable) () -> OpenFiles.at(-1, 278)),
                arguments("a pid is 0", (Executable) () -> OpenFiles.standardStreams(-1)),
                arguments("a pid is 0", (Executable) () -> OpenFiles.ofTask(-1)),
                arguments("object numbers begin at 1", (Executable) () -> OpenFiles.numbered(0)),
                arguments("a descriptor is 0", (Executable) () -> InheritedDescriptor.of(-1)),
                arguments("a descriptor is 0", (Executable) () -> new Edit.CloseDescriptor(1, -1)),
                arguments("a pid is 0", (Executable) () -> new Edit.CloseDescriptor(-1, 1)),
                arguments("a descriptor is 0", (Executable) () -> new Edit.SetCloseOnExec(1, -1, true)),
                arguments("a pid is 0", (Executable) () -> new Edit.SetCloseOnExec(-1, 1, true)),
                arguments("a pid is 0", (Executable) () -> new Edit.SetCwd(-1, "/")),
                arguments("a pid is 0", (Executable) () -> new Edit.SetRoot(-1, "/")),
                arguments("a pid is 0", (Executable) () -> new Edit.DropTask(-1)),
                arguments("object numbers begin at 1", (Executable) () -> new Edit.Renumber(0)),
                arguments("a position is 0", (Executable) () -> Position.at(-1)),
                arguments("a position is 0", (Executable) () -> new Edit.SetPosition(OpenFiles.numbered(1), -1)),
                arguments("the counter of an eventfd is 0", (Executable) () -> Replacement.eventfd(-1)));
    }

    @ParameterizedTest
    @MethodSource("numbersThatMakeNoSense")
    void aNumberThatMakesNoSenseIsRefusedAtTheDoor(String message, Executable call) {
        assertThatThrownBy(call::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
