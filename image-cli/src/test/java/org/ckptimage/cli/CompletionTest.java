package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class CompletionTest {
    @TempDir
    Path folder;

    private Path script(String shell, String name) throws Exception {
        Cli.Result result = Cli.run("completion", shell);
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        return Files.writeString(folder.resolve(name), result.out());
    }

    /** What bash offers for the last word. */
    private List<String> completed(String... words) throws Exception {
        assumeTrue(Shell.has("bash"), "bash is not installed");
        Path script = script("bash", "ckpt.bash");
        String asked = "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _ckpt;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        String[] command = new String[words.length + 4];
        System.arraycopy(new String[] {"bash", "-c", asked, script.toString()}, 0, command, 0, 4);
        System.arraycopy(words, 0, command, 4, words.length);
        return Shell.run(command).lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void bashCompletesTheNamesOfCommands() throws Exception {
        assertThat(completed("ckpt", "re")).containsExactlyInAnyOrder("records", "rewrite", "repair");
        assertThat(completed("ckpt", ""))
                .containsAll(Commands.root().subcommands().keySet());
    }

    @Test
    void bashCompletesTheOptionsOfACommand() throws Exception {
        assertThat(completed("ckpt", "rewrite", "--rep")).containsExactly("--replace");
        CommandSpec files = Commands.root().subcommands().get("files").getCommandSpec();
        for (OptionSpec option : files.options()) {
            assertThat(completed("ckpt", "files", "-")).contains(option.names());
        }
    }

    @Test
    void bashCompletesTheValuesOfAnOption() throws Exception {
        assertThat(completed("ckpt", "check", "--feed", ""))
                .isEqualTo(completed("ckpt", "check", "--feed", "=", ""))
                .containsExactlyInAnyOrder("pipe", "file");
        assertThat(completed("ckpt", "completion", "z")).containsExactly("zsh");
        assertThat(completed("ckpt", "json", "--payload", ""))
                .containsExactly("none", "hex", "base64", "ref", "sidecar:");
    }

    @Test
    void bashIsLeftToOfferFileNamesForImages() throws Exception {
        assertThat(completed("ckpt", "info", "")).isEmpty();
        assertThat(completed("ckpt", "rewrite", "-o", "")).isEmpty();
        assertThat(Files.readString(script("bash", "ckpt.bash")))
                .endsWith("complete -o bashdefault -o default -F _ckpt ckpt\n");
    }

    /** What zsh inserts for the last word, asked on a terminal of its own, as a user would. */
    private String completedByZsh(String typed) throws Exception {
        assumeTrue(Shell.has("zsh"), "zsh is not installed");
        script("zsh", "_ckpt");
        Path asking = Files.writeString(folder.resolve("ask.zsh"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PS1= PS2=; unsetopt zle_bracketed_paste beep; fpath=($1 \\$fpath)"
                zpty -w shell 'autoload -U compinit; compinit -u -D; zstyle ":completion:*" list false'
                zpty -w shell 'show() { print -r -- "<$BUFFER>"; zle .kill-buffer }; zle -N show; bindkey "^X" show'
                zpty -w shell 'print ready-$((1 + 1))'
                zpty -r -m shell line '*ready-2*'
                zpty -n -w shell "$2"$'\\t\\x18'
                zpty -r -m shell line '*<*>*'
                print -r -- "$line"
                zpty -d shell
                """);
        String shown = Shell.run("timeout", "20", "zsh", "-f", asking.toString(), folder.toString(), typed);
        return shown.substring(shown.lastIndexOf('<') + 1, shown.lastIndexOf('>'))
                .strip();
    }

    @Test
    void zshCompletesCommandsOptionsAndValues() throws Exception {
        assertThat(completedByZsh("ckpt rew")).isEqualTo("ckpt rewrite");
        assertThat(completedByZsh("ckpt rewrite --repl")).isEqualTo("ckpt rewrite --replace=");
        assertThat(completedByZsh("ckpt check --feed=p")).isEqualTo("ckpt check --feed=pipe");
        assertThat(completedByZsh("ckpt json --payload=b")).isEqualTo("ckpt json --payload=base64");
        assertThat(completedByZsh("ckpt json --payload=s")).isEqualTo("ckpt json --payload=sidecar:");
        assertThat(completedByZsh("ckpt help che")).isEqualTo("ckpt help check");
    }

    @Test
    void zshReadsItsScriptWithSourceToo() throws Exception {
        assumeTrue(Shell.has("zsh"), "zsh is not installed");
        Path script = script("zsh", "_ckpt");
        String asked = "autoload -U compinit; compinit -u -D; source '" + script + "'; print -r -- $_comps[ckpt]";
        assertThat(Shell.run("zsh", "-f", "-c", asked)).isEqualTo("_ckpt\n");
    }
}
