package org.ckptimage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.EditsJson;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.Position;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.StreamRewrite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt rewrite}: deletes, replaces, substitutes and closes open files, and changes what else tasks have. */
@Command(
        name = "rewrite",
        header = "Delete, replace, substitute or close open files, and write the result",
        description = {
            "Prints what will change, then writes the changed image. The image itself may be the target: it is"
                    + " replaced only when the new one is whole.",
            "SEL selects open files: 12 (object number), 278:3 (pid:fd), /path/* (* stops at /, ** does not),"
                    + " name:pipe:* (any name), type:tty, std:278, task:278. In SEL=VALUE the last = splits. \\n, \\t,"
                    + " \\r and \\xNN (any byte) are what names are printed with, so that they can be pasted, here and"
                    + " as paths; a backslash before any other character takes its meaning away. Paths begin with /.",
            "Edits are made together: what one selects is what the image has before any of them."
        },
        footer = {
            "Delete a file, wherever it is open:",
            "  ckpt rewrite job.ckpt --delete /t/log/pipes.log -o edited.ckpt",
            "Give a process /dev/null as standard input, and have it write its log from the start:",
            "  ckpt rewrite job.ckpt --replace 278:0=/dev/null --set 278:1,pos=0 -o out.ckpt",
            "What would happen? As a plan, to be edited and fed back:",
            "  ckpt rewrite job.ckpt --relocate /t/log=/srv/log --dry-run --json >plan.json",
            "  ckpt rewrite job.ckpt --plan plan.json -o edited.ckpt"
        })
final class RewriteCommand extends EditCommand {
    private static final String STDIN = "-";

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
            names = "--set",
            paramLabel = "SEL,pos=N,flags=F+F",
            description =
                    "Set the position of open files in bytes, or their open flags (append, nonblock, ...; how they"
                            + " are accessed stays), or both.")
    private List<String> settings = List.of();

    @Option(names = "--cloexec", paramLabel = "PID:FD=on|off", description = "Set whether exec closes a descriptor.")
    private List<String> closeOnExec = List.of();

    @Option(
            names = "--cwd",
            paramLabel = "PID=PATH",
            description = "Set the working directory of a process, for all that share it.")
    private List<String> workingDirectories = List.of();

    @Option(
            names = "--chroot",
            paramLabel = "PID=PATH",
            description = "Set the root directory of a process, for all that share it.")
    private List<String> rootDirectories = List.of();

    @Option(
            names = "--drop-labels",
            description = "Remove all security labels, for a machine with another security module.")
    private boolean dropsLabels;

    @Option(
            names = "--drop-queues",
            paramLabel = "SEL",
            description = "Remove what sockets have received and not read.")
    private List<String> droppedQueues = List.of();

    @Option(
            names = "--renumber",
            paramLabel = "FIRST|OLD=NEW,..",
            description = "Give all shared objects consecutive numbers from FIRST on, or single ones new numbers, after"
                    + " all other edits. No task sees them.")
    private List<String> renumberings = List.of();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Read edits from a JSON file, as --dry-run --json prints it; they come first. - is standard"
                    + " input.")
    private List<String> plans = List.of();

    /** The edits of the plan files: standard input can be read only once. */
    private final List<Edit> planned = new ArrayList<>();

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
    void checkOptions() throws IOException {
        super.checkOptions();
        readPlans();
        // Mistakes in the arguments come before any in the image.
        boolean handsOver = edits(null).stream().anyMatch(Edit.SubstituteFiles.class::isInstance);
        if (handsOver && !writesHandOver()) {
            throw usage("a substituted file is gone unless somebody hands a descriptor over; say --handover FILE");
        }
        if (root == null && edits(null).stream().anyMatch(RewriteCommand::looksUp)) {
            throw usage("pos=end and pos=clamp look the new file up; say below which folder, with --root DIR");
        }
    }

    private static boolean looksUp(Edit edit) {
        return edit instanceof Edit.ReplaceFiles replace
                && (replace.replacement().position() instanceof Position.End
                        || replace.replacement().position() instanceof Position.Clamp);
    }

    private void readPlans() throws IOException {
        boolean imageToo = imageName().equals(STDIN);
        if (plans.stream().filter(STDIN::equals).count() + (imageToo ? 1 : 0) > 1) {
            throw usage("standard input can be only one of the image and a plan");
        }
        for (String plan : plans) {
            try (InputStream in = plan.equals(STDIN) ? streams().in() : Files.newInputStream(ImageInput.path(plan))) {
                planned.addAll(EditsJson.read(in, ImageInput.shown(plan)));
            } catch (IOException e) {
                throw new OptionFailure(plan, e);
            } catch (IllegalArgumentException e) {
                throw usage(e.getMessage());
            }
        }
    }

    @Override
    List<Edit> edits(Image image) {
        List<Edit> edits = new ArrayList<>(planned);
        for (String text : deletions) {
            edits.add(new Edit.DeleteFiles(read("--delete", text, EditText::selector), mapped));
        }
        for (String text : replacements) {
            List<String> parts = read("--replace", text, EditText::split);
            edits.add(new Edit.ReplaceFiles(
                    read("--replace", parts.get(0), EditText::selector),
                    read("--replace", parts.get(1), EditText::replacement),
                    mapped));
        }
        for (String text : relocations) {
            edits.add(read("--relocate", text, EditText::relocation));
        }
        for (String text : substitutions) {
            edits.add(read("--substitute", text, EditText::substitution));
        }
        for (String text : closings) {
            edits.add(read("--close", text, EditText::descriptor));
        }
        settings.forEach(text -> edits.addAll(read("--set", text, EditText::settings)));
        closeOnExec.forEach(text -> edits.add(read("--cloexec", text, EditText::closeOnExec)));
        workingDirectories.forEach(text -> edits.add(read("--cwd", text, EditText::cwd)));
        rootDirectories.forEach(text -> edits.add(read("--chroot", text, EditText::root)));
        droppedQueues.forEach(
                text -> edits.add(new Edit.DropSocketQueues(read("--drop-queues", text, EditText::selector))));
        if (dropsLabels) {
            edits.add(new Edit.DropLabels());
        }
        for (int pid : droppedTasks) {
            edits.add(new Edit.DropTask(pid));
        }
        renumberings.forEach(text -> edits.add(read("--renumber", text, EditText::renumbering)));
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
