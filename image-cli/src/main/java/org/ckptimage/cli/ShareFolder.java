package org.ckptimage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Writes what a system finds below {@code /usr/share}: manual pages, and completion for bash and zsh. Run by the build,
 * so that none of them can fall behind the command.
 */
final class ShareFolder {
    private ShareFolder() {}

    /**
     * Writes the files.
     *
     * @param args the folder, and the day of the release
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), args[1].substring(0, "2026-01-31".length()));
    }

    static void write(Path folder, String date) throws IOException {
        Streams nobody = Streams.of(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Style.PLAIN);
        CommandLine root = Ckpt.commandLine(nobody);
        writePage(folder, root, date);
        for (CommandLine command : root.getSubcommands().values()) {
            writePage(folder, command, date);
        }
        String bash = CompletionCommand.script(CompletionCommand.Shell.bash, root.getCommandSpec());
        writeFile(folder.resolve("bash-completion/completions/ckpt"), bash);
        String zsh = CompletionCommand.script(CompletionCommand.Shell.zsh, root.getCommandSpec());
        writeFile(folder.resolve("zsh/site-functions/_ckpt"), zsh);
    }

    private static void writePage(Path folder, CommandLine command, String date) throws IOException {
        String name = ManPage.name(command.getCommandSpec());
        String version = new Version().getVersion()[0];
        writeFile(folder.resolve("man/man1/" + name + ".1"), ManPage.of(command.getCommandSpec(), date, version));
    }

    private static void writeFile(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
