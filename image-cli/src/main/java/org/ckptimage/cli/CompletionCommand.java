package org.ckptimage.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ckpt completion}: what makes a shell complete the command's arguments. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "A script for bash or zsh that completes commands and options",
        description = {
            "Prints a script that completes commands, options and file names. bash reads it with source, or by itself"
                    + " from ~/.local/share/bash-completion/completions/ckpt; zsh from a file _ckpt in a folder of"
                    + " $fpath."
        },
        footer = {
            "For this shell only:",
            "  source <(ckpt completion bash)",
            "For every shell from now on:",
            "  ckpt completion bash >~/.local/share/bash-completion/completions/ckpt",
            "  ckpt completion zsh >~/.zfunc/_ckpt"
        })
final class CompletionCommand implements Callable<Integer> {
    /** A shell that can be taught. */
    enum Shell {
        bash,
        zsh
    }

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    CompletionCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        try {
            streams.out().print(script(shell, spec.parent()));
            streams.out().flush();
            return ExitStatus.FINE;
        } catch (IOException e) {
            return new Failures(streams).report("", e);
        }
    }

    static String script(Shell shell, CommandSpec root) {
        return shell == Shell.bash ? BashCompletion.of(root) : ZshCompletion.of(root);
    }
}
