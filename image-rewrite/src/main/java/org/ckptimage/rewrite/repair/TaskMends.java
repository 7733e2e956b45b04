package org.ckptimage.rewrite.repair;

import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.ImageRecord;

/** Tasks: how they ended or were stopped, what they waited for, their signals and terminals. */
final class TaskMends {
    private static final int SIGNAL = 0x7f;
    private static final int NO_RESTART = 1;

    private final RepairRound round;

    TaskMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W14", this::coreDump);
        round.on("W15", this::stopped);
        round.on("W16", this::sleeping);
        round.on("W17", this::noForeground);
        round.on("R179", this::noForeground);
        round.on("W18", this::noFormerGroup);
        round.on("R180", this::noFormerGroup);
        round.on("W27", this::newPids);
        round.on("R175", this::pendingCount);
        round.onlyWhenAsked("W19", this::signalCodes);
    }

    private void set(Finding finding, String field, long value, String text, String lost) {
        ImageRecord record = finding.record().orElseThrow();
        if (round.first(field, record)) {
            round.draft().set(record, field, value);
            round.mended(finding, text, lost);
        }
    }

    private void coreDump(Finding finding) {
        long code = round.draft().get(finding.record().orElseThrow(), "exit_code");
        set(
                finding,
                "exit_code",
                code & SIGNAL,
                "the bit for a core file is cleared in the zombie's exit code",
                "that its parent is told of a core file");
    }

    private void stopped(Finding finding) {
        set(
                finding,
                "exit_code",
                0,
                "the exit code of a stopped task is cleared",
                "that it was stopped: it comes back running");
    }

    private void sleeping(Finding finding) {
        set(
                finding,
                "function_type",
                NO_RESTART,
                "the restart block for a clock that cannot be restored is emptied",
                "the rest of a sleep: the call returns EINTR");
    }

    private void noForeground(Finding finding) {
        set(
                finding,
                "tty_pgrp",
                0,
                "the terminal's foreground group, which will not be there, is left out",
                "the foreground group");
    }

    private void noFormerGroup(Finding finding) {
        if (round.options().check().pids() == CheckOptions.Pids.NEW) {
            newPids(finding);
        } else {
            set(finding, "tty_old_pgrp", -1, "the terminal's former group, which will not be there, is left out", "");
        }
    }

    /** W27: restart(1) translates the pid array alone. */
    private void newPids(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        if (round.first("tty_pgrp", record)) {
            round.draft().set(record, "tty_pgrp", 0);
            round.draft().set(record, "tty_old_pgrp", -1);
            round.mended(
                    finding,
                    "the groups of the controlling terminal, which are old pids, are left out",
                    "the foreground group; nothing would be if the pids were kept");
        }
    }

    /** R175: as many entries as there are. */
    private void pendingCount(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        int start = round.image().format().layout(RecordType.SIGPENDING).size();
        int entry = round.image().format().element("siginfo").size();
        long count = (record.length() - start) / entry;
        if ((record.length() - start) % entry != 0) {
            round.refuse(finding, "the entries of SIGPENDING are not whole");
            return;
        }
        set(finding, "nr_pending", count, "nr_pending is the number of entries, " + count, "");
    }

    /** W19: of sigqueue and tgkill; only old kernels refuse it. */
    private void signalCodes(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        int start = round.image().format().layout(RecordType.SIGPENDING).size();
        StructLayout entry = round.image().format().element("siginfo");
        int code = entry.field("code").orElseThrow().offset();
        boolean little = round.image().format().architecture().littleEndian();
        int changed = 0;
        for (long at = start; at + entry.size() <= record.length(); at += entry.size()) {
            int place = (int) at + code;
            var bytes = round.draft().bytes(record);
            if ((little ? bytes.getIntLE(place) : bytes.getInt(place)) < 0) {
                round.draft().setInt(record, place, 0);
                changed++;
            }
        }
        if (changed > 0) {
            round.mended(
                    finding,
                    changed + " queued signals get the code of kill",
                    "that they came from sigqueue or tgkill, and the value sent along");
        }
    }
}
