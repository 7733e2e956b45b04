package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** Tokens of JSON that describe an image, one after the other, and what is to be said about them. */
final class JsonInput {
    /** Characters that are kept until it is known what they stand for. */
    private static final long MOST_BUFFERED = 1 << 23;

    /** Characters of a name that messages show. */
    private static final int LONGEST_NAME = 60;

    private final JsonParser parser;
    /** Pointer to the value that was kept and is read now. */
    private final String prefix;

    JsonInput(JsonParser parser) {
        this(parser, "");
    }

    private JsonInput(JsonParser parser, String prefix) {
        this.parser = parser;
        this.prefix = prefix;
    }

    JsonToken token() {
        return parser.currentToken();
    }

    JsonToken next() throws IOException {
        return parser.nextToken();
    }

    /**
     * Moves to the value of the next field of an object.
     *
     * @return the field's name, or null at the object's end
     */
    String nextName() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    /** Whether the array has another item; moves to it, or to the array's end. */
    boolean nextItem() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    void startObject() throws IOException {
        if (token() != JsonToken.START_OBJECT) {
            throw bad("expected is an object, not " + found());
        }
    }

    void startArray() throws IOException {
        if (token() != JsonToken.START_ARRAY) {
            throw bad("expected is an array, not " + found());
        }
    }

    boolean isString() {
        return token() == JsonToken.VALUE_STRING;
    }

    String string() throws IOException {
        if (!isString()) {
            throw bad("expected is a string, not " + found());
        }
        return parser.getText();
    }

    boolean bool() throws IOException {
        if (token() != JsonToken.VALUE_TRUE && token() != JsonToken.VALUE_FALSE) {
            throw bad("expected is true or false, not " + found());
        }
        return token() == JsonToken.VALUE_TRUE;
    }

    /** A number from 0 to 2^53. */
    long count() throws IOException {
        if (token() != JsonToken.VALUE_NUMBER_INT) {
            throw bad("expected is a whole number, not " + found());
        }
        long value = integer();
        if (value < 0) {
            throw bad(value + " is negative");
        }
        return value;
    }

    /** A JSON number; it must be exact in every reader of JSON. */
    long integer() throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        long value = type == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : parser.getLongValue();
        if (Math.abs(value) > 1L << 53) {
            throw bad("a number this large must be a string, or readers of JSON change it");
        }
        return value;
    }

    /** Passes over a value. */
    void skip() throws IOException {
        parser.skipChildren();
    }

    /** What kind of value stands here, for messages. */
    String found() {
        JsonToken token = token();
        if (token == null) {
            return "the end of the JSON";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or an exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> "the end";
        };
    }

    /** A value that was kept: what it stands for is said behind it. */
    static final class Kept {
        private final TokenBuffer tokens;
        private final JsonParser source;
        private final String path;

        private Kept(TokenBuffer tokens, JsonParser source, String path) {
            this.tokens = tokens;
            this.source = source;
            this.path = path;
        }

        /** Begins to read the value; this can be done again and again. */
        JsonInput open() throws IOException {
            JsonParser parser = tokens.asParser(source);
            parser.nextToken();
            return new JsonInput(parser, path);
        }
    }

    /** Keeps the value at hand for later. */
    Kept keep() throws IOException {
        String path = path();
        TokenBuffer tokens = new TokenBuffer(parser);
        long size = 0;
        int depth = 0;
        do {
            tokens.copyCurrentEvent(parser);
            depth += token().isStructStart() ? 1 : token().isStructEnd() ? -1 : 0;
            size += 16 + (token().isScalarValue() ? parser.getTextLength() : 0);
            if (size > MOST_BUFFERED) {
                throw bad("\"type\" and \"role\" must stand in front of contents this large");
            }
        } while (depth > 0 && next() != null);
        return new Kept(tokens, parser, path);
    }

    /** JSON pointer to the token at hand. */
    String path() {
        return prefix + parser.getParsingContext().pathAsPointer(false);
    }

    /** JSON pointer to the object that the field whose value is at hand belongs to. */
    String pathOfObject() {
        String path = path();
        return path.substring(0, path.lastIndexOf('/'));
    }

    JsonLocation location() {
        return parser.currentTokenLocation();
    }

    /** What is wrong with the value at hand. */
    JsonImageException bad(String problem) {
        return new JsonImageException(path(), location(), problem);
    }

    /** What is wrong with the value at hand, and what would help. */
    JsonImageException bad(String problem, JsonImageException.Advice advice) {
        return new JsonImageException(path(), location(), problem, advice);
    }

    /** That a name stands where none of this name may. */
    JsonImageException unknown(String name, Iterable<String> known) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
        return bad("nothing here is called \"" + shown + "\", only " + String.join(", ", known));
    }
}
