package org.ckptimage.cli;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Head;
import org.ckptimage.image.Image;
import org.ckptimage.json.view.InfoJson;
import org.ckptimage.record.Detection;
import org.ckptimage.record.Printable;
import org.ckptimage.record.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt info}: what an image is. */
@Command(
        name = "info",
        header = "What an image is: dialect, kernel, time, counts, damages",
        description = "Tells what an image is: dialect and why, kernel, time, counts, and what is wrong with it.",
        footer = {
            "What is this file?",
            "  ckpt info job.ckpt",
            "As JSON, from a pipe:",
            "  ckpt info --json - <job.ckpt"
        })
final class InfoCommand extends ImageCommand {
    private static final int LABEL_WIDTH = 14;
    private static final int MOST_DAMAGES = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    InfoCommand(Streams streams) {
        super(streams);
    }

    @Override
    void show(Image image) throws IOException {
        if (json) {
            InfoJson.write(image, out());
            return;
        }
        Detection detection = image.detection();
        Architecture architecture = image.format().architecture();
        line("image", Printable.of(image.name()) + (image.start() > 0 ? ", from offset " + image.start() : ""));
        line("size", image.size() + " bytes (" + Numbers.size(image.size()) + ")");
        line("state", state(image));
        line("dialect", detection.format().dialect() + certainty(image));
        for (String evidence : detection.evidence()) {
            line("", Printable.of(evidence));
        }
        line(
                "architecture",
                architecture + ", " + (architecture.littleEndian() ? "little" : "big") + "-endian, pages of "
                        + Numbers.size(detection.pageSize()));
        counts(image);
        damages(image);
        head(image.head());
    }

    private void line(String label, String text) throws IOException {
        String padded = label + " ".repeat(LABEL_WIDTH - label.length());
        out().line((style().bold(padded) + text).stripTrailing());
    }

    private String state(Image image) {
        if (image.damageCount() == 0 && image.isComplete()) {
            return "complete";
        }
        String complete = image.isComplete() ? "complete, but damaged" : "incomplete";
        return style().red(complete + ", " + Numbers.count(image.damageCount(), "damaged place"));
    }

    private void head(Head head) throws IOException {
        String release = head.release().map(Printable::of).orElse("");
        line("kernel", head.kernelVersion() + (release.isEmpty() ? "" : ", release " + release));
        Optional<Text> build = head.version();
        line("build", build.map(Printable::of).orElse("-"));
        line("machine", head.machine().map(Printable::of).orElse("-"));
        line("written", TIME.format(head.time()));
        line(
                "taken of",
                (head.isSubtree() ? "a process tree" : "a whole container") + " (flags "
                        + head.header().uflags() + ")");
        line("security", head.securityModule().map(Printable::of).orElse("-"));
    }

    private void counts(Image image) throws IOException {
        int tasks = image.tasks().size();
        int announced = image.head().announcedTasks();
        line("tasks", tasks + (tasks == announced ? "" : " of " + announced));
        line("records", String.valueOf(image.recordCount()));
        long bytes = image.pageCount() * image.detection().pageSize();
        line("pages", image.pageCount() + (bytes == 0 ? "" : " (" + Numbers.size(bytes) + ")"));
        Map<ObjectType, Integer> counts = image.objects().counts();
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        line(
                "objects",
                total
                        + counts.entrySet().stream()
                                .map(count -> count.getKey() + " " + count.getValue())
                                .collect(Collectors.joining(", ", ": ", "")));
        if (image.trailingBytes() > 0) {
            line("behind it", Numbers.count(image.trailingBytes(), "byte"));
        }
    }

    private void damages(Image image) throws IOException {
        String label = "damaged";
        for (Damage damage : image.damages()) {
            if (label.isEmpty() && image.damages().indexOf(damage) >= MOST_DAMAGES) {
                line("", style().red("... and " + (image.damageCount() - MOST_DAMAGES) + " more"));
                break;
            }
            line(label, style().red(Printable.of(damage.toString())));
            label = "";
        }
    }

    private static String certainty(Image image) {
        if (image.options().dialect().isPresent()) {
            return " (as --dialect says)";
        }
        return image.detection().certain() ? "" : " (most likely)";
    }
}
