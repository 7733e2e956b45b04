package org.ckptimage.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was known when a real image was taken, read from its {@code NAME.txt}: the program's own log, {@code ps}, {@code
 * /proc} of each process as seen from outside, SysV objects, sockets, and what a restart gave. Pids are those outside;
 * of a container the image holds others.
 *
 * @param container whether a whole container was taken
 * @param log the program's own log
 * @param imageSize size of the image in bytes
 * @param ps all processes of the machine
 * @param tasks the frozen ones, zombies left out, by pid
 */
record CheckpointFacts(
        boolean container,
        String log,
        long imageSize,
        List<Ps> ps,
        Map<Integer, TaskFacts> tasks,
        List<List<String>> queues,
        List<List<String>> segments,
        List<List<String>> semaphores,
        List<Inet> tcp,
        List<Inet> udp,
        List<Unix> unix,
        String restarts) {

    /** A line of {@code ps}. */
    record Ps(int pid, int ppid, int pgid, int sid, String state, String command) {}

    /** A line of {@code /proc/net/tcp} or {@code udp}; addresses are {@code 127.0.0.1:80}. */
    record Inet(String local, String remote, int state, long received, int inode) {}

    /** A line of {@code /proc/net/unix}; the path is empty if there is none. */
    record Unix(int type, int state, long flags, int inode, String path) {}

    /** A line of {@code /proc/PID/maps}. */
    record Mapping(long start, long end, String permissions, long offset, int inode, String name) {}

    /** A line of {@code /proc/PID/fd} with its {@code fdinfo}. */
    record Fd(int number, String target, long position, long flags) {
        /** The number in {@code socket:[107]} or {@code pipe:[107]}. */
        int inode() {
            return Integer.parseInt(target.replaceAll("\\D+", ""));
        }
    }

    /** {@code /proc/PID} of one task. */
    record TaskFacts(
            int pid,
            String executable,
            String arguments,
            String workingDirectory,
            Map<String, String> status,
            List<String> stat,
            List<Mapping> maps,
            List<Fd> fds) {

        /** Numbers of a status line: {@code Uid}, {@code Gid}, {@code Groups}. */
        List<Long> numbers(String key) {
            String value = status.get(key).trim();
            return value.isEmpty()
                    ? List.of()
                    : Pattern.compile("\\s+")
                            .splitAsStream(value)
                            .map(Long::valueOf)
                            .toList();
        }

        /** A signal set of the status: {@code SigBlk} and the like. */
        long signals(String key) {
            return Long.parseUnsignedLong(status.get(key).trim(), 16);
        }

        /** A field of {@code stat} by its number in proc(5), from 1. */
        long stat(int field) {
            return Long.parseUnsignedLong(stat.get(field - 1));
        }

        Fd fd(int number) {
            return fds.stream().filter(fd -> fd.number() == number).findFirst().orElseThrow();
        }

        Mapping mapping(String name) {
            return maps.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
        }
    }

    /** The first match's groups in the program's own log. */
    Matcher said(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(log);
        if (!matcher.find()) {
            throw new AssertionError("the log does not say " + pattern + ":\n" + log);
        }
        return matcher;
    }

    Ps process(int pid) {
        return ps.stream().filter(p -> p.pid == pid).findFirst().orElseThrow();
    }

    /** The root task's pid, as seen from outside. */
    int root() {
        return tasks.keySet().iterator().next();
    }

    // Parsing

    private static final Pattern TASK = Pattern.compile("pid (\\d+): (\\S+) (.*)  cwd (\\S+)");
    private static final Pattern MAP =
            Pattern.compile("(\\p{XDigit}+)-(\\p{XDigit}+) (\\S+) (\\p{XDigit}+) \\S+ (\\d+)\\s*(.*)");
    private static final Pattern FD = Pattern.compile("(\\d+) -> (.*)  pos: (\\d+) flags: (\\d+) ");

    static CheckpointFacts parse(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        Map<Integer, TaskFacts> tasks = new LinkedHashMap<>();
        String[] parts = text.split("(?m)^== ");
        for (String part : parts) {
            int line = part.indexOf('\n');
            String title = part.substring(0, line);
            String body = part.substring(line + 1);
            Matcher task = TASK.matcher(title);
            if (task.matches()) {
                tasks.put(Integer.valueOf(task.group(1)), task(task, body));
            } else {
                sections.put(title.replaceAll(":.*", ""), body);
            }
        }
        String[] ipc = sections.get("sysvipc").split("(?m)^ +key ", -1);
        String[] net = sections.get("net").split("(?m)^(  sl|Num) ", -1);
        Matcher size = Pattern.compile("image size (\\d+)").matcher(text);
        if (!size.find()) {
            throw new AssertionError("no image size in:\n" + text);
        }
        return new CheckpointFacts(
                parts[0].contains(", container:"),
                sections.get("program's own log"),
                Long.parseLong(size.group(1)),
                lines(sections.get("processes"))
                        .skip(1)
                        .map(CheckpointFacts::ps)
                        .toList(),
                tasks,
                rows(ipc[1]),
                rows(ipc[2]),
                rows(ipc[3]),
                rows(net[1]).stream().map(CheckpointFacts::inet).toList(),
                rows(net[2]).stream().map(CheckpointFacts::inet).toList(),
                rows(net[3]).stream().map(CheckpointFacts::unix).toList(),
                sections.get("restart of this image on the same kernel"));
    }

    private static java.util.stream.Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank());
    }

    /** The lines of a table behind its title as words. */
    private static List<List<String>> rows(String table) {
        return lines(table)
                .skip(1)
                .map(line -> List.of(line.trim().split("\\s+")))
                .toList();
    }

    private static Ps ps(String line) {
        String[] w = line.trim().split("\\s+");
        return new Ps(
                Integer.parseInt(w[0]),
                Integer.parseInt(w[1]),
                Integer.parseInt(w[2]),
                Integer.parseInt(w[3]),
                w[4],
                w[5]);
    }

    private static TaskFacts task(Matcher title, String body) {
        String[] parts = body.split("(?m)^-- \\w+\n");
        Map<String, String> status = new LinkedHashMap<>();
        List<String> stat = new ArrayList<>();
        lines(parts[0]).forEach(line -> {
            if (line.matches("\\w+:.*")) {
                status.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
            } else {
                stat.addAll(List.of(line.split(" ")));
            }
        });
        return new TaskFacts(
                Integer.parseInt(title.group(1)),
                title.group(2),
                title.group(3),
                title.group(4),
                status,
                stat,
                lines(parts[1]).map(CheckpointFacts::mapping).toList(),
                lines(parts[2]).map(CheckpointFacts::fd).toList());
    }

    private static Mapping mapping(String line) {
        Matcher m = matched(MAP, line);
        return new Mapping(
                Long.parseUnsignedLong(m.group(1), 16),
                Long.parseUnsignedLong(m.group(2), 16),
                m.group(3),
                Long.parseLong(m.group(4), 16),
                Integer.parseInt(m.group(5)),
                m.group(6));
    }

    private static Fd fd(String line) {
        Matcher m = matched(FD, line);
        return new Fd(
                Integer.parseInt(m.group(1)), m.group(2), Long.parseLong(m.group(3)), Long.parseLong(m.group(4), 8));
    }

    private static Inet inet(List<String> row) {
        return new Inet(
                address(row.get(1)),
                address(row.get(2)),
                Integer.parseInt(row.get(3), 16),
                Long.parseLong(row.get(4).substring(9), 16),
                Integer.parseInt(row.get(9)));
    }

    private static String address(String hex) {
        int raw = (int) Long.parseLong(hex.substring(0, 8), 16);
        String quads = (raw & 0xff) + "." + (raw >> 8 & 0xff) + "." + (raw >> 16 & 0xff) + "." + (raw >>> 24);
        return quads + ":" + Integer.parseInt(hex.substring(9), 16);
    }

    private static Unix unix(List<String> row) {
        return new Unix(
                Integer.parseInt(row.get(4), 16),
                Integer.parseInt(row.get(5), 16),
                Long.parseLong(row.get(3), 16),
                Integer.parseInt(row.get(6)),
                row.size() > 7 ? row.get(7) : "");
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("not understood: " + line);
        }
        return matcher;
    }
}
