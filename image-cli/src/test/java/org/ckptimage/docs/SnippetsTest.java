package org.ckptimage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Needs;
import org.ckptimage.check.Target;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Difference;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.json.CkptImageModule;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.json.PayloadFiles;
import org.ckptimage.json.view.CheckJson;
import org.ckptimage.json.view.DiffJson;
import org.ckptimage.json.view.EditsJson;
import org.ckptimage.json.view.FilesJson;
import org.ckptimage.json.view.InfoJson;
import org.ckptimage.json.view.PlanJson;
import org.ckptimage.json.view.TargetJson;
import org.ckptimage.record.RecordReader;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.HandOver;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Replacement;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.RewritePlan;
import org.ckptimage.rewrite.repair.Mended;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.rewrite.repair.RepairPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java code of README, docs/ and javadoc stands here too, and runs. The last test holds them together: each piece
 * of code there must be found here, but for white space, and {@code here} in the place of {@code Path.of}.
 */
class SnippetsTest {
    private static final Path TESTDATA = Path.of(System.getProperty("ckpt.testdata"));
    private static final Path TREE = TESTDATA.getParent();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```java\n(.*?)^```");
    private static final Pattern JAVADOC = Pattern.compile("(?s)<pre>\\{@code\n(.*?)\\}</pre>");

