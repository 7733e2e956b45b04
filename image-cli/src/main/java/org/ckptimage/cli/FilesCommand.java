package org.ckptimage.cli;

import java.io.IOException;
import org.ckptimage.image.BrokenFile;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.TtyFile;
import org.ckptimage.json.view.FilesJson;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt files}: every open file once. */
@Command(
        name = "files",
        header = "Every open file, and who has it open",
        description = "Lists every open file once, by object number, with the descriptors (pid:fd) that stand for it."
                + " Files without descriptors are mapped or executables.",
        footer = {
            "What is open, and in whom?",
            "  ckpt files job.ckpt",
            "As Kerrighed lists files:",
            "  ckpt files --user-info job.ckpt",
            "Only pipes, with jq:",
            "  ckpt files --json job.ckpt | jq '.[] | select(.type == \"pipe\")'"
        })
final class FilesCommand extends ImageCommand {
    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Option(
            names = "--user-info",
            description = "As Kerrighed lists them, a line a file:"
                    + " type|file_identifier|symbolic name|pid:fd,pid:fd; the identifier is the object number.")
    private boolean userInfo;

    FilesCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() {
        if (json && userInfo) {
            throw usage("--json and --user-info do not go together");
        }
    }

    @Override
    void show(Image image) throws IOException {
        if (json) {
            FilesJson.write(image, out());
        } else if (userInfo) {
            for (OpenFile file : image.files()) {
                out().line(userInfo(file));
            }
        } else {
            Table table = new Table(">OBJECT", "TYPE", "MODE", ">POS", "DESCRIPTORS", "FLAGS", "NAME");
            for (OpenFile file : image.files()) {
                row(table, file);
            }
            table.print(out(), style());
        }
    }

    private static void row(Table table, OpenFile file) {
        String descriptors = FileText.descriptors(file);
        String flags = String.join("|", file.flagNames());
        boolean seeks = file instanceof GenericFile;
        table.row(
                file.objref(),
                FileText.type(file),
                FileText.access(file),
                seeks ? Long.toUnsignedString(file.position()) : "-",
                descriptors.isEmpty() ? "-" : descriptors,
                flags.isEmpty() ? "-" : flags,
                name(file) + FileText.mappings(file));
    }

    private static String name(OpenFile file) {
        return file instanceof BrokenFile
                ? "defined at offset " + Numbers.offset(file.definedBy().offset())
                : FileText.described(file);
    }

    /** The name cannot forge a line or a column: line ends are escaped as everywhere, bars here. */
    private static String userInfo(OpenFile file) {
        boolean nameSaysAll = file instanceof PipeEnd
                || file instanceof Fifo
                || file instanceof TtyFile
                || file instanceof GenericFile;
        String name = (nameSaysAll ? Printable.of(file.nameText()) : FileText.described(file)).replace("|", "\\x7c");
        return FileText.type(file) + "|" + file.objref().number() + "|" + name + "|" + FileText.descriptors(file);
    }
}
