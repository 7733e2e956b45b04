package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ResourceLimit;
import org.ckptimage.format.RestartBlockType;
import org.ckptimage.image.CheckpointFacts.TaskFacts;
import org.ckptimage.record.CredRecord;
import org.ckptimage.record.RestartBlockRecord;
import org.ckptimage.record.SigAction;
import org.ckptimage.record.SigInfo;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.record.SignalSet;
import org.ckptimage.record.TtyRecord;
import org.ckptimage.record.X86CpuRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs' sources say that they set up, and what no file of /proc shows. */
class ProgramFactsTest {
    /** A kernel adds these two, EPOLLERR and EPOLLHUP, to every watch. */
    private static final long ALWAYS = 0x18;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ep", "v20-i386/ep"})
    void epollSetsWatchWhatTheProgramAdded(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            FileTable files = image.tasks().get(0).files();
            assertThat(watches(files, 3))
                    .isEqualTo(Map.of(
                            0x1111000000000001L, watch(files, 6, 1),
                            0x2222000000000002L, watch(files, 8, 1 | 1L << 31),
                            0x3333000000000003L, watch(files, 10, 1 | 4),
                            0x4444000000000004L, watch(files, 12, 1)));
            assertThat(watches(files, 4))
                    .isEqualTo(Map.of(
                            0x5555000000000005L, watch(files, 3, 1),
                            0x6666000000000006L, watch(files, 9, 1 | 1L << 30)));
            assertThat(watches(files, 5)).isEmpty();
            assertThat(file(files, 3).watchedBy()).containsExactly((EpollSet) file(files, 4));
            assertThat(file(files, 5).watchedBy()).isEmpty();
        }
    }

    private static Map<Long, String> watches(FileTable files, int set) {
        Map<Long, String> watches = new TreeMap<>();
        for (EpollSet.Watch watch : ((EpollSet) file(files, set)).watches()) {
            long events = watch.item().events().raw() & ~ALWAYS;
            watches.put(
                    watch.item().data(),
                    watch.item().fd() + " " + watch.file().orElseThrow() + " " + Long.toHexString(events));
        }
        return watches;
    }

    private static String watch(FileTable files, int descriptor, long events) {
        return descriptor + " " + file(files, descriptor) + " " + Long.toHexString(events);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ep", "v20-i386/ep"})
    void eventfdsHaveTheirCounts(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            FileTable files = image.tasks().get(0).files();
            assertThat(((EventFd) file(files, 8)).count()).isEqualTo(5);
            assertThat(((EventFd) file(files, 9)).count()).isZero();
            assertThat(file(files, 8).flags().has("O_NONBLOCK")).isFalse();
            assertThat(file(files, 9).flags().has("O_NONBLOCK")).isTrue();
        }
    }

    @Test
    void aPseudoTerminalHoldsItsLinesAndItsSettings() throws Exception {
        try (Image image = RealImages.open("v20/pty")) {
            FileTable files = image.tasks().get(0).files();
            Terminal master = ((TtyFile) file(files, 3)).terminal().orElseThrow();
            Terminal slave = ((TtyFile) file(files, 4)).terminal().orElseThrow();
            assertThat(master.isMaster()).isTrue();
            assertThat(slave.isMaster()).isFalse();
            assertThat(slave.master().orElseThrow().object()).isEqualTo(master.object());
            assertThat(slave.unreadInput().toString(US_ASCII)).isEqualTo("hello line\nsecond line\npart");
            assertThat(master.unreadInput().toString(US_ASCII)).isEqualTo("out\r\n");
            assertThat(slave.lineDiscipline().orElseThrow().canonDatalen())
                    .isEqualTo("hello line\nsecond line\n".length());
            TtyRecord record = slave.record().orElseThrow();
            assertThat(record.winsize().wsRow()).isEqualTo(33);
            assertThat(record.winsize().wsCol()).isEqualTo(99);
            assertThat(record.termios().cCc().getByte(0)).as("VINTR").isEqualTo((byte) 5);
            assertThat(record.termios().cLflag() & 8).as("ECHO").isZero();
            assertThat(image.task(281)
                            .signals()
                            .controllingTerminal()
                            .orElseThrow()
                            .object())
                    .isEqualTo(slave.object());
        }
    }

    @Test
    void aZombieHasItsExitCodeAndNothingElse() throws Exception {
        try (Image image = RealImages.open("v20/tree")) {
            Task zombie = image.task(283);
            assertThat(zombie.isZombie()).isTrue();
            assertThat(zombie.record().exitStatus()).isEqualTo(7);
            assertThat(zombie.record().terminatingSignal()).isZero();
            assertThat(zombie.comm()).isEqualTo("tree");
            assertThat(zombie.files().descriptors()).isEmpty();
            assertThat(zombie.memory().vmas()).isEmpty();
            assertThat(zombie.credentials()).isEmpty();
            assertThat(zombie.cpu()).isEmpty();
        }
    }

    @Test
    void threadsShareWhatThreadsShareAndRunOnTheirOwnStacks() throws Exception {
        CheckpointFacts facts = RealImages.facts("v20/thr");
        try (Image image = RealImages.open("v20/thr")) {
            Task first = image.tasks().get(0);
            assertThat(image.tasks()).hasSize(4);
            for (Task thread : image.tasks()) {
                assertThat(thread.threadGroup()).isEqualTo(278);
                assertThat(thread.memory()).isEqualTo(first.memory());
                assertThat(thread.files().object()).isEqualTo(first.files().object());
                assertThat(thread.objects()).isEqualTo(first.objects());
                assertThat(thread.signals().process()).isEqualTo(first.signals().process());
                TaskFacts expected = facts.tasks().get(thread.pid());
                String stack = expected.maps().stream()
                        .filter(mapping -> mapping.name().startsWith(thread.equals(first) ? "[stack" : "[threadstack"))
                        .map(mapping -> Long.toHexString(mapping.start()))
                        .findFirst()
                        .orElseThrow();
                long sp = thread.cpu().orElseThrow().stackPointer().orElseThrow();
                assertThat(Long.toHexString(
                                thread.memory().vmaAt(sp).orElseThrow().start()))
                        .isEqualTo(stack);
            }
            assertThat(image.tasks().stream()
                            .map(task -> ((X86CpuRecord) task.cpu().orElseThrow()).fs())
                            .distinct())
                    .as("each has thread-local storage of its own")
                    .hasSize(4);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/cred", "v20-i386/cred"})
    void aFileHasTheCredentialsOfWhoOpenedIt(String name) throws Exception {
        int child =
                Integer.parseInt(RealImages.facts(name).said("child (\\d+) uid").group(1));
        try (Image image = RealImages.open(name)) {
            FileTable files = image.task(child).files();
            CredRecord inherited = opener(files, 3);
            assertThat(List.of(inherited.uid(), inherited.fsuid(), inherited.gid()))
                    .containsExactly(0L, 0L, 0L);
            CredRecord own = opener(files, 4);
            assertThat(List.of(own.uid(), own.euid(), own.suid(), own.fsuid()))
                    .containsExactly(1000L, 1001L, 1002L, 1001L);
            assertThat(List.of(own.gid(), own.egid(), own.sgid())).containsExactly(100L, 101L, 102L);
        }
    }

    private static CredRecord opener(FileTable files, int descriptor) {
        return file(files, descriptor).credentials().orElseThrow().record().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/sig", "v20/sigq", "v20-i386/sig"})
    void timersLimitsAndHandlersAreAsTheProgramSetThem(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            TaskSignals signals = image.tasks().get(0).signals();
            SignalRecord process = signals.process().orElseThrow();
            assertThat(process.realTimer().interval()).isEqualTo(Duration.ofSeconds(500));
            assertThat(process.realTimer().value()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1001));
            assertThat(process.virtualTimer().interval()).isZero();
            assertThat(process.virtualTimer().value()).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(301));
            assertThat(process.profilingTimer().value()).isZero();
            assertThat(process.limit(ResourceLimit.NOFILE).rlimCur()).isEqualTo(200);
            assertThat(process.limit(ResourceLimit.NOFILE).rlimMax()).isEqualTo(300);
            SigAction usr1 = signals.handlers().orElseThrow().actionOf(10).orElseThrow();
            assertThat(usr1.saFlags().names())
                    .as(usr1.saFlags().toString())
                    .anyMatch(flag -> flag.endsWith("SIGINFO"))
                    .anyMatch(flag -> flag.endsWith("RESTART"))
                    .anyMatch(flag -> flag.endsWith("ONSTACK"));
            assertThat(usr1.saMask()).isEqualTo(new SignalSet(1));
        }
    }

    @Test
    void queuedSignalsCarryTheirValues() throws Exception {
        try (Image image = RealImages.open("v20/sigq")) {
            TaskSignals signals = image.tasks().get(0).signals();
            List<SigInfo> shared = signals.sharedPending().orElseThrow().siginfo();
            List<SigInfo.Narrow> realTime = shared.stream()
                    .filter(info -> info.signo() == 38)
                    .map(SigInfo.Narrow.class::cast)
                    .toList();
            assertThat(realTime).extracting(info -> (int) info.sigvalPtr()).containsExactly(11, 31);
            assertThat(realTime).extracting(SigInfo.Narrow::siCode).containsOnly(-1);
            assertThat(realTime).extracting(SigInfo.Narrow::pid).containsOnly(278L);
            assertThat(shared.stream().filter(info -> info.signo() == 10)).hasSize(1);
            assertThat(signals.pending().orElseThrow().siginfo())
                    .extracting(SigInfo::signo, SigInfo::siCode)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(15L, -6));
        }
    }

    /** All programs wait in naps of 50 ms. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void anInterruptedSleepIsContinuedByItsRestartBlock(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            boolean is32 = image.format().architecture() == Architecture.I386;
            for (Task task : image.tasks()) {
                if (task.isZombie() || ((X86CpuRecord) task.cpu().orElseThrow()).origAx() != (is32 ? 162 : 35)) {
                    continue;
                }
                X86CpuRecord cpu = (X86CpuRecord) task.cpu().orElseThrow();
                if (cpu.ax() == 0) {
                    continue; // its nap was just over
                }
                assertThat((int) cpu.ax()).isEqualTo(-516);
                RestartBlockRecord block = task.restartBlock().orElseThrow();
                assertThat(block.type()).contains(RestartBlockType.HRTIMER_NANOSLEEP);
                assertThat(block.remaining()).isBetween(Duration.ZERO, Duration.ofMillis(50));
            }
        }
    }

    @Test
    void aTaskAsleepOnAFutexIsInThatSystemCallOnTheSharedWord() throws Exception {
        TaskFacts facts = RealImages.facts("v20/futex").tasks().get(281);
        try (Image image = RealImages.open("v20/futex")) {
            X86CpuRecord cpu = (X86CpuRecord) image.task(281).cpu().orElseThrow();
            assertThat(cpu.origAx()).as("futex(2)").isEqualTo(202);
            assertThat(cpu.di()).isEqualTo(facts.mapping("/dev/zero (deleted)").start());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/mem", "v20-i386/mem"})
    void memoryHoldsThePatternsThatTheProgramWrote(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        String address = "(0x\\p{XDigit}+)";
        java.util.regex.Matcher said = facts.said("anon (\\d+)([MK]) " + address + " sparse (\\d+)([MK]) " + address
                + " .*none/ro/rw " + address + " private file " + address + " shared file " + address
                + " .*shared anon (\\d+)K " + address + " brk area " + address + " zero-filled (\\d+)K of .. "
                + address);
        try (Image image = RealImages.open(name)) {
            for (Task task : image.tasks()) {
                AddressSpace memory = task.memory();
                int anonymous =
                        Integer.parseInt(said.group(1)) << (said.group(2).equals("M") ? 20 : 10);
                assertThat(MemoryFactsTest.read(memory, Long.decode(said.group(3)), anonymous))
                        .isEqualTo(Pattern16.fill(anonymous, 0xa000000));
                int sparse = Integer.parseInt(said.group(4)) << (said.group(5).equals("M") ? 20 : 10);
                long start = Long.decode(said.group(6));
                for (int page = 0; page < sparse / 4096; page++) {
                    if (page % 10 == 0) {
                        assertThat(MemoryFactsTest.read(memory, start + page * 4096L, 4096))
                                .isEqualTo(Pattern16.fill(4096, 0xb000000 + page));
                    } else {
                        // Never written: read once at most, which gives the zero page.
                        assertThat(memory.pageAt(start + page * 4096L)).isEmpty();
                    }
                }
                assertThat(MemoryFactsTest.read(memory, Long.decode(said.group(7)), 12 << 12))
                        .isEqualTo(Pattern16.fill(12 << 12, 0xc000000));
                long privateFile = Long.decode(said.group(8));
                assertThat(memory.pageAt(privateFile))
                        .as("a clean page of a file")
                        .isEmpty();
                assertThat(MemoryFactsTest.read(memory, privateFile + 4096, 4096))
                        .isEqualTo(Pattern16.fill(4096, 0xd100000));
                assertThat(MemoryFactsTest.read(memory, privateFile + 3 * 4096, 4096))
                        .isEqualTo(Pattern16.fill(4096, 0xd300000));
                assertThat(memory.vmaAt(Long.decode(said.group(9)))
                                .orElseThrow()
                                .pages()
                                .size())
                        .as("a shared file mapping")
                        .isZero();
                long shared = Long.decode(said.group(11));
                int written = Integer.parseInt(said.group(10)) << 9;
                assertThat(MemoryFactsTest.read(memory, shared, written)).isEqualTo(Pattern16.fill(written, 0xf000000));
                byte[] heap = Pattern16.fill(200000, 0x9000000);
                assertThat(MemoryFactsTest.read(memory, Long.decode(said.group(12)), heap.length))
                        .isEqualTo(heap);
                int zeros = Integer.parseInt(said.group(13)) << 10;
                assertThat(MemoryFactsTest.read(memory, Long.decode(said.group(14)), zeros))
                        .isEqualTo(new byte[zeros]);
            }
        }
    }

    @Test
    void theChildsSharedMemoryIsItsParents() throws Exception {
        long address = RealImages.facts("v20/mem")
                .tasks()
                .get(281)
                .mapping("/dev/zero (deleted)")
                .start();
        try (Image image = RealImages.open("v20/mem")) {
            Vma parents = image.task(278).memory().vmaAt(address).orElseThrow();
            Vma childs = image.task(281).memory().vmaAt(address).orElseThrow();
            assertThat(parents.ownsPages()).isTrue();
            assertThat(childs.ownsPages()).isFalse();
            assertThat(childs.record().inoObjref()).isEqualTo(parents.record().inoObjref());
            assertThat(ByteBufUtil.getBytes(childs.pageAt(address).orElseThrow().bytes()))
                    .isEqualTo(Pattern16.fill(4096, 0xf000000));
        }
    }

    private static OpenFile file(FileTable files, int descriptor) {
        return files.descriptor(descriptor).orElseThrow().file();
    }
}
