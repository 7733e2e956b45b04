package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.ObjRef;

/** Ways to select open files. All but {@link #matching} are values: two that select alike are equal. */
public final class OpenFiles {
    private OpenFiles() {}

    private record Numbered(int objref) implements FileSelector, StreamSelector {
        @Override
        public List<OpenFile> select(Image image) {
            return image.file(ObjRef.of(objref)).map(List::of).orElse(List.of());
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return file.number() == objref;
        }

        @Override
        public String describe() {
            return Integer.toString(objref);
        }
    }

    private record At(int pid, int descriptor) implements FileSelector, StreamSelector {
        @Override
        public List<OpenFile> select(Image image) {
            return image.findTask(pid)
                    .flatMap(task -> task.files().descriptor(descriptor))
                    .flatMap(found -> found.findFile())
                    .map(List::of)
                    .orElse(List.of());
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return pid == this.pid && file.isOpenAs(number -> number == descriptor);
        }

        @Override
        public String describe() {
            return pid + ":" + descriptor;
        }
    }

    private record Named(String glob) implements FileSelector, StreamSelector {
        @Override
        public List<OpenFile> select(Image image) {
            Pattern pattern = pattern();
            return all(image, file -> fits(pattern, file.nameText().lossless()));
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return fits(pattern(), file.name());
        }

        private Pattern pattern() {
            return Pattern.compile(regex(glob), Pattern.DOTALL);
        }

        private static boolean fits(Pattern pattern, String name) {
            return pattern.matcher(name).matches();
        }

        @Override
        public String describe() {
            return glob.startsWith("/") ? glob : "name:" + glob;
        }
    }

    private record OfType(FileType type) implements FileSelector, StreamSelector {
        @Override
        public List<OpenFile> select(Image image) {
            return all(image, file -> file.type().filter(type::equals).isPresent());
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return file.type() == type;
        }

        @Override
        public String describe() {
            return "type:" + type.id();
        }
    }

    private record OfTask(int pid, boolean onlyStandard) implements FileSelector, StreamSelector {
        @Override
        public List<OpenFile> select(Image image) {
            int last = onlyStandard ? 2 : Integer.MAX_VALUE;
            return all(
                    image,
                    file -> file.descriptors().stream()
                            .anyMatch(use ->
                                    use.task().pid() == pid && use.descriptor().number() <= last));
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return pid == this.pid && file.isOpenAs(number -> !onlyStandard || number <= 2);
        }

        @Override
        public String describe() {
            return (onlyStandard ? "std:" : "task:") + pid;
        }
    }

    private record Matching(String describe, Predicate<OpenFile> condition) implements FileSelector {
        @Override
        public List<OpenFile> select(Image image) {
            return all(image, condition);
        }
    }

    /**
     * What any of several selectors selects.
     *
     * @param selectors one or more, none of which is an AnyOf itself
     */
    public record AnyOf(List<FileSelector> selectors) implements FileSelector, StreamSelector {

        /** Takes a copy, with the members of nested ones in their place. */
        public AnyOf {
            checkNotNull(selectors, "selectors");
            ImmutableList.Builder<FileSelector> flat = ImmutableList.builder();
            for (FileSelector selector : selectors) {
                checkNotNull(selector, "selector");
                flat.addAll(selector instanceof AnyOf any ? any.selectors : List.of(selector));
            }
            selectors = flat.build();
        }

        @Override
        public List<OpenFile> select(Image image) {
            Set<OpenFile> files = new LinkedHashSet<>();
            selectors.forEach(selector -> files.addAll(selector.select(image)));
            return List.copyOf(files);
        }

        @Override
        public boolean selects(HeldFile file, int pid) {
            return selectors.stream()
                    .anyMatch(selector -> selector instanceof StreamSelector one && one.selects(file, pid));
        }

        @Override
        public String describe() {
            return selectors.stream()
                    .map(FileSelector::describe)
                    .reduce((a, b) -> a + " or " + b)
                    .orElse("nothing");
        }
    }

    /**
     * The file with this object number.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public static FileSelector numbered(int objref) {
        if (objref <= 0) {
            throw new IllegalArgumentException("object numbers begin at 1, not at " + objref);
        }
        return new Numbered(objref);
    }

    /**
     * The file behind a descriptor of a process.
     *
     * @throws IllegalArgumentException if one of them is negative
     */
    public static FileSelector at(int pid, int descriptor) {
        return new At(Numbers.notNegative("pid", pid), Numbers.notNegative("descriptor", descriptor));
    }

    /**
     * All open files whose name fits a pattern.
     *
     * @param glob a name as {@link OpenFile#name} gives it, or one that is no UTF-8 as {@link
     *     org.ckptimage.record.Text#lossless} of {@link OpenFile#nameText} gives it; {@code *} stands for any run of
     *     characters but {@code /}, {@code **} for any run at all, {@code ?} for one character but {@code /}; a
     *     backslash takes the meaning of the next character away
     */
    public static FileSelector named(String glob) {
        checkNotNull(glob, "glob");
        return new Named(PathText.name(glob));
    }

    /**
     * All open files of exactly this name.
     *
     * @param name as {@link org.ckptimage.record.Text#lossless} of {@link OpenFile#nameText} gives it; nothing in it
     *     has a meaning of its own
     */
    public static FileSelector withName(String name) {
        checkNotNull(name, "name");
        return named(Escapes.literalPattern(name));
    }

    /** All open files of a kind. */
    public static FileSelector ofType(FileType type) {
        checkNotNull(type, "type");
        return new OfType(type);
    }

    /**
     * The files behind descriptors 0, 1 and 2 of a process.
     *
     * @throws IllegalArgumentException if the pid is negative
     */
    public static FileSelector standardStreams(int pid) {
        return new OfTask(Numbers.notNegative("pid", pid), true);
    }

    /**
     * Everything that a process has open.
     *
     * @throws IllegalArgumentException if the pid is negative
     */
    public static FileSelector ofTask(int pid) {
        return new OfTask(Numbers.notNegative("pid", pid), false);
    }

    /** What any of these selects. */
    public static FileSelector anyOf(FileSelector... selectors) {
        checkNotNull(selectors, "selectors");
        return new AnyOf(Arrays.asList(selectors));
    }

    /** All open files that fulfil a condition. */
    public static FileSelector matching(String description, Predicate<OpenFile> condition) {
        checkNotNull(description, "description");
        checkNotNull(condition, "condition");
        return new Matching(description, condition);
    }

    private static List<OpenFile> all(Image image, Predicate<OpenFile> condition) {
        return image.files().stream().filter(condition).toList();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int[] points = glob.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\\' && i + 1 < points.length) {
                regex.append(Pattern.quote(Character.toString(points[++i])));
            } else if (points[i] == '*' && i + 1 < points.length && points[i + 1] == '*') {
                regex.append(".*");
                i++;
            } else if (points[i] == '*') {
                regex.append("[^/]*");
            } else if (points[i] == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(Character.toString(points[i])));
            }
        }
        return regex.toString();
    }
}
