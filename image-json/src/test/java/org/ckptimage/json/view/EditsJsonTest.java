package org.ckptimage.json.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Position;
import org.ckptimage.rewrite.Replacement;
import org.ckptimage.rewrite.Rewrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plan files: what is written is read as the same edits, and what is wrong is said with its place. */
class EditsJsonTest {
    private static final Path PLAIN = Path.of(System.getProperty("ckpt.testdata"), "v20/plain.ckpt");

    /** Every kind of edit, with everything that it can say. */
    static Stream<Edit> edits() {
        return Stream.of(
                new Edit.CloseDescriptor(278, 3),
                new Edit.DeleteFiles(OpenFiles.numbered(13), MappedFiles.REFUSE),
                new Edit.DeleteFiles(OpenFiles.named("/t/**\"x"), MappedFiles.KEEP),
                new Edit.DeleteFiles(OpenFiles.named("pipe:[*]"), MappedFiles.REFUSE),
                new Edit.DeleteFiles(OpenFiles.ofTask(278), MappedFiles.REFUSE),
                new Edit.ReplaceFiles(OpenFiles.at(278, 0), Replacement.file("/in put"), MappedFiles.REPLACE),
                new Edit.ReplaceFiles(
                        OpenFiles.standardStreams(278),
                        Replacement.file("/x")
                                .access(AccessMode.READ_WRITE)
                                .flags(Set.of("O_APPEND", "O_NONBLOCK"))
                                .position(Position.CLAMP),
                        MappedFiles.REFUSE),
                replaced(Replacement.file("/x").position(Position.END).flags(Set.of())),
                replaced(Replacement.file("/x")
                        .position(Position.at(Long.MAX_VALUE))
                        .access(AccessMode.WRITE_ONLY)),
                replaced(Replacement.file("/dev/null")),
                replaced(Replacement.named(Replacement.Kind.NULL_DEVICE, "/other/null")),
                replaced(Replacement.named(Replacement.Kind.DIR, "/")),
                replaced(Replacement.named(Replacement.Kind.FIFO, "/fifo")),
                replaced(Replacement.named(Replacement.Kind.CHARDEV, "/dev/ttyS0")),
                replaced(Replacement.emptyPipe()),
                replaced(Replacement.emptyPipe().access(AccessMode.READ_ONLY)),
                replaced(Replacement.eventfd(0xfffffffeL)),
                new Edit.SubstituteFiles(OpenFiles.ofType(FileType.TTY), InheritedDescriptor.of(7)),
                new Edit.SubstituteByPath(OpenFiles.at(278, 3), "/proc/400/fd/0"),
                new Edit.Relocate("/scratch/old", "/scratch/ne\u00fc"),
                new Edit.SetPosition(OpenFiles.anyOf(OpenFiles.numbered(13), OpenFiles.at(278, 4)), Long.MAX_VALUE),
                new Edit.DeleteFiles(OpenFiles.named("/t/*\udce9\n"), MappedFiles.KEEP),
                new Edit.DeleteFiles(
                        OpenFiles.anyOf(OpenFiles.withName("/a*\udcff"), OpenFiles.numbered(3)), MappedFiles.KEEP),
                replaced(Replacement.file("/\udcff\u00fc")),
                new Edit.SubstituteByPath(OpenFiles.at(278, 3), "/\udcff"),
                new Edit.Relocate("/\udcff", "/\udcfe"),
                new Edit.SetCwd(278, "/\udcff"),
                new Edit.SetRoot(278, "/\udcff"),
                new Edit.SetFlags(OpenFiles.at(278, 3), Set.of("O_APPEND")),
                new Edit.SetFlags(OpenFiles.at(278, 3), Set.of()),
                new Edit.SetCloseOnExec(278, 3, true),
                new Edit.SetCwd(278, "/srv"),
                new Edit.SetRoot(278, "/srv/job"),
                new Edit.DropLabels(),
                new Edit.DropSocketQueues(OpenFiles.ofType(FileType.SOCKET)),
                new Edit.DropTask(281),
                new Edit.Renumber(1000),
                new Edit.RenumberBy(Map.of(1, 2147483647, 2, 1)));
    }