    @TempDir
    private Path folder;

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** The images that the code speaks of. */
    @BeforeEach
    void makeImages() throws IOException {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Image image = Image.open(TESTDATA.resolve("v20/plain.ckpt"))) {
            Rewrite.of(image)
                    .relocate("/t/w/plain/b.log", "/var/lock/job.pid")
                    .plan()
                    .writeTo(here("job.ckpt"));
        }
    }

    @AfterEach
    void restoreOutput() {
        System.setOut(out);
    }

    private Path here(String name) {
        return folder.resolve(name.startsWith("/") ? name.substring(1) : name);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void readme() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            for (Task task : image.tasks())
                for (Descriptor descriptor : task.files().descriptors())
                    System.out.println(task.pid() + ":" + descriptor.number() + " " + descriptor.file());

            RewritePlan plan = Rewrite.of(image)
                    .delete(OpenFiles.named("/var/lock/job.pid"))
                    .replace(OpenFiles.at(278, 0), Replacement.file("/dev/null"))
                    .plan();
            plan.consequences().forEach(System.out::println);
            plan.writeTo(here("job-edited.ckpt"));
        }
        assertThat(printed()).contains("278:4 ", "descriptor 278:4 is closed", "becomes /dev/null");
        assertThat(here("job-edited.ckpt")).exists();
    }

    @Test
    void aWholeProgram() throws IOException {
        ListFiles.main(new String[] {here("job.ckpt").toString()});
        assertThat(printed()).contains("278:41 ");
    }

    @Test
    void openingAndLooking() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            for (Task task : image.tasks())
                for (Descriptor descriptor : task.files().descriptors())
                    System.out.println(task.pid() + ":" + descriptor.number() + " " + descriptor.file());
        }
        assertThat(printed()).contains("278:41 ");
    }

    @Test
    void spooling() throws IOException {
        ReadableByteChannel channel = Files.newByteChannel(here("job.ckpt"));
        try (Image image = Image.open(ByteSource.spool(channel, "job from node 7"), OpenOptions.DEFAULT)) {
            System.out.println(image.tasks().size() + " tasks, " + image.files().size() + " open files");
        }
        assertThat(printed()).isEqualTo("1 tasks, 9 open files\n");
    }

    @Test
    void streaming() throws IOException {
        ReadableByteChannel channel = Files.newByteChannel(here("job.ckpt"));
        try (RecordReader records = RecordReader.streaming(channel)) {
            while (records.next())
                System.out.println(records.offset() + " " + records.typeName() + " " + records.length());
        }
        assertThat(printed()).startsWith("0 HEADER 72\n").contains(" TAIL 16\n");
    }

    @Test
    void buffersOutliveTheImage() throws IOException {
        ByteBuf page;
        try (Image image = Image.open(here("job.ckpt"))) {
            page = image.task(278).memory().pageAt(0x40c000).orElseThrow().bytes();
        }
        System.out.println(page.readableBytes() + " bytes, still readable");
        assertThat(printed()).isEqualTo("4096 bytes, still readable\n");
        page.getByte(4095);
    }

    @Test
    void guarding() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            long zeros = MappedFaults.guard(
                    image.source(),
                    () -> image.task(278).memory().vmas().stream()
                            .flatMap(Vma::pagesInside)
                            .filter(page -> page.bytes().getByte(0) == 0)
                            .count());
            assertThat(zeros).isBetween(0L, image.pageCount());
        }
    }

    @Test
    void checking() throws IOException {
        try (Image image = Image.open(TESTDATA.resolve("v20/udp.ckpt"))) {
            CheckReport report = Checker.check(image);
            if (report.verdict() != CheckReport.Verdict.RESTARTS) {
                Finding first = report.first().orElseThrow();
                System.out.println(first.rule().id() + " at offset " + first.stopOffset() + ": " + first.text());
            }
        }
        assertThat(printed()).startsWith("R130 at offset 4224: ");
    }

    @Test
    void checkingWithOptions() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            CheckReport report = Checker.check(image, CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP));
            assertThat(report.verdict()).isEqualTo(CheckReport.Verdict.RESTARTS);
        }
    }

    @Test
    void needing() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            Files.createDirectories(here("/srv/job/root"));
            for (Needs.File file : Needs.of(image).missingBelow(here("/srv/job/root")))
                System.out.println("missing: " + file.path() + " " + file.reasons());
        }
        assertThat(printed()).contains("missing: /var/lock/job.pid ");
    }

    @Test
    void describingATarget() throws IOException {
        try (Image imageThatThisMachineWrote = Image.open(here("job.ckpt"))) {
            Target target = Target.from(imageThatThisMachineWrote).toBuilder()
                    .limit(Target.Limit.OPEN_FILES, 1024)
                    .root(here("/srv/job/root"))
                    .build();
            assertThat(target.major()).hasValue(2);
        }
    }

    @Test
    void rewriting() throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        WritableByteChannel restart = Channels.newChannel(result);
        try (Image image = Image.open(here("job.ckpt"))) {
            RewritePlan plan = Rewrite.of(image)
                    .delete(OpenFiles.named("/var/lock/job.pid"))
                    .replace(OpenFiles.at(278, 0), Replacement.file("/dev/null"))
                    .substitute(OpenFiles.at(278, 6), InheritedDescriptor.of(5))
                    .plan();
            plan.consequences().forEach(System.out::println);
            for (HandOver handOver : plan.handOvers())
                for (HandOver.Target target : handOver.targets())
                    System.out.println("give " + handOver.descriptor().number() + " to " + target.pid() + " as "
                            + target.descriptor());
            plan.writeTo(restart);
            assertThat(result.size()).isEqualTo((int) plan.size());
        }
        assertThat(printed()).contains("give 5 to 278 as 6\n");
    }

    @Test
    void repairing() throws IOException {
        try (Image image = Image.open(TESTDATA.resolve("v20/udp.ckpt"))) {
            RepairPlan plan = Repair.of(image).pids(CheckOptions.Pids.KEEP).plan();
            plan.mended().forEach(System.out::println);
            if (plan.left().isEmpty()) {
                plan.writeTo(here("job-repaired.ckpt"));
            }
        }
        assertThat(here("job-repaired.ckpt")).exists();
    }

    @Test
    void repairingWithWhatIsLeft() throws IOException {
        Path broken = TESTDATA.resolve("v20/udp.ckpt");
        try (Image image = Image.open(broken)) {
            RepairPlan plan = Repair.of(image).plan();
            for (Mended mended : plan.mended())
                System.out.println(mended.text() + (mended.lost().isEmpty() ? "" : "; lost: " + mended.lost()));
            for (RepairPlan.Left left : plan.left())
                System.out.println(left.finding().text() + "; not mended: " + left.reason());
            if (plan.left().isEmpty()) plan.writeTo(here("job-repaired.ckpt"));
        }
        assertThat(printed()).contains("the two queues of the closed socket #12 are dropped; lost: an unread message");
        assertThat(here("job-repaired.ckpt")).exists();
    }

    @Test
    void jsonAndBack() throws IOException {
        try (Image image = Image.open(here("job.ckpt"));
                OutputStream json = Files.newOutputStream(here("job.json"))) {
            ImageJson.write(image, json, JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64));
        }
        try (InputStream json = Files.newInputStream(here("job.json"));
                Image again = Image.open(ImageJson.read(json, PayloadFiles.NONE), OpenOptions.DEFAULT)) {
            System.out.println(again.tasks().size() + " tasks are back");
        }
        assertThat(printed()).isEqualTo("1 tasks are back\n");
    }

    @Test
    void comparing() throws IOException {
        Path a = TESTDATA.resolve("v20/plain.ckpt");
        Path b = here("job.ckpt");
        try (Image before = Image.open(a);
                Image after = Image.open(b)) {
            for (Difference difference : Comparison.of(before, after)) System.out.println(difference);
        }
        assertThat(printed()).contains("/var/lock/job.pid");
    }

    @Test
    void json() throws IOException {
        try (Image image = Image.open(here("job.ckpt"));
                OutputStream out = Files.newOutputStream(here("job.json"))) {
            ImageJson.write(image, out, JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64));
        }
        assertThat(here("job.json")).content().contains("/var/lock/job.pid");
    }

    @Test
    void jsonOfOnesOwn() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Image image = Image.open(here("job.ckpt"))) {
            ObjectMapper mapper = new ObjectMapper().registerModule(new CkptImageModule(image));
            mapper.writeValue(out, Map.of("job", 12, "tasks", image.tasks(), "files", image.files()));
        }
        assertThat(new ObjectMapper()
                        .readTree(out.toByteArray())
                        .at("/tasks/0/pid")
                        .asInt())
                .isEqualTo(278);
    }

    @Test
    void bytes() throws IOException {
        try (ByteSource source = ByteSource.open(here("job.ckpt"))) {
            ByteBuf head = source.slice(0, 8);
            System.out.println(
                    "record " + head.getIntLE(0) + " of " + head.getIntLE(4) + " bytes, of " + source.size());
        }
        assertThat(printed()).isEqualTo("record 1 of 72 bytes, of " + Files.size(here("job.ckpt")) + "\n");
    }

    @Test
    void editsAsText() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            RewritePlan plan = Rewrite.of(image)
                    .delete(EditText.selector("/var/lock/*"))
                    .replace(EditText.selector("std:278"), EditText.replacement("/dev/null,flags=rw+append"))
                    .add(EditText.relocation("/t=/srv/job/t"))
                    .plan();
            assertThat(plan.consequences().toString()).contains("/var/lock/job.pid is deleted", "/srv/job/t/");
        }
    }

    @Test
    void plansAsJson() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            try (OutputStream out = Files.newOutputStream(here("plan.json"))) {
                PlanJson.write(Rewrite.of(image).close(278, 3).plan(), out);
            }
            try (InputStream in = Files.newInputStream(here("plan.json"))) {
                EditsJson.read(in, "plan.json").forEach(System.out::println);
            }
        }
        assertThat(printed()).startsWith("CloseDescriptor[").hasLineCount(1);
    }

    @Test
    void viewsAsJson() throws IOException {
        try (Image image = Image.open(here("job.ckpt"))) {
            InfoJson.write(image, System.out);
            FilesJson.write(image, System.out);
            CheckJson.write(image.name(), Checker.check(image), System.out);
        }
        assertThat(printed()).contains("\"dialect\"", "/var/lock/job.pid", "\"verdict\"");
    }

    @Test
    void differencesAsJson() throws IOException {
        try (Image before = Image.open(TESTDATA.resolve("v20/plain.ckpt"));
                Image after = Image.open(here("job.ckpt"))) {
            DiffJson.write(Comparison.of(before, after), System.out);
        }
        assertThat(printed()).contains("/var/lock/job.pid");
    }

    @Test
    void targetsAsJson() throws IOException {
        Files.writeString(here("there.json"), "{\"rev\": 6}");
        try (Image image = Image.open(here("job.ckpt"))) {
            try (InputStream in = Files.newInputStream(here("there.json"))) {
                CheckReport report = Checker.check(image, CheckOptions.DEFAULT.withTarget(TargetJson.read(in)));
                System.out.println(report.verdict());
            }
        }
        assertThat(printed()).isEqualTo("FAILS\n");
    }

    /** A piece of code, and where it stands. */
    record Snippet(Path file, String code) {
        @Override
        public String toString() {
            return TREE.relativize(file) + ": " + code.lines().findFirst().orElse("");
        }
    }

    static Stream<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        for (Path file : files(TREE.resolve("docs"), ".md")) {
            collect(file, FENCED, all);
        }
        collect(TREE.resolve("README.md"), FENCED, all);
        for (String module : List.of("image-core", "image-rewrite", "image-json")) {
            for (Path file : files(TREE.resolve(module).resolve("src/main/java"), ".java")) {
                collect(file, JAVADOC, all);
            }
        }
        // What begins with a brace is JSON.
        return all.stream().filter(snippet -> !snippet.code().startsWith("{"));
    }

    private static List<Path> files(Path below, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static void collect(Path file, Pattern pattern, List<Snippet> all) throws IOException {
        Matcher blocks = pattern.matcher(Files.readString(file));
        while (blocks.find()) {
            all.add(new Snippet(
                    file, blocks.group(1).replaceAll("(?m)^ +\\* ?", "").strip()));
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void isOneOfThose(Snippet snippet) throws IOException {
        String code = withoutSpace(snippet.code());
        if (code.startsWith("import")) {
            assertThat(source("ListFiles").endsWith(code)).isTrue();
        } else {
            assertThat(source("SnippetsTest").contains(code.replace("Path.of(", "here(")))
                    .as(snippet.code())
                    .isTrue();
        }
    }

    private static String source(String test) throws IOException {
        Path folder = TREE.resolve("image-cli/src/test/java/org/ckptimage/docs");
        return withoutSpace(Files.readString(folder.resolve(test + ".java")));
    }
}
