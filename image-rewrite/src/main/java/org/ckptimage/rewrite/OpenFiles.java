package org.ckptimage.rewrite;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.ObjRef;

/** Ways to select open files. */
public final class OpenFiles {
    private OpenFiles() {}

    private record Selector(String describe, Function<Image, List<OpenFile>> selection) implements FileSelector {
        @Override
        public List<OpenFile> select(Image image) {
            return selection.apply(image);
        }
    }

    /** The file with this object number. */
    public static FileSelector numbered(int objref) {
        return new Selector(
                Integer.toString(objref),
                image -> image.file(ObjRef.of(objref)).map(List::of).orElse(List.of()));
    }

    /** The file behind a descriptor of a process. */
    public static FileSelector at(int pid, int descriptor) {
        return new Selector(
                pid + ":" + descriptor,
                image -> image.findTask(pid)
                        .flatMap(task -> task.files().descriptor(descriptor))
                        .flatMap(found -> found.findFile())
                        .map(List::of)
                        .orElse(List.of()));
    }

    /**
     * All open files whose name fits a pattern.
     *
     * @param glob a name as {@link OpenFile#name} gives it; {@code *} stands for any run of characters but {@code /},
     *     {@code **} for any run at all, {@code ?} for one character but {@code /}; a backslash takes the meaning of the
     *     next character away
     */
    public static FileSelector named(String glob) {
        Pattern pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
        return new Selector(glob, matching(file -> pattern.matcher(file.name()).matches()));
    }

    /** All open files of a kind. */
    public static FileSelector ofType(FileType type) {
        return matching(
                "type:" + type.id(), file -> file.type().filter(type::equals).isPresent());
    }

    /** The files behind descriptors 0, 1 and 2 of a process. */
    public static FileSelector standardStreams(int pid) {
        return matching("std:" + pid, file -> isUsed(file, pid, 2));
    }

    /** Everything that a process has open. */
    public static FileSelector ofTask(int pid) {
        return matching("task:" + pid, file -> isUsed(file, pid, Integer.MAX_VALUE));
    }

    private static boolean isUsed(OpenFile file, int pid, int lastDescriptor) {
        return file.descriptors().stream()
                .anyMatch(use -> use.task().pid() == pid && use.descriptor().number() <= lastDescriptor);
    }

    /** All open files that fulfil a condition. */
    public static FileSelector matching(String description, Predicate<OpenFile> condition) {
        return new Selector(description, matching(condition));
    }

    private static Function<Image, List<OpenFile>> matching(Predicate<OpenFile> condition) {
        return image -> image.files().stream().filter(condition).toList();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
            } else if (c == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