    private static Edit replaced(Replacement replacement) {
        return new Edit.ReplaceFiles(OpenFiles.at(278, 3), replacement, MappedFiles.REFUSE);
    }

    private static List<Edit> read(String json) throws IOException {
        return EditsJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "plan.json");
    }

    private static String written(List<Edit> edits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Image image = Image.open(PLAIN)) {
            EditsJson.write(edits, image, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void everyEditIsReadAsItWasWritten(Edit edit) throws IOException {
        assertThat(read(written(List.of(edit)))).containsExactly(edit);
    }

    @Test
    void theTestAboveKnowsEveryKindOfEdit() {
        assertThat(edits().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Edit.class.getPermittedSubclasses());
    }

    @Test
    void allEditsTogetherKeepTheirOrder() throws IOException {
        List<Edit> all = edits().toList();
        assertThat(read(written(all))).isEqualTo(all);
    }

    @Test
    void whatAProgramSelectedByAConditionIsWrittenFileByFile() throws IOException {
        Edit edit = new Edit.DeleteFiles(
                OpenFiles.matching("text files", file -> file.name().endsWith(".txt")), MappedFiles.REFUSE);
        assertThat(written(List.of(edit))).contains("\"files\":[\"10\",\"13\"]");
    }

    @Test
    void aNameThatIsNoUtf8IsSaidAsTheViewsPrintIt() throws IOException {
        assertThat(read("{\"edits\":[{\"edit\":\"delete\",\"files\":{\"name\":{\"hex\":\"2fe92a\"}}},"
                        + "{\"edit\":\"delete\",\"files\":\"/\\\\xe9\\\\*\"}]}"))
                .containsOnly(new Edit.DeleteFiles(OpenFiles.withName("/\udce9*"), MappedFiles.REFUSE));
        assertThat(written(List.of(new Edit.SetCwd(278, "/\udce9")))).contains("\"path\":{\"hex\":\"2fe9\"}");
    }

    @Test
    void aPrintedPlanIsAPlanFile() throws IOException {
        try (Image image = Image.open(PLAIN)) {
            Rewrite rewrite = Rewrite.of(image)
                    .delete(OpenFiles.at(278, 6))
                    .substitute(OpenFiles.at(278, 5), InheritedDescriptor.of(9))
                    .add(new Edit.Renumber(5));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PlanJson.write(rewrite.plan(), out);
            String plan = out.toString(StandardCharsets.UTF_8);
            assertThat(plan).contains("\"consequences\"", "\"handOvers\"", "\"renumbered\"", "\"size\"");
            assertThat(read(plan)).isEqualTo(rewrite.plan().edits()).hasSize(3);
        }
    }

    @Test
    void filesCanBeSelectedByObjects() throws IOException {
        assertThat(read("""
                {"edits": [{"edit": "delete", "files": [
                    {"pid": 278, "fd": 3}, {"objref": 12}, {"name": "/a/*"}, {"type": "tty"}, {"std": 1}, {"task": 2},
                    7]},
                  {"edit": "set", "files": "1:2", "position": 5, "flags": []}]}"""))
                .containsExactly(
                        new Edit.DeleteFiles(
                                OpenFiles.anyOf(
                                        OpenFiles.at(278, 3),
                                        OpenFiles.numbered(12),
                                        OpenFiles.named("/a/*"),
                                        OpenFiles.ofType(FileType.TTY),
                                        OpenFiles.standardStreams(1),
                                        OpenFiles.ofTask(2),
                                        OpenFiles.numbered(7)),
                                MappedFiles.REFUSE),
                        new Edit.SetPosition(OpenFiles.at(1, 2), 5),
                        new Edit.SetFlags(OpenFiles.at(1, 2), Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                []; plan.json:1:1: a plan file is an object
                {; plan.json:1:2: Unexpected end-of-input
                {"edits":[]} x; plan.json:1:14
                {"edits":[],"edits":[]}; Duplicate field 'edits'
                {"edit":[]}; plan.json:1:9: /edit: a plan file has no "edit"; did you mean "edits"?
                {}; plan.json:1:1: "edits" is missing
                {"format":"x","edits":[]}; /format: this is not the format "ckpt-image/1"
                {"edits":{}}; /edits: this must be an array
                {"edits":[{}]}; plan.json:1:11: /edits/0: "edit" is missing
                {"edits":[{"edit":"delet"}]}; /edits/0/edit: there is no edit "delet"; did you mean "delete"?
                {"edits":[{"edit":"delete","file":1}]}; has no "file"; did you mean "files"?
                {"edits":[{"edit":"delete","xyz":1}]}; has no "xyz"; it may have edit, files, mapped
                {"edits":[{"edit":"delete","files":"tty"}]}; /edits/0/files: 'tty' selects no files
                {"edits":[{"edit":"delete","files":true}]}; /edits/0/files: files are selected by
                {"edits":[{"edit":"delete","files":[]}]}; /edits/0/files: no file is selected
                {"edits":[{"edit":"delete","files":{"pid":1}}]}; /edits/0/files: "fd" is missing
                {"edits":[{"edit":"delete","files":{"std":1,"task":2}}]}; a selector says one thing
                {"edits":[{"edit":"delete","files":{"type":"door"}}]}; /edits/0/files/type: 'door' is no type
                {"edits":[{"edit":"delete","files":1,"mapped":"x"}]}; /edits/0/mapped: "x" is none of refuse
                {"edits":[{"edit":"close","pid":1}]}; /edits/0: "fd" is missing
                {"edits":[{"edit":"close","pid":-1,"fd":2}]}; /edits/0/pid: -1 is not from 0
                {"edits":[{"edit":"close","pid":1.5,"fd":2}]}; /edits/0/pid: this must be a number
                {"edits":[{"edit":"replace","files":1,"by":{"path":""}}]}; /by/path: '' is no path that begins with /
                {"edits":[{"edit":"replace","files":1,"by":{"kind":"door"}}]}; /edits/0/by/kind: "door" is none
                {"edits":[{"edit":"replace","files":1,"by":{}}]}; /edits/0/by: "path" is missing
                {"edits":[{"edit":"replace","files":1,"by":{"kind":"pipe","path":"/"}}]}; a pipe has no path
                {"edits":[{"edit":"replace","files":1,"by":{"path":"/","position":"soon"}}]}; a position is
                {"edits":[{"edit":"substitute","files":1}]}; a substitution is either by "fd"
                {"edits":[{"edit":"relocate","from":"a","to":"/b"}]}; 'a' is no path that begins with /
                {"edits":[{"edit":"replace","files":1,"by":{"path":"rel"}}]}; 'rel' is no path that begins
                {"edits":[{"edit":"substitute","files":1,"path":"rel"}]}; 'rel' is no path that begins
                {"edits":[{"edit":"cwd","pid":1,"path":"rel"}]}; 'rel' is no path that begins with /
                {"edits":[{"edit":"root","pid":1,"path":"\\ud800"}]}; /path: the text has half of a
                {"edits":[{"edit":"root","pid":1,"path":{"hex":"2"}}]}; /path/hex: these are no bytes
                {"edits":[{"edit":"root","pid":1,"path":{"text":"/"}}]}; a name has no "text"
                {"edits":[{"edit":"set","files":1}]}; nothing is set
                {"edits":[{"edit":"set","files":1,"flags":["append"]}]}; /edits/0/flags/0: "append" is no flag
                {"edits":[{"edit":"set","files":1,"flags":["O_APPND"]}]}; 'O_APPND' is no flag (O_APPEND, O_NONBLOCK
                {"edits":[{"edit":"replace","files":1,"by":{"path":"/","flags":["O_CREAT"]}}]}; O_CREAT is a flag for
                {"edits":[{"edit":"renumber","first":0}]}; /edits/0/first: object numbers begin at 1
                {"edits":[{"edit":"renumber","numbers":{"a":1}}]}; /edits/0/numbers/a: "a" is no object number
                {"edits":[{"edit":"renumber","numbers":{"1":9,"2":9}}]}; two objects would get the number 9
                """)
    void whatIsWrongIsSaidWithLineColumnAndPath(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plan.json:1:")
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyFileIsNoPlan() {
        assertThatThrownBy(() -> read(" ")).hasMessage("plan.json is empty");
    }
}
