package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JacksonException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, in words for people: Jackson's, without what it says of itself. */
public final class BrokenJson {
    /** A long word may be what a process had in memory, whose quotation marks were lost: its beginning is enough. */
    private static final int SHOWN = 8;

    private static final Pattern WORD = Pattern.compile("'([^']*)'");

    private BrokenJson() {}

    /** The reason, on one line. */
    public static String reason(IOException failure) {
        if (failure instanceof CharConversionException) {
            return "the bytes are no text";
        }
        String message = failure instanceof JacksonException jackson
                ? jackson.getOriginalMessage()
                : String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse("");
        int about = line.indexOf(" (start marker at");
        return WORD.matcher(about < 0 ? line : line.substring(0, about))
                .replaceAll(word -> Matcher.quoteReplacement("'" + cut(word.group(1)) + "'"));
    }

    private static String cut(String word) {
        return word.length() <= 2 * SHOWN ? word : word.substring(0, SHOWN) + "...";
    }
}
