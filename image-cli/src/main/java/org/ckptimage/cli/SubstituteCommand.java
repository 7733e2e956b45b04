package org.ckptimage.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.OpenFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt substitute}: what Kerrighed's restart did with {@code -s} and {@code -t}, done to the image. */
@Command(
        name = "substitute",
        header = "Delete files that descriptors of whoever restarts will stand for",
        description = "Kerrighed's spelling of ckpt rewrite --substitute. The files go from the image; which descriptor"
                + " must be handed over to whom is printed, and written to --handover.",
        footer = {
            "File 10 by descriptor 5 of whoever restarts:",
            "  ckpt substitute job.ckpt -s 10,5 --handover fds.json -o edited.ckpt",
            "What would happen?",
            "  ckpt substitute job.ckpt -s 10,5 --dry-run"
        })
final class SubstituteCommand extends EditCommand {
    @Option(
            names = "-s",
            paramLabel = "ID,FD",
            description = "The file with this identifier (ckpt files --user-info) by descriptor FD.")
    private List<String> substitutions = List.of();

    @Option(names = "-t", paramLabel = "FD", description = "Every terminal by descriptor FD.")
    private Integer terminals;

    SubstituteCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() throws IOException {
        super.checkOptions();
        if (edits(null).isEmpty()) {
            throw usage("what shall be substituted? Say -s ID,FD or -t FD");
        }
    }

    @Override
    List<Edit> edits(Image image) {
        List<Edit> edits = new ArrayList<>();
        for (String text : substitutions) {
            edits.add(read("-s", text, SubstituteCommand::substitution));
        }
        if (terminals != null) {
            edits.add(read(
                    "-t",
                    terminals.toString(),
                    fd -> new Edit.SubstituteFiles(
                            OpenFiles.ofType(FileType.TTY), InheritedDescriptor.of(Integer.parseInt(fd)))));
        }
        return edits;
    }

    private static Edit substitution(String text) {
        if (text.matches("(?s).*,[0-9]+") && EditText.substitution(text) instanceof Edit.SubstituteFiles substitute) {
            return substitute;
        }
        throw new IllegalArgumentException("'" + text + "' is no substitution; say ID,FD");
    }
}
