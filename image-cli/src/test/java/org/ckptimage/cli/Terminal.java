package org.ckptimage.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs command lines as they stand in documentation. {@code ckpt} runs inside of this process, with the redirections
 * and the pipe behind it; every other program runs in a shell. Names of the documentation stand for other ones here.
 */
final class Terminal {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private final Map<String, Path> names;

    /** @param names what the beginnings of names in the documentation stand for */
    Terminal(Map<String, Path> names) {
        this.names = names;
    }

    /** What a command line printed, as the documentation would show it, and how it ended. */
    record Printed(int status, String text) {}

    Printed run(String line) throws IOException, InterruptedException {
        Matcher ckpt = Pattern.compile("(?:\\./)?ckpt (.*)", Pattern.DOTALL).matcher(line);
        if (!ckpt.matches()) {
            return shown(inShell(meant(line, "'"), ""));
        }
        String[] parts = ckpt.group(1).split(" \\| ", 2);
        Cli.Result result = inThisProcess(parts[0]);
        String out = parts.length == 1
                ? result.out()
                : inShell(parts[1], result.out()).text();
        return shown(new Printed(result.status(), out + result.err()));
    }

    private Cli.Result inThisProcess(String arguments) throws IOException {
        List<String> args = new ArrayList<>();
        byte[] input = new byte[0];
        Path target = null;
        // Names are looked up word by word: what they stand for may have spaces.
        Matcher words = WORD.matcher(arguments);
        while (words.find()) {
            String word = words.group(3) == null
                    ? words.group().substring(1, words.group().length() - 1)
                    : null;
            if (word != null) {
                args.add(meant(word));
            } else if (words.group().startsWith(">")) {
                target = Path.of(meant(words.group().substring(1)));
            } else if (words.group().startsWith("<")) {
                input = Files.readAllBytes(Path.of(meant(words.group().substring(1))));
            } else {
                args.add(meant(words.group()));
            }
        }
        Cli.Result result = Cli.runWithInput(input, args.toArray(String[]::new));
        if (target == null) {
            return result;
        }
        Files.createDirectories(target.getParent());
        Files.writeString(target, result.out());
        return new Cli.Result(result.status(), "", result.err());
    }

    private Printed inShell(String line, String input) throws IOException, InterruptedException {
        String program = line.split(" ")[0];
        assumeTrue(Shell.has(program), program + ", which the documentation uses, is not installed");
        Path in = Files.createTempFile("input", null);
        Files.writeString(in, input);
        Process shell = new ProcessBuilder("sh", "-c", line)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(in);
        return new Printed(shell.waitFor(), text);
    }

    private String meant(String text) {
        return meant(text, "");
    }

    /** @param quote what is put around names for a shell, since what they stand for may have spaces */
    private String meant(String text, String quote) {
        // All in one go: what a name stands for may begin with another name.
        String any = names.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        // Only where a word begins: in 278:0=/tmp/in it is a name that goes into an image.
        return Pattern.compile("(?<![^\\s>])(?:" + any + ")").matcher(text).replaceAll(match -> {
            String name = match.group();
            return Matcher.quoteReplacement(quote + withSlash(name, names.get(name)) + quote);
        });
    }

    private Printed shown(Printed printed) {
        String text = printed.text();
        for (Map.Entry<String, Path> name : names.entrySet()) {
            text = text.replace(withSlash(name.getKey(), name.getValue()), name.getKey());
        }
        return new Printed(printed.status(), text);
    }

    private static String withSlash(String name, Path path) {
        return name.endsWith("/") ? path + "/" : path.toString();
    }
}
