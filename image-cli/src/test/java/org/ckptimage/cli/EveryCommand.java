package org.ckptimage.cli;

import java.util.List;
import java.util.stream.Stream;

/** Every command that reads an image, in all ways that print something else. A new command joins by a line here. */
final class EveryCommand {
    private EveryCommand() {}

    /**
     * The words of each.
     *
     * @param image what is read
     * @param other what it is compared with
     */
    static Stream<List<String>> on(String image, String other) {
        return Stream.of(
                List.of("info", image),
                List.of("info", "--json", image),
                List.of("ps", image),
                List.of("ps", "--json", image),
                List.of("files", image),
                List.of("files", "--json", image),
                List.of("files", "--user-info", image),
                List.of("mem", "--pages", image),
                List.of("mem", "--json", image),
                List.of("records", image),
                List.of("records", "-v", image),
                List.of("records", "--json", image),
                List.of("object", "-v", image, "1"),
                List.of("object", "-v", image, "9"),
                List.of("object", "-v", image, "12"),
                List.of("object", "-v", image, "13"),
                List.of("object", "--json", image, "13"),
                List.of("check", image),
                List.of("check", "--json", image),
                List.of("check", "--feed", "file", image),
                List.of("needs", image),
                List.of("needs", "--json", image),
                List.of("needs", "--check", "/", image),
                List.of("target", "--from", image),
                List.of("diff", image, other),
                List.of("diff", "--json", image, other),
                List.of("json", image),
                List.of("repair", image, "--dry-run"),
                List.of("repair", "--drop-tasks", "--json", image, "--dry-run"),
                List.of("rewrite", image, "--delete", "type:generic", "--mapped", "keep", "--dry-run"),
                List.of("rewrite", image, "--delete", "type:generic", "--dry-run"),
                List.of("rewrite", image, "--delete", "type:socket", "--dry-run"),
                List.of("rewrite", image, "--replace", "type:generic=/dev/null", "--mapped", "replace", "--dry-run"),
                List.of("rewrite", image, "--drop-task", "281", "--json", "--dry-run"),
                List.of("rewrite", image, "--substitute", "type:generic,7", "--dry-run"),
                List.of("substitute", image, "-s", "9,7", "--dry-run"));
    }
}
