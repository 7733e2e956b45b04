package org.ckptimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.StreamRewrite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt rewrite}: deletes, replaces, substitutes and closes open files. */
@Command(
        name = "rewrite",
        header = "Delete, replace, substitute or close open files, and write the result",
        description = {
            "Prints what will change, then writes the changed image. The image itself may be the target: it is"
                    + " replaced only when the new one is whole.",
            "SEL selects open files: 12 (object number), 278:3 (pid:fd), /path/* (* stops at /, ** does not),"
                    + " type:tty, std:278, task:278. In SEL=VALUE the last = splits; a backslash takes the meaning of the"
                    + " next character away."
        },
        footer = {
            "Delete a file, wherever it is open:",
            "  ckpt rewrite job.ckpt --delete /t/log/pipes.log -o edited.ckpt",
            "Give a process /dev/null as standard input:",
            "  ckpt rewrite job.ckpt --replace 278:0=/dev/null -o edited.ckpt",
            "What would happen?",
            "  ckpt rewrite job.ckpt --relocate /t/log=/srv/log --dry-run"
        })
final class RewriteCommand extends EditCommand {
    @Option(
            names = "--delete",
            paramLabel = "SEL",
            description = "Delete the files everywhere: descriptors, watches, what belongs to them.")
    private List<String> deletions = List.of();

    @Option(
            names = "--replace",
            paramLabel = "SEL=[KIND:]ARG",
            description = "Put another file in the place of the files. KIND is regular (if none is said), dir, fifo,"
                    + " chardev with a path, pipe without, or eventfd with a counter. Behind it may stand"
                    + " ,flags=rw+append and ,pos=keep|zero|end|clamp|N.")
    private List<String> replacements = List.of();

    @Option(
            names = "--close",
            paramLabel = "PID:FD",
            description = "Close one descriptor; the file goes with it if nothing else refers to it.")
    private List<String> closings = List.of();

    @Option(
            names = "--relocate",
            paramLabel = "OLD=NEW",
            description = "Replace the beginning of every path: of files, mappings, executables, working directories,"
                    + " roots, unix sockets.")
    private List<String> relocations = List.of();

    @Option(
            names = "--substitute",
            paramLabel = "SEL,FD|SEL=PATH",
            description = "Delete the files; a descriptor FD of whoever restarts takes their place afterwards, as"
                    + " --handover, which must be there, says. Or have them reopened by a PATH such as /proc/400/fd/0.")
    private List<String> substitutions = List.of();

    @Option(
            names = "--drop-task",
            paramLabel = "PID",
            description = "Drop a task with everything that it alone has; its children go to the root task.")
    private List<Integer> droppedTasks = List.of();

    @Option(
            names = "--mapped",
            paramLabel = "WHAT",
            description =
                    "What to do with files that are mapped: refuse (if nothing is said), keep them for the mappings"
                            + " when deleting, or replace them for the mappings too.")
    private MappedFiles mapped = MappedFiles.REFUSE;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Where the files of the restart lie, for pos=end|clamp.")
    private Path root;

    RewriteCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() {
        super.checkOptions();
        // Mistakes in the arguments come before any in the image.
        boolean handsOver = edits(null).stream().anyMatch(Edit.SubstituteFiles.class::isInstance);
        if (handsOver && !writesHandOver()) {
            throw usage("a substituted file is gone unless somebody hands a descriptor over; say --handover FILE");
        }
        boolean looksUp =
                replacements.stream().anyMatch(text -> text.endsWith("pos=end") || text.endsWith("pos=clamp"));
        if (looksUp && root == null) {
            throw usage("pos=end and pos=clamp look the new file up; say below which folder, with --root DIR");
        }
    }

    @Override
    List<Edit> edits(Image image) {
        List<Edit> edits = new ArrayList<>();
        for (String text : deletions) {
            edits.add(new Edit.DeleteFiles(read(text, EditText::selector), mapped));
        }
        for (String text : replacements) {
            List<String> parts = read(text, EditText::split);
            edits.add(new Edit.ReplaceFiles(
                    read(parts.get(0), EditText::selector), read(parts.get(1), EditText::replacement), mapped));
        }
        for (String text : relocations) {
            edits.add(read(text, EditText::relocation));
        }
        for (String text : substitutions) {
            edits.add(read(text, EditText::substitution));
        }
        for (String text : closings) {
            edits.add(read(text, EditText::descriptor));
        }
        for (int pid : droppedTasks) {
            edits.add(new Edit.DropTask(pid));
        }
        return edits;
    }

    @Override
    void prepare(Rewrite rewrite) {
        if (root != null) {
            rewrite.filesBelow(root);
        }
    }

    @Override
    void prepare(StreamRewrite rewrite) {
        if (root != null) {
            rewrite.filesBelow(root);
        }
    }
}
