package org.ckptimage.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.io.ImageIOException;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.record.Printable;
import org.ckptimage.rewrite.RefusedException;

/** Turns whatever can go wrong into one line on standard error, and an exit status. Never a stack trace. */
final class Failures {
    private final Streams streams;

    Failures(Streams streams) {
        this.streams = streams;
    }

    /** A line on standard error: {@code ckpt: NAME: ...}. */
    void say(String name, String message) {
        String line = "ckpt: " + (name.isEmpty() ? "" : Printable.of(name) + ": ") + Printable.of(message);
        streams.err().println(line);
    }

    /** Says that bytes follow an image, if some do; for commands that have {@code --at}. */
    void sayWhatFollows(String shown, Image image) {
        sayWhatFollows(shown, image, "if another image begins there: --at " + behind(image));
    }

    /** Says that bytes follow an image, if some do, and what that means. */
    void sayWhatFollows(String shown, Image image, String meaning) {
        if (image.trailingBytes() > 0) {
            say(
                    shown,
                    "offset " + Numbers.offset(behind(image)) + ": " + Numbers.count(image.trailingBytes(), "byte")
                            + " behind the end of the image; " + meaning);
        }
    }

    private static long behind(Image image) {
        return image.start() + image.size() - image.trailingBytes();
    }

    /** Says in two lines what is wrong with the arguments, and what to do. */
    int report(WrongUsage wrong) {
        say("", wrong.message());
        say("", wrong.hint());
        return ExitStatus.USAGE;
    }

    /** Reports a failure and gives the exit status for it. */
    int report(String name, Throwable failure) {
        if (streams.environment().containsKey("CKPT_DEBUG")) {
            failure.printStackTrace(streams.err());
        }
        if (failure instanceof UncheckedIOException unchecked && !(failure instanceof ImageIOException)) {
            return report(name, unchecked.getCause());
        }
        if (failure instanceof ImageFormatException bad) {
            say(bad.file().orElse(name), bad.detail() + advice(bad.advice()));
            return ExitStatus.BAD_IMAGE;
        }
        if (failure instanceof RefusedException refused) {
            say(name, refused.detail() + advice(refused.advice()));
            return ExitStatus.BAD_IMAGE;
        }
        if (failure instanceof Refusal) {
            say(name, failure.getMessage());
            return ExitStatus.BAD_IMAGE;
        }
        if (failure instanceof Output.Failure output) {
            if (!output.isReaderGone()) {
                say("", "cannot write to standard output: " + failure.getMessage());
            }
            return ExitStatus.TROUBLE;
        }
        if (failure instanceof WriteFailure write) {
            if (!write.isBrokenPipe()) {
                say(write.target(), write.explain());
            }
            return ExitStatus.TROUBLE;
        }
        if (failure instanceof OptionFailure option) {
            say(option.name(), option.getMessage());
            return ExitStatus.TROUBLE;
        }
        // The file that shrank names itself, and need not be the one that is named here.
        boolean namesItself =
                failure instanceof ImageIOException && !failure.getMessage().startsWith(name + ": ");
        say(namesItself ? "" : blamed(name, failure), explain(name, failure));
        return ExitStatus.TROUBLE;
    }

    /** The file that cannot be read, which need not be the one that was asked for: it may be that one's journal. */
    static String blamed(String name, Throwable failure) {
        return failure instanceof FileSystemException file && file.getFile() != null && !isAboutSpool(file)
                ? file.getFile()
                : name;
    }

    private static String advice(ImageFormatException.Advice advice) {
        return switch (advice) {
            case NONE -> "";
            case GIVE_OFFSET -> "; --at OFFSET says where";
            case GIVE_DIALECT -> "; --dialect NAME says which";
        };
    }

    private static String advice(RefusedException.Advice advice) {
        return switch (advice) {
            case NONE -> "";
            case WHOLE_IMAGE -> "; leave out --stream";
            case KEEP_MAPPED -> "; its descriptors can go while the mappings keep it (--mapped keep)";
            case REPLACE_MAPPED ->
                "; if the new file has the same content, it can be replaced for the mappings too"
                        + " (--mapped replace)";
            case GIVE_FOLDER -> "; say below which folder (--root DIR)";
            case OTHER_POSITION -> "; say another (pos=zero)";
            case GIVE_DIALECT -> "; --dialect says which it is";
        };
    }

    private static String explain(String name, Throwable failure) {
        if (failure instanceof ImageIOException) {
            return withoutName(name, failure.getMessage());
        }
        if (failure instanceof IOException io) {
            return explain(io);
        }
        if (failure instanceof OutOfMemoryError) {
            return "not enough memory; give the JVM more with CKPT_JAVA_OPTS=-Xmx2g";
        }
        if (failure instanceof InternalError fault) {
            try {
                return withoutName(name, MappedFaults.translate(name, fault).getMessage());
            } catch (InternalError other) {
                return internal(other);
            }
        }
        return internal(failure);
    }

    private static String withoutName(String name, String message) {
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    static String explain(IOException failure) {
        String reason = reason(failure);
        if (isAboutSpool(failure) || reason.contains("No space left")) {
            return "cannot make a temporary copy in " + System.getProperty("java.io.tmpdir") + ": " + reason
                    + "; name another folder with CKPT_JAVA_OPTS=-Djava.io.tmpdir=DIR";
        }
        return reason;
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getReason() == null ? "no such file" : missing.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(failure.getMessage());
    }

    /** Whether it is the copy of a stream that cannot be made, and not the image that cannot be read. */
    private static boolean isAboutSpool(IOException failure) {
        return failure instanceof FileSystemException file
                && file.getFile() != null
                && file.getFile().contains("ckpt-spool");
    }

    private static String internal(Throwable failure) {
        return "internal error, please report it: " + failure.getClass().getName() + ": " + failure.getMessage()
                + " (CKPT_DEBUG=1 shows where)";
    }
}
