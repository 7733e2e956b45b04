package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.check.Needs.Reason.DESCRIPTOR;
import static org.ckptimage.check.Needs.Reason.EXECUTABLE;
import static org.ckptimage.check.Needs.Reason.MAPPING;
import static org.ckptimage.check.Needs.Reason.ROOT;
import static org.ckptimage.check.Needs.Reason.WORKING_DIRECTORY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ckptimage.format.AccessMode;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What images need at the place of restart, against what their programs had. */
class NeedsTest {

    private static Needs needs(String name) throws Exception {
        try (Image image = Image.open(CheckImages.TESTDATA.resolve(name + ".ckpt"))) {
            return Needs.of(image);
        }
    }

    private static Needs.File file(Needs needs, String path) {
        return needs.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(needs.files().toString()));
    }

    @Test
    void filesComeWithAllTheirReasons() throws Exception {
        Needs needs = needs("v20/plain");

        assertThat(file(needs, "/dev/null").reasons()).containsExactly(DESCRIPTOR);
        assertThat(file(needs, "/").reasons()).contains(ROOT);
        assertThat(needs.files())
                .anyMatch(file ->
                        file.reasons().contains(EXECUTABLE) && file.reasons().contains(MAPPING));
        assertThat(needs.files()).anyMatch(file -> file.reasons().contains(WORKING_DIRECTORY));
        assertThat(file(needs, "/t/w/plain/a.txt").tasks()).containsExactly(278);
        assertThat(file(needs, "/t/w/plain/c.dat").access()).contains(AccessMode.READ_WRITE);
    }

    @Test
    void aDirectoryThatIsOpenMustBeADirectory(@TempDir Path root) throws Exception {
        Needs needs = needs("v20/plain");
        assertThat(file(needs, "/t/w").reasons()).contains(DESCRIPTOR);
        assertThat(file(needs, "/t/w").kind()).isEqualTo(Needs.FileKind.DIRECTORY);

        Files.createDirectory(root.resolve("t"));
        Files.createFile(root.resolve("t/w"));
        assertThat(needs.missingBelow(root)).extracting(Needs.File::path).contains("/t/w");
    }

    @Test
    void everyTaskHasItsPid() throws Exception {
        assertThat(needs("v20/tree").pids()).extracting(Needs.Pid::number).startsWith(278, 281, 282);
        assertThat(needs("v20/tree").pids())
                .filteredOn(pid -> pid.kind() == Needs.PidKind.ZOMBIE)
                .extracting(Needs.Pid::number)
                .containsExactly(283);
        assertThat(needs("v20/thr").pids())
                .filteredOn(pid -> pid.kind() == Needs.PidKind.THREAD)
                .hasSize(3);
    }

    @Test
    void socketsNeedTheirAddresses() throws Exception {
        assertThat(needs("v20/lsn").addresses())
                .containsExactly(new Needs.Address(
                        Needs.Protocol.TCP,
                        "127.0.0.1",
                        5002,
                        true,
                        Optional.empty(),
                        needs("v20/lsn").addresses().get(0).socket()));
        assertThat(needs("v20/tcp").addresses())
                .anyMatch(address -> address.remote().equals(Optional.of("127.0.0.1:46165")) && !address.listens());
        assertThat(needs("v20/ux").addresses()).anyMatch(a -> a.protocol() == Needs.Protocol.ABSTRACT);
        assertThat(needs("v20/ux").files()).anyMatch(file -> file.kind() == Needs.FileKind.SOCKET);
    }

    @Test
    void terminalsAndSystemVObjectsAreListed() throws Exception {
        assertThat(needs("v20/pty").terminals()).hasSize(1);
        assertThat(file(needs("v20/pty"), "/dev/ptmx").reasons()).containsExactly(Needs.Reason.TERMINAL);
        assertThat(needs("v20/ipc").ipcObjects())
                .extracting(Needs.IpcObject::kind)
                .containsExactlyInAnyOrder(Needs.IpcKind.SEGMENT, Needs.IpcKind.SEGMENT, Needs.IpcKind.QUEUE);
        assertThat(needs("v20/ipc").limits()).contains(new Needs.Limit(Target.Limit.MESSAGE_BYTES, 5008));
        assertThat(needs("v20/ipc").namespaces())
                .extracting(Needs.Namespace::kind)
                .containsExactlyInAnyOrder("USER_NS", "UTS_NS", "IPC_NS");
    }

    @Test
    void missingNamesAreLookedUpBelowARoot(@TempDir Path root) throws Exception {
        Needs needs = needs("v20/plain");
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/null"));

        assertThat(needs.missingBelow(root)).extracting(Needs.File::path).doesNotContain("/dev/null", "/");
        assertThat(needs.missingBelow(root)).extracting(Needs.File::path).contains("/dev/zero", "/t/w/plain/a.txt");
    }

    static java.util.stream.Stream<String> real() {
        return CheckImages.real();
    }

    @ParameterizedTest
    @MethodSource("real")
    void everyNamedFileIsNeededForSomething(String name) throws Exception {
        assertThat(needs(name).files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.reasons()).as(file.path()).isNotEmpty());
        assertThat(needs(name).kernel().architecture()).isPresent();
    }
}
