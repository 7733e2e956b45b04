package org.ckptimage.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import org.ckptimage.json.view.Beginning;
import org.ckptimage.json.view.BrokenJson;

/** That JSON is broken, or does not describe an image: says what is wrong, where it stands, and what to do. */
public final class JsonImageException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    /** What would help, where something does. */
    public enum Advice {
        /** Nothing but another JSON. */
        NONE(""),
        /** The image that the JSON was made from has bytes that the JSON lacks. */
        GIVE_ORIGINAL("; give the original through PayloadFiles, or write the JSON with JsonOptions.Payload.BASE64"),
        /** The file with the payloads has bytes that the JSON lacks. */
        GIVE_SIDECAR("; give that file through PayloadFiles"),
        /** The JSON is of a part of an image. */
        WRITE_ALL("; write the JSON without JsonOptions.select"),
        /** It is an image, and no JSON. */
        WRITE_JSON("; ImageJson.write makes JSON of it");

        private final String inLibrary;

        Advice(String inLibrary) {
            this.inLibrary = inLibrary;
        }
    }

    private final String detail;
    private final Advice advice;
    private final String path;
    private final int line;
    private final int column;

    /**
     * What is wrong with a value.
     *
     * @param path JSON pointer to the value
     * @param location where it stands in the text
     */
    JsonImageException(String path, JsonLocation location, String problem) {
        this(path, location, problem, Advice.NONE);
    }

    /** The same, with what would help. */
    JsonImageException(String path, JsonLocation location, String problem, Advice advice) {
        super(where(path, location) + shortened(problem) + advice.inLibrary);
        this.detail = where(path, location) + shortened(problem);
        this.advice = advice;
        this.path = path;
        this.line = location == null ? 0 : location.getLineNr();
        this.column = location == null ? 0 : location.getColumnNr();
    }

    /** That a text is no JSON. */
    JsonImageException(String path, IOException cause, Beginning beginning) {
        this(
                path,
                location(cause),
                "this is no JSON: " + BrokenJson.reason(cause, beginning),
                beginning.isImage() ? Advice.WRITE_JSON : Advice.NONE);
        initCause(cause);
    }

    private static JsonLocation location(IOException cause) {
        return cause instanceof JacksonException jackson ? jackson.getLocation() : null;
    }

    /** Strings of the JSON may be of any length. */
    private static String shortened(String problem) {
        return problem.length() > LONGEST ? problem.substring(0, LONGEST) + "..." : problem;
    }

    private static String where(String path, JsonLocation location) {
        String place = location == null || location.getLineNr() <= 0
                ? ""
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ", ";
        return place + (path.isEmpty() ? "/" : shortened(path)) + ": ";
    }

    /** The message without what would help, which a command says in words of its own. */
    public String detail() {
        return detail;
    }

    /** What would help. */
    public Advice advice() {
        return advice;
    }

    /** Which value it is: a JSON pointer such as {@code /sections/1/records/3/fields/f_flags}. */
    public String path() {
        return path;
    }

    /** The line on which it stands, from 1 on; 0 if that is not known. */
    public int line() {
        return line;
    }

    /** The column in which it stands, from 1 on; 0 if that is not known. */
    public int column() {
        return column;
    }
}
