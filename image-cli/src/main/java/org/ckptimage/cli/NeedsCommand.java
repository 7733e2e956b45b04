package org.ckptimage.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckptimage.check.Needs;
import org.ckptimage.check.Target;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.NeedsJson;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt needs}: what the place of restart must have. */
@Command(
        name = "needs",
        header = "What must be there for a restart: files, pids, ports, terminals, limits, kernel",
        description = {
            "Lists everything that the place of restart must have: names with the access they are opened with and what"
                    + " for, pids, addresses, terminals, System V objects, limits, and the kernel.",
            "With --check the exit status is 1 if a name leads nowhere."
        },
        footer = {
            "What must the place of restart have?",
            "  ckpt needs job.ckpt",
            "Is every file there?",
            "  ckpt needs job.ckpt --check /mnt/target"
        })
final class NeedsCommand extends ImageCommand {
    @Option(
            names = "--check",
            paramLabel = "ROOT",
            description = "Look the names up below this folder, and mark those that are missing.")
    private String root;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    NeedsCommand(Streams streams) {
        super(streams);
    }

    @Override
    void show(Image image) throws IOException {
        Needs needs = Needs.of(image);
        Optional<List<Needs.File>> missing = Optional.empty();
        if (root != null) {
            missing = Optional.of(needs.missingBelow(ImageInput.folder("--check", root)));
        }
        if (json) {
            NeedsJson.write(shownName(), needs, missing, out());
        } else {
            print(needs, missing);
        }
        if (missing.filter(files -> !files.isEmpty()).isPresent()) {
            throw new Refusal(Numbers.count(missing.get().size(), "name") + " missing below " + root + ": "
                    + missing.get().get(0).path()
                    + (missing.get().size() > 1 ? ", ..." : ""));
        }
    }

    private void print(Needs needs, Optional<List<Needs.File>> missing) throws IOException {
        files(needs, missing);
        table(
                "pids",
                new Table(">PID", "KIND", "COMMAND"),
                needs.pids().stream()
                        .map(pid -> new Object[] {pid.number(), words(pid.kind()), Printable.of(pid.command())})
                        .toList());
        table(
                "addresses",
                new Table("SOCKET", "PROTOCOL", "USE", "ADDRESS"),
                needs.addresses().stream()
                        .map(address -> new Object[] {
                            address.socket(),
                            words(address.protocol()),
                            address.listens() ? "bound" : "connected",
                            Printable.of(address.address()
                                    + (address.protocol() == Needs.Protocol.ABSTRACT ? "" : ":" + address.port())
                                    + address.remote()
                                            .map(remote -> " -> " + remote)
                                            .orElse(""))
                        })
                        .toList());
        table(
                "terminals",
                new Table("OBJECT", "NAME"),
                needs.terminals().stream()
                        .map(terminal -> new Object[] {terminal.object(), "/dev/pts/" + terminal.index()})
                        .toList());
        table(
                "System V objects",
                new Table("KIND", ">ID", "KEY", ">SIZE"),
                needs.ipcObjects().stream()
                        .map(object -> new Object[] {
                            words(object.kind()), object.id(), Numbers.hex(object.key()), object.size()
                        })
                        .toList());
        table(
                "namespaces",
                new Table("OBJECT", "KIND"),
                needs.namespaces().stream()
                        .map(namespace -> new Object[] {namespace.object(), namespace.kind()})
                        .toList());
        table(
                "limits",
                new Table(">AT LEAST", "LIMIT"),
                needs.limits().stream()
                        .map(limit -> new Object[] {limit.least(), words(limit.limit())})
                        .toList());
        kernel(needs.kernel());
    }

    private void files(Needs needs, Optional<List<Needs.File>> missing) throws IOException {
        Set<Needs.File> absent = new HashSet<>(missing.orElse(List.of()));
        Table table = missing.isPresent()
                ? new Table("THERE", "ACCESS", "KIND", "TASKS", "FOR", "NAME")
                : new Table("ACCESS", "KIND", "TASKS", "FOR", "NAME");
        for (Needs.File file : needs.files()) {
            String access = file.access().map(NeedsCommand::words).orElse("-");
            String tasks = file.tasks().stream().map(String::valueOf).collect(Collectors.joining(","));
            String reasons = file.reasons().stream().map(NeedsCommand::words).collect(Collectors.joining(", "));
            String name = Printable.of(file.path());
            String kind = words(file.kind());
            if (missing.isPresent()) {
                table.row(
                        absent.contains(file) ? "no" : "yes",
                        access,
                        kind,
                        tasks.isEmpty() ? "-" : tasks,
                        reasons,
                        name);
            } else {
                table.row(access, kind, tasks.isEmpty() ? "-" : tasks, reasons, name);
            }
        }
        out().line(style().bold("files"));
        table.print(out(), style());
    }

    private void table(String title, Table table, List<Object[]> rows) throws IOException {
        if (!rows.isEmpty()) {
            rows.forEach(table::row);
            out().line("");
            out().line(style().bold(title));
            table.print(out(), style());
        }
    }

    private void kernel(Target kernel) throws IOException {
        out().line("");
        out().line(style().bold("kernel"));
        String release = kernel.release().map(Printable::of).orElse("");
        out().line("Linux " + kernel.major().orElse(0) + "." + kernel.minor().orElse(0) + "."
                + kernel.patch().orElse(0)
                + (release.isEmpty() ? "" : " (" + release + ")")
                + kernel.architecture().map(a -> ", " + a).orElse("")
                + (kernel.rev().isPresent() ? ", image format " + kernel.rev().getAsInt() : "")
                + (kernel.xstateSize().isPresent()
                        ? ", floating-point state of " + kernel.xstateSize().getAsInt() + " bytes"
                        : ""));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
