package org.ckptimage.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.Signals;
import org.ckptimage.image.Credentials;
import org.ckptimage.image.Image;
import org.ckptimage.image.ProcessTree;
import org.ckptimage.image.Task;
import org.ckptimage.json.view.PsJson;
import org.ckptimage.record.CredRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.TaskRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt ps}: the process tree. */
@Command(
        name = "ps",
        header = "The process tree",
        description = "Shows the process tree. THR counts threads, which have lines of their own; UID is the real user"
                + " id, with the effective one behind a slash where it differs; VSIZE is what is mapped, SAVED what the"
                + " image holds of it.",
        footer = {
            "Which processes are in it?",
            "  ckpt ps job.ckpt",
            "For a program to read:",
            "  ckpt ps --json job.ckpt"
        })
final class PsCommand extends ImageCommand {
    private static final int DEEPEST = 40;

    @Option(names = "--json", description = "As a JSON array, in the order of the image.")
    private boolean json;

    PsCommand(Streams streams) {
        super(streams);
    }

    /** A task that is to be printed, and how far to the right. */
    private record Line(Task task, int depth) {}

    @Override
    void show(Image image) throws IOException {
        if (json) {
            PsJson.write(image, out());
            return;
        }
        ProcessTree tree = new ProcessTree(image);
        Table table =
                new Table(">PID", ">PPID", ">PGID", ">SID", ">THR", ">UID", ">FDS", ">VSIZE", ">SAVED", "COMMAND");
        Deque<Line> due = new ArrayDeque<>();
        tree.roots().forEach(root -> due.addLast(new Line(root, 0)));
        while (!due.isEmpty()) {
            Line line = due.removeFirst();
            row(table, tree, line);
            List<Task> children = tree.children(line.task);
            for (int i = children.size() - 1; i >= 0; i--) {
                due.addFirst(new Line(children.get(i), line.depth + 1));
            }
        }
        table.print(out(), style());
    }

    private void row(Table table, ProcessTree tree, Line line) {
        Task task = line.task;
        String indent = line.depth == 0 ? "" : "  ".repeat(Math.min(line.depth, DEEPEST) - 1) + "\\_ ";
        int threads = tree.threads(task).size() + 1;
        if (task.isZombie() || task.isThread()) {
            table.row(
                    ids(task, "-", uid(task), "-", "-", "-", indent + (task.isZombie() ? zombie(task) : thread(task))));
        } else {
            boolean files = task.files().object().isPresent();
            boolean memory = task.memory().object().isPresent();
            long saved = task.memory().savedPages() * tree.image().detection().pageSize();
            table.row(ids(
                    task,
                    String.valueOf(threads),
                    uid(task),
                    files ? String.valueOf(task.files().descriptors().size()) : "-",
                    memory ? Numbers.size(task.memory().mappedBytes()) : "-",
                    memory ? Numbers.size(saved) : "-",
                    indent + comm(task)));
        }
        for (Task thread : tree.threads(task)) {
            table.row(ids(
                    thread,
                    "-",
                    uid(thread),
                    "-",
                    "-",
                    "-",
                    "  ".repeat(Math.min(line.depth, DEEPEST)) + thread(thread)));
        }
    }

    private static Object[] ids(Task task, String... rest) {
        Object[] cells = new Object[4 + rest.length];
        cells[0] = task.pid();
        cells[1] = task.ppid();
        cells[2] = task.processGroup();
        cells[3] = task.session();
        System.arraycopy(rest, 0, cells, 4, rest.length);
        return cells;
    }

    private static String comm(Task task) {
        return Printable.of(task.commText());
    }

    private static String thread(Task task) {
        return "{" + comm(task) + "}";
    }

    private static String zombie(Task task) {
        TaskRecord record = task.record();
        String end = record.terminatingSignal() == 0
                ? "exit code " + record.exitStatus()
                : "killed by "
                        + Signals.name(record.terminatingSignal())
                                .map(name -> "SIG" + name)
                                .orElse("signal " + record.terminatingSignal());
        return comm(task) + " <zombie, " + end + ">";
    }

    private static String uid(Task task) {
        Optional<CredRecord> ids = task.credentials().flatMap(Credentials::record);
        return ids.map(cred -> cred.uid() == cred.euid() ? "" + cred.uid() : cred.uid() + "/" + cred.euid())
                .orElse("-");
    }
}
