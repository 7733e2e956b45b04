package org.ckptimage.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands there are, as they describe themselves. */
final class Commands {
    private Commands() {}

    static CommandSpec root() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return Ckpt.commandLine(Streams.of(InputStream.nullInputStream(), nowhere, nowhere, Style.PLAIN))
                .getCommandSpec();
    }

    /** The command itself, then its subcommands. */
    static Stream<CommandSpec> all() {
        CommandSpec root = root();
        return Stream.concat(
                Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec));
    }
}
