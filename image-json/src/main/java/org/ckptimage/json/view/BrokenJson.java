package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JacksonException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckptimage.record.FileKind;

/** What is wrong with a text that is no JSON, in words for people: Jackson's, without what it says of itself. */
public final class BrokenJson {
    /** A long word may be what a process had in memory, whose quotation marks were lost: its beginning is enough. */
    private static final int SHOWN = 8;

    private static final Pattern WORD = Pattern.compile("'([^']*)'");

    /** What a message says of a character that is no part of a token. */
    private static final Pattern CONTROL =
            Pattern.compile("Illegal (?:unquoted )?character \\(\\(CTRL-CHAR, code (\\d+)\\)\\).*", Pattern.DOTALL);

    /** Names of the library's own settings. */
    private static final Pattern SETTING =
            Pattern.compile("(, from|: enable) `[^`]*`( to allow)?| \\(not recognized as one since Feature [^)]*\\)");

    private BrokenJson() {}

    /**
     * The reason, on one line.
     *
     * @param beginning how that begins which is no JSON
     */
    public static String reason(IOException failure, Beginning beginning) {
        return FileKind.otherThanText(beginning.bytes())
                .map(kind -> "it is " + kind)
                .orElseGet(() -> reason(failure));
    }

    private static String reason(IOException failure) {
        if (failure instanceof CharConversionException) {
            return "the bytes are no text";
        }
        String message = failure instanceof JacksonException jackson
                ? jackson.getOriginalMessage()
                : String.valueOf(failure.getMessage());
        Matcher control = CONTROL.matcher(message);
        if (control.matches()) {
            return "a control character (code " + control.group(1) + ") stands where none may";
        }
        String line = SETTING.matcher(message.lines().findFirst().orElse("")).replaceAll("");
        int about = line.indexOf(" (start marker at");
        return WORD.matcher(about < 0 ? line : line.substring(0, about))
                .replaceAll(word -> Matcher.quoteReplacement("'" + cut(word.group(1)) + "'"));
    }

    private static String cut(String word) {
        return word.length() <= 2 * SHOWN ? word : word.substring(0, SHOWN) + "...";
    }
}
