package org.ckptimage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckptimage.check.Target;
import org.ckptimage.format.Architecture;

/** What this machine's own /proc tells of it as a place of restart. What it does not tell is left out. */
final class ThisMachine {
    private static final Path PROC = Path.of("/proc");
    private static final int MOST_BYTES = 1 << 16;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+).*$");

    private ThisMachine() {}

    static Target.Builder target() {
        Target.Builder target = Target.builder();
        architecture(target);
        String release = read("sys/kernel/osrelease");
        Matcher version = VERSION.matcher(release);
        if (version.matches()) {
            target.release(release);
            target.kernel(
                    Integer.parseInt(version.group(1)),
                    Integer.parseInt(version.group(2)),
                    version.group(3) == null ? 0 : Integer.parseInt(version.group(3)));
        }
        Matcher files = OPEN_FILES.matcher(read("self/limits"));
        if (files.find()) {
            target.limit(Target.Limit.OPEN_FILES, Long.parseLong(files.group(1)));
        }
        limit(target, Target.Limit.OPEN_FILES_OF_SYSTEM, "sys/fs/nr_open");
        limit(target, Target.Limit.MESSAGE_BYTES, "sys/kernel/msgmax");
        limit(target, Target.Limit.WAITING_DATAGRAMS, "sys/net/unix/max_dgram_qlen");
        limit(target, Target.Limit.PSEUDO_TERMINALS, "sys/kernel/pty/max");
        return target.root(Path.of("/"));
    }

    private static void architecture(Target.Builder target) {
        String name = System.getProperty("os.arch", "");
        String id = name.equals("amd64") ? "x86_64" : name.equals("x86") ? "i386" : name;
        for (Architecture architecture : Architecture.values()) {
            if (architecture.id().equals(id)) {
                target.architecture(architecture);
            }
        }
    }

    private static void limit(Target.Builder target, Target.Limit limit, String name) {
        OptionalLong value = number(read(name));
        if (value.isPresent() && value.getAsLong() >= 0) {
            target.limit(limit, value.getAsLong());
        }
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String read(String name) {
        // Not Files.readString: files of /proc say that they are empty, and it then believes that the first byte is
        // all.
        try (InputStream in = Files.newInputStream(PROC.resolve(name))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
