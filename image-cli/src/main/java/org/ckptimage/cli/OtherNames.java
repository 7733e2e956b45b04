package org.ckptimage.cli;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.record.NearName;

/** What somebody may have meant who gives a command the name that it has in other programs, or misspells it. */
final class OtherNames {
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("version", "--version"),
            Map.entry("list", "files or records"),
            Map.entry("ls", "files"),
            Map.entry("lsof", "files"),
            Map.entry("open", "info or files"),
            Map.entry("show", "info or files"),
            Map.entry("view", "info or files"),
            Map.entry("stat", "info"),
            Map.entry("tree", "ps"),
            Map.entry("top", "ps"),
            Map.entry("memory", "mem"),
            Map.entry("maps", "mem"),
            Map.entry("dump", "json or records"),
            Map.entry("cat", "json or records"),
            Map.entry("decode", "json"),
            Map.entry("export", "json"),
            Map.entry("import", "encode"),
            Map.entry("verify", "check"),
            Map.entry("validate", "check"),
            Map.entry("test", "check"),
            Map.entry("explain", "check --explain"),
            Map.entry("compare", "diff"),
            Map.entry("cmp", "diff"),
            Map.entry("fix", "repair"),
            Map.entry("mend", "repair"),
            Map.entry("edit", "rewrite"),
            Map.entry("set", "rewrite --set"),
            Map.entry("rm", "rewrite --delete"),
            Map.entry("remove", "rewrite --delete"),
            Map.entry("delete", "rewrite --delete"),
            Map.entry("close", "rewrite --close"),
            Map.entry("replace", "rewrite --replace"),
            Map.entry("relocate", "rewrite --relocate"),
            Map.entry("mv", "rewrite --relocate"));

    private OtherNames() {}

    /** The command that was meant, with an option where that says it. */
    static Optional<String> meaning(String written, Collection<String> commands) {
        String word = written.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(ELSEWHERE.get(word)).or(() -> NearName.nearest(word, commands));
    }
}
