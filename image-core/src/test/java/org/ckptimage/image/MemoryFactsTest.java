package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.CheckpointFacts.Mapping;
import org.ckptimage.image.CheckpointFacts.TaskFacts;
import org.ckptimage.record.MmRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory of real images is laid out as /proc/PID/maps and stat showed, and holds what the programs put there. */
class MemoryFactsTest {
    private static final String VSYSCALL = "[vsyscall]";

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void addressesPermissionsOffsetsAndFilesAreThoseOfMaps(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts task : facts.tasks().values()) {
                // The vsyscall page belongs to the kernel and is in no image.
                List<String> expected = task.maps().stream()
                        .filter(mapping -> !mapping.name().equals(VSYSCALL))
                        .map(MemoryFactsTest::text)
                        .toList();
                List<String> found = space(image, facts, task).vmas().stream()
                        .map(MemoryFactsTest::text)
                        .toList();
                assertThat(found).containsExactlyElementsOf(expected);
            }
        }
    }

    private static String text(Mapping mapping) {
        String file = mapping.name().matches("/t/\\S+") ? mapping.offset() + " " + mapping.name() : "";
        return Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end()) + " " + mapping.permissions()
                + " " + file;
    }

    private static String text(Vma vma) {
        String file = vma.file()
                .map(f -> vma.record().vmPgoff() * 4096 + " " + f.name())
                .orElse("");
        return vma + " " + file;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void kindsAreThoseThatTheNamesInMapsTell(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts task : facts.tasks().values()) {
                AddressSpace space = space(image, facts, task);
                for (Mapping mapping : task.maps()) {
                    if (mapping.name().equals(VSYSCALL)) {
                        assertThat(space.vmaAt(mapping.start())).isEmpty();
                        continue;
                    }
                    assertThat(space.vmaAt(mapping.start()).orElseThrow().type().orElseThrow())
                            .as(mapping.toString())
                            .isIn(kinds(mapping));
                }
            }
        }
    }

    private static List<VmaType> kinds(Mapping mapping) {
        boolean shared = mapping.permissions().endsWith("s");
        if (mapping.name().equals("[vdso]")) {
            return List.of(VmaType.VDSO);
        }
        if (mapping.name().startsWith("/SYSV")) {
            return List.of(VmaType.SHM_IPC_SKIP);
        }
        if (mapping.name().startsWith("/dev/zero")) {
            return List.of(VmaType.SHM_ANON, VmaType.SHM_ANON_SKIP);
        }
        return List.of(mapping.name().startsWith("/t/") ? shared ? VmaType.SHM_FILE : VmaType.FILE : VmaType.ANON);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void codeAndStackBeginWhereStatSays(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts task : facts.tasks().values()) {
                MmRecord mm = space(image, facts, task).record().orElseThrow();
                assertThat(mm.startCode()).isEqualTo(task.stat(26));
                assertThat(mm.endCode()).isEqualTo(task.stat(27));
                if (task.pid() == facts.root()) {
                    // Of others stat has the stack pointer at the fork.
                    assertThat(mm.startStack()).isEqualTo(task.stat(28));
                }
                assertThat(mm.mapCount())
                        .isEqualTo(space(image, facts, task).vmas().size());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void theArgumentsStandInTheSavedStack(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts task : facts.tasks().values()) {
                AddressSpace space = space(image, facts, task);
                MmRecord mm = space.record().orElseThrow();
                String arguments = new String(read(space, mm.argStart(), (int) (mm.argEnd() - mm.argStart())), UTF_8);
                assertThat(arguments).isEqualTo(task.executable() + "\0" + task.arguments() + "\0");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void everyPageIsFoundByEveryAddressInIt(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            long pages = 0;
            for (Task task : image.tasks()) {
                for (Vma vma : task.memory().vmas()) {
                    List<Page> inside = vma.pagesInside().limit(200).toList();
                    pages += inside.size();
                    for (Page page : inside) {
                        assertThat(page.bytes().readableBytes()).isEqualTo(4096);
                        for (long address : new long[] {page.address(), page.address() + 1, page.address() + 4095}) {
                            Page found = task.memory().pageAt(address).orElseThrow();
                            assertThat(found.address()).isEqualTo(page.address());
                            assertThat(found.bytes()).isEqualTo(page.bytes());
                        }
                    }
                }
            }
            assertThat(pages).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void pageCountIsThatOfAllOwnedPages(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            long pages = 0;
            for (AddressSpace space :
                    Set.copyOf(image.tasks().stream().map(Task::memory).toList())) {
                pages += space.vmas().stream()
                        .filter(Vma::ownsPages)
                        .mapToLong(vma -> vma.pages().size())
                        .sum();
            }
            pages += image.tasks().get(0).namespaces().orElseThrow().ipc().orElseThrow().segments().stream()
                    .mapToLong(segment -> segment.pages().size())
                    .sum();
            assertThat(image.pageCount()).isEqualTo(pages);
        }
    }

    /** Memory as a program sees it, of saved pages only. */
    static byte[] read(AddressSpace space, long address, int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; ) {
            Page page = space.pageAt(address + at).orElseThrow();
            int from = (int) (address + at - page.address());
            int part = Math.min(4096 - from, length - at);
            page.bytes().getBytes(page.bytes().readerIndex() + from, bytes, at, part);
            at += part;
        }
        return bytes;
    }

    private static AddressSpace space(Image image, CheckpointFacts facts, TaskFacts task) {
        return image.task(facts.container() ? 1 : task.pid()).memory();
    }
}
