package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.image.CheckpointFacts.Ps;
import org.ckptimage.image.CheckpointFacts.TaskFacts;
import org.ckptimage.record.CredRecord;
import org.ckptimage.record.SignalSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tasks of real images are those that ps and /proc showed. */
class TaskFactsTest {

    /** A task with its facts. The image of a container holds the pids inside, the facts those outside. */
    private interface Check {
        void of(Image image, Task task, TaskFacts facts);
    }

    private static void forEachTask(String name, Check check) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            List<Task> live =
                    image.tasks().stream().filter(task -> !task.isZombie()).toList();
            assertThat(live).hasSize(facts.tasks().size());
            for (Task task : live) {
                int outside = facts.container() ? facts.root() : task.pid();
                check.of(image, task, facts.tasks().get(outside));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void processesParentsGroupsAndSessionsAreThoseOfPs(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        List<Ps> expected = new ArrayList<>();
        for (Ps process : facts.ps()) {
            boolean frozen = facts.tasks().containsKey(process.pid())
                    || process.state().equals("Z") && facts.tasks().containsKey(process.ppid());
            if (frozen) {
                // A container sees its own pids, and nothing of what is outside.
                expected.add(facts.container() ? new Ps(1, 0, 1, 1, process.state(), process.command()) : process);
            }
        }
        try (Image image = RealImages.open(name)) {
            List<Ps> found = new ArrayList<>();
            for (Task task : image.tasks()) {
                if (!task.isThread()) {
                    found.add(new Ps(
                            task.pid(),
                            task.ppid(),
                            task.processGroup(),
                            task.session(),
                            task.isZombie() ? "Z" : "D",
                            task.comm()));
                }
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(image.head().announcedTasks()).isEqualTo(image.tasks().size());
            assertThat(image.head().isSubtree()).isEqualTo(!facts.container());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void threadGroupsAndCommandNamesAreThoseOfTheStatus(String name) throws Exception {
        boolean container = RealImages.facts(name).container();
        forEachTask(name, (image, task, facts) -> {
            if (!container) {
                assertThat(task.pid()).isEqualTo(facts.numbers("Pid").get(0).intValue());
                assertThat(task.threadGroup())
                        .isEqualTo(facts.numbers("Tgid").get(0).intValue());
                assertThat(task.ppid()).isEqualTo(facts.numbers("PPid").get(0).intValue());
                assertThat(task.processGroup()).isEqualTo((int) facts.stat(5));
                assertThat(task.session()).isEqualTo((int) facts.stat(6));
            }
            assertThat(task.isThread()).isEqualTo(!facts.numbers("Pid").equals(facts.numbers("Tgid")));
            assertThat(task.comm()).isEqualTo(facts.status().get("Name").trim());
            assertThat((int) task.record().exitSignal())
                    .isEqualTo(Integer.parseInt(facts.stat().get(37)));
            long threads = image.tasks().stream()
                    .filter(other -> other.threadGroup() == task.threadGroup())
                    .count();
            assertThat(threads).isEqualTo(facts.stat(20));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void workingDirectoryAndExecutableAreThoseOfProc(String name) throws Exception {
        forEachTask(name, (image, task, facts) -> {
            assertThat(task.fs().orElseThrow().workingDirectory()).hasToString(facts.workingDirectory());
            assertThat(task.fs().orElseThrow().root()).hasToString("/");
            OpenFile executable = task.memory().executable().orElseThrow();
            assertThat(executable.name())
                    .isEqualTo(facts.mapping(facts.executable()).name());
            assertThat(executable.executableOf()).contains(image.task(task.threadGroup()));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void usersGroupsAndSupplementaryGroupsAreThoseOfTheStatus(String name) throws Exception {
        forEachTask(name, (image, task, facts) -> {
            Credentials credentials = task.credentials().orElseThrow();
            CredRecord cred = credentials.record().orElseThrow();
            // The status has real, effective, saved, filesystem.
            assertThat(List.of(cred.uid(), cred.euid(), cred.suid(), cred.fsuid()))
                    .isEqualTo(facts.numbers("Uid"));
            assertThat(List.of(cred.gid(), cred.egid(), cred.sgid(), cred.fsgid()))
                    .isEqualTo(facts.numbers("Gid"));
            assertThat(credentials.groups().asList()).isEqualTo(facts.numbers("Groups"));
            assertThat(credentials.user().orElseThrow().uid())
                    .isEqualTo(facts.numbers("Uid").get(0));
            assertThat(task.effectiveCredentials().orElseThrow().object()).isEqualTo(credentials.object());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void blockedPendingIgnoredAndCaughtSignalsAreThoseOfTheStatus(String name) throws Exception {
        forEachTask(name, (image, task, facts) -> {
            TaskSignals signals = task.signals();
            assertThat(signals.blocked().orElseThrow().blocked()).isEqualTo(new SignalSet(facts.signals("SigBlk")));
            assertThat(signals.pending().orElseThrow().signal()).isEqualTo(new SignalSet(facts.signals("SigPnd")));
            assertThat(signals.sharedPending().orElseThrow().signal())
                    .isEqualTo(new SignalSet(facts.signals("ShdPnd")));
            long ignored = 0;
            long caught = 0;
            for (int signal = 1; signal <= 64; signal++) {
                long handler = signals.handlers()
                        .orElseThrow()
                        .actionOf(signal)
                        .orElseThrow()
                        .saHandler();
                ignored |= handler == 1 ? 1L << signal - 1 : 0;
                caught |= handler != 0 && handler != 1 ? 1L << signal - 1 : 0;
            }
            assertThat(ignored).isEqualTo(facts.signals("SigIgn"));
            assertThat(caught).isEqualTo(facts.signals("SigCgt"));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void stackPointerAndInstructionPointerAreThoseOfStat(String name) throws Exception {
        forEachTask(name, (image, task, facts) -> {
            assertThat(task.cpu().orElseThrow().stackPointer()).hasValue(facts.stat(29));
            assertThat(task.cpu().orElseThrow().instructionPointer()).hasValue(facts.stat(30));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void onlyTheProcessWithATerminalHasAControllingTerminal(String name) throws Exception {
        forEachTask(name, (image, task, facts) -> {
            long device = facts.stat(7);
            // Major number 136: the slaves of Unix98 ptys.
            assertThat(task.signals().controllingTerminal().map(Terminal::name))
                    .isEqualTo(
                            device == 0
                                    ? java.util.Optional.empty()
                                    : java.util.Optional.of("/dev/pts/" + (device & 0xff)));
            if (device != 0) {
                assertThat(task.signals().process().orElseThrow().ttyPgrp()).isEqualTo((int) facts.stat(8));
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void kernelMachineAndTimeAreThoseOfTheMachine(String name) throws Exception {
        String[] words = RealImages.text(name + ".txt")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ");
        try (Image image = RealImages.open(name)) {
            Head head = image.head();
            assertThat(head.kernelVersion()).isEqualTo(words[2]);
            assertThat(head.release().orElseThrow()).hasToString(words[2]);
            assertThat(head.version().orElseThrow())
                    .hasToString(String.join(" ", List.of(words).subList(3, words.length - 2)));
            assertThat(head.machine().orElseThrow()).hasToString(words[words.length - 2]);
            assertThat(image.format().architecture())
                    .isEqualTo(name.startsWith("v20-i386") ? Architecture.I386 : Architecture.X86_64);
            String date =
                    RealImages.text(name + ".txt").lines().skip(2).findFirst().orElseThrow();
            java.time.Instant noted = java.time.ZonedDateTime.parse(
                            date,
                            java.time.format.DateTimeFormatter.ofPattern(
                                    "EEE MMM dd HH:mm:ss zzz yyyy", java.util.Locale.US))
                    .toInstant();
            assertThat(java.time.Duration.between(head.time(), noted).abs())
                    .isLessThan(java.time.Duration.ofMinutes(1));
        }
    }
}
