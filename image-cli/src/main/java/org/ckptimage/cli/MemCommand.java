package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.PageRun;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.json.view.MemJson;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ckpt mem}: the memory of processes. */
@Command(
        name = "mem",
        header = "The memory of processes: areas, saved pages, contents",
        description =
                "Shows the memory of each process like /proc/PID/maps, with the bytes that the image holds of each"
                        + " area (SAVED), or what stands at an address.",
        footer = {
            "All areas of all processes:",
            "  ckpt mem job.ckpt",
            "Which pages of one process were saved:",
            "  ckpt mem job.ckpt --pid 278 --pages",
            "64 bytes of its memory:",
            "  ckpt mem job.ckpt --pid 278 --read 0x40b000:64"
        })
final class MemCommand extends ImageCommand {
    private static final long USUAL_LENGTH = 256;

    @Option(names = "--json", description = "As a JSON array, with an object for each process.")
    private boolean json;

    @Option(names = "--pid", paramLabel = "N", description = "Only this process.")
    private Integer pid;

    @Option(names = "--pages", description = "With the runs of saved pages, and where they stand in the image.")
    private boolean pages;

    @Option(
            names = "--read",
            paramLabel = "ADDR[:LEN]",
            converter = RangeText.class,
            description = "Print memory, 256 bytes or LEN; both decimal or 0x...")
    private Range read;

    MemCommand(Streams streams) {
        super(streams);
    }

    /** A range of addresses; the end may be 0, one behind the last address. */
    record Range(long start, long length) {}

    /** Reads {@code ADDR[:LEN]}. */
    static final class RangeText implements ITypeConverter<Range> {
        @Override
        public Range convert(String value) {
            int colon = value.indexOf(':');
            long start = Offset.parse(colon < 0 ? value : value.substring(0, colon));
            long length = colon < 0 ? USUAL_LENGTH : Offset.parse(value.substring(colon + 1));
            if (length <= 0) {
                throw new TypeConversionException("'" + value + "' has no sensible length");
            }
            long last = start + length - 1;
            if (Long.compareUnsigned(last, start) < 0) {
                throw new TypeConversionException("'" + value + "' goes beyond the last address");
            }
            return new Range(start, length);
        }
    }

    @Override
    void checkOptions() {
        if (read != null && (json || pages)) {
            throw usage("--read does not go together with --json or --pages");
        }
    }

    @Override
    void show(Image image) throws IOException {
        List<Task> processes = processes(image);
        if (read != null) {
            if (processes.size() != 1) {
                throw usage("--read needs --pid, one of " + pids(processes));
            }
            boolean any = new MemoryDump(image, processes.get(0).memory(), out()).print(read.start, read.length);
            if (!any) {
                throw new Refusal(
                        "task " + processes.get(0).pid() + " has nothing mapped at " + Numbers.hex(read.start));
            }
        } else if (json) {
            new MemJson(image, pages).write(processes, out());
        } else {
            for (Task process : processes) {
                process(image, process, process != processes.get(0));
            }
        }
    }

    private static String pids(List<Task> tasks) {
        return tasks.stream().map(task -> String.valueOf(task.pid())).collect(Collectors.joining(", "));
    }

    /**
     * The processes asked for: zombies and threads have no memory of their own, but a thread stands for its process.
     */
    private List<Task> processes(Image image) {
        List<Task> all = image.tasks().stream()
                .filter(task -> !task.isThread() && !task.isZombie())
                .toList();
        if (pid == null) {
            return all;
        }
        Task asked = image.findTask(pid)
                .orElseThrow(() -> new Refusal("no task has the pid " + pid + "; there are " + pids(image.tasks())));
        if (asked.isZombie()) {
            throw new Refusal("task " + pid + " is a zombie, which has no memory");
        }
        return List.of(asked);
    }

    private void process(Image image, Task task, boolean next) throws IOException {
        AddressSpace memory = task.memory();
        List<Vma> vmas = memory.vmas();
        long pageSize = image.detection().pageSize();
        if (next) {
            out().line("");
        }
        out().line(style().bold(task.pid() + " " + Printable.of(task.commText())) + ": "
                + Numbers.count(vmas.size(), "area") + ", " + Numbers.size(memory.mappedBytes()) + " mapped, "
                + Numbers.size(memory.savedPages() * pageSize) + " saved"
                + memory.executable()
                        .map(file -> ", executable " + Printable.of(file.nameText()))
                        .orElse(""));
        if (vmas.isEmpty()) {
            return;
        }
        Table table = new Table("ADDRESS", "PERMS", ">FILE OFFSET", ">SIZE", ">SAVED", "TYPE", "NAME");
        for (Vma vma : vmas) {
            row(table, memory, vma, pageSize);
        }
        table.print(out(), style());
    }

    private void row(Table table, AddressSpace memory, Vma vma, long pageSize) {
        boolean file = !vma.record().vmaObjref().isNone();
        String saved = vma.ownsPages() ? Numbers.size(vma.pages().size() * pageSize) : "-";
        String name = memory.areaName(vma).map(Printable::of).orElse("");
        table.row(
                Numbers.address(vma.start()) + "-" + Numbers.address(vma.end()),
                vma.record().permissions(),
                file ? Numbers.hex(vma.fileOffset()) : "-",
                Numbers.size(vma.end() - vma.start()),
                saved,
                type(vma),
                name
                        + vma.sysvSegment()
                                .map(segment -> " id " + segment.perms().id())
                                .orElse(""));
        if (pages && vma.ownsPages()) {
            for (PageRun run : vma.pages().runs()) {
                long end = run.address() + run.pages() * pageSize;
                table.row(
                        "  " + Numbers.address(run.address()) + "-" + Numbers.address(end),
                        "",
                        "",
                        "",
                        Numbers.size(run.pages() * pageSize),
                        "",
                        Numbers.count(run.pages(), "page") + " at offset " + Numbers.offset(run.offset()));
            }
        }
    }

    private static String type(Vma vma) {
        return vma.type()
                .map(type -> type.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("unknown");
    }
}
