package org.ckptimage.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.testing.FuzzInput;

/** An edit that a fuzzer makes up, most times of something that the image has. */
final class FuzzedEdit {
    private static final List<String> PATHS = List.of(
            "/dev/null", "/t", "/", "/tmp/\u001b[31m\n", "relative", "/dev/pts/0", "/p".repeat(2047), "/t/w/plain");
    private static final List<Set<String>> FLAGS = List.of(
            Set.of(), Set.of("O_APPEND"), Set.of("O_NONBLOCK", "O_DSYNC"), Set.of("O_DIRECT"), Set.of("O_NOATIME"));

    private final FuzzInput in;
    private final Image image;

    private FuzzedEdit(FuzzInput in, Image image) {
        this.in = in;
        this.image = image;
    }

    /** The edit; nothing where what was made up is no edit at all, which its constructor says. */
    static Optional<Edit> of(FuzzInput in, Image image) {
        try {
            return Optional.of(new FuzzedEdit(in, image).edit());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Edit edit() {
        return switch (in.below(15)) {
            case 0 -> new Edit.CloseDescriptor(pid(), in.octet());
            case 1, 2 -> new Edit.DeleteFiles(files(), in.of(List.of(MappedFiles.values())));
            case 3, 4 -> new Edit.ReplaceFiles(files(), replacement(), in.of(List.of(MappedFiles.values())));
            case 5 -> new Edit.SubstituteFiles(files(), InheritedDescriptor.of(in.octet()));
            case 6 -> new Edit.SubstituteByPath(files(), path());
            case 7 -> new Edit.Relocate(path(), path());
            case 8 -> new Edit.SetPosition(files(), in.flag() ? in.octet() : in.quad() >>> 1);
            case 9 -> new Edit.SetFlags(files(), in.of(FLAGS));
            case 10 -> new Edit.SetCloseOnExec(pid(), in.octet(), in.flag());
            case 11 -> in.flag() ? new Edit.SetCwd(pid(), path()) : new Edit.SetRoot(pid(), path());
            case 12 -> new Edit.DropLabels();
            case 13 -> new Edit.DropSocketQueues(files());
            default -> new Edit.DropTask(pid());
        };
    }

    private int pid() {
        List<Task> tasks = image.tasks();
        return tasks.isEmpty() || in.octet() == 255 ? in.word() : in.of(tasks).pid();
    }

    private FileSelector files() {
        List<OpenFile> files = image.files();
        return switch (in.below(8)) {
            case 0 -> OpenFiles.ofType(in.of(List.of(FileType.values())));
            case 1 -> OpenFiles.standardStreams(pid());
            case 2 -> OpenFiles.ofTask(pid());
            case 3 -> OpenFiles.at(pid(), in.octet());
            case 4 -> OpenFiles.named(in.flag() ? "/**" : "/*");
            default ->
                OpenFiles.numbered(
                        files.isEmpty() ? in.octet() : in.of(files).objref().number());
        };
    }

    private String path() {
        return in.of(PATHS);
    }

    private Replacement replacement() {
        Replacement.Kind kind = in.of(List.of(Replacement.Kind.values()));
        Replacement replacement = switch (kind) {
            case PIPE -> Replacement.emptyPipe();
            case EVENTFD -> Replacement.eventfd(in.word() & 0x7fffffff);
            default -> Replacement.named(kind, path());
        };
        if (in.flag()) {
            replacement = replacement.access(in.of(List.of(AccessMode.values())));
        }
        if (in.flag()) {
            replacement = replacement.flags(in.of(FLAGS));
        }
        return switch (in.below(4)) {
            case 0 -> replacement.position(Position.at(in.octet()));
            case 1 -> replacement.position(Position.at(in.quad() >>> 1));
            default -> replacement;
        };
    }
}
