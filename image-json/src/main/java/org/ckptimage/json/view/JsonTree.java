package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.record.Lossless;
import org.ckptimage.record.NearName;

/**
 * A value of a small JSON file that people write by hand, with the place where it stands, so that whatever is wrong
 * with it can be said precisely. Holds everything in memory: not for images.
 */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final String source;
    private final JsonLocation place;
    private final String pointer;
    /** A map of trees, a list of trees, a string, a BigInteger, a boolean, or null for what is none of these. */
    private final Object value;

    private JsonTree(String source, JsonLocation place, String pointer, Object value) {
        this.source = source;
        this.place = place;
        this.pointer = pointer;
        this.value = value;
    }

    /**
     * Reads a whole file.
     *
     * @param source what messages call it
     * @throws IllegalArgumentException if it is not JSON
     */
    static JsonTree read(InputStream in, String source) throws IOException {
        Beginning beginning = Beginning.of(in);
        try (JsonParser parser = FACTORY.createParser(beginning.whole())) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException(source + " is empty");
            }
            JsonTree root = tree(parser, source);
            if (parser.nextToken() != null) {
                throw new JsonTree(source, parser.currentTokenLocation(), "", null)
                        .wrong("something stands behind the end of the object");
            }
            return root;
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            throw new IllegalArgumentException(
                    source + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": " + BrokenJson.reason(e, beginning), e);
        } catch (CharConversionException e) {
            throw new IllegalArgumentException(source + " is no JSON: " + BrokenJson.reason(e, beginning), e);
        }
    }

    private static JsonTree tree(JsonParser parser, String source) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        Object value = null;
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, JsonTree> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, tree(parser, source));
                }
                value = members;
                break;
            case START_ARRAY:
                List<JsonTree> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(tree(parser, source));
                }
                value = items;
                break;
            case VALUE_STRING:
                value = parser.getText();
                break;
            case VALUE_NUMBER_INT:
                value = parser.getBigIntegerValue();
                break;
            case VALUE_TRUE, VALUE_FALSE:
                value = parser.getBooleanValue();
                break;
            default:
                break;
        }
        return new JsonTree(source, place, isContainer(value) ? pointer : pointer(parser), value);
    }

    private static boolean isContainer(Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    /** Something is wrong with a value, and the message says where the value stands. */
    static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private Wrong(String message) {
            super(message);
        }
    }

    /** An error that says where: {@code plan.json:3:14: /edits/0/pid: ...}. */
    Wrong wrong(String what) {
        return new Wrong(source + ":" + place.getLineNr() + ":" + place.getColumnNr() + ": "
                + (pointer.isEmpty() ? "" : pointer + ": ") + what);
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isArray() {
        return value instanceof List;
    }

    boolean isString() {
        return value instanceof String;
    }

    boolean isNumber() {
        return value instanceof BigInteger;
    }

    /** The items of an array. */
    List<JsonTree> items(String what) {
        if (value instanceof List<?> items) {
            return items.stream().map(JsonTree.class::cast).toList();
        }
        throw wrong("this must be an array of " + what);
    }

    /** The names of an object's members, in order. */
    Collection<String> names() {
        return members().keySet();
    }

    private Map<?, ?> rawMembers() {
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw wrong("this must be an object");
    }

    private Map<String, JsonTree> members() {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        rawMembers().forEach((name, member) -> members.put((String) name, (JsonTree) member));
        return members;
    }

    boolean has(String name) {
        return rawMembers().containsKey(name);
    }

    /** A member that must be there. */
    JsonTree get(String name) {
        Object member = rawMembers().get(name);
        if (member == null) {
            throw wrong("\"" + name + "\" is missing");
        }
        return (JsonTree) member;
    }

    /** Fails at the first member that is none of these, and says which of them may have been meant. */
    void allow(Collection<String> known, String what) {
        members().forEach((name, member) -> {
            if (!known.contains(name)) {
                throw member.wrong(what + " has no \"" + name + "\"" + NearName.hint(name, known));
            }
        });
    }

    String string() {
        if (!(value instanceof String text)) {
            throw wrong("this must be a string");
        }
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw wrong("the text has half of a surrogate pair; a name that is no UTF-8 is {\"hex\":\"..\"}");
        }
        return text;
    }

    /** A name, which may be any bytes: a string, or an object with their digits, as {@link JsonText} writes it. */
    String name() {
        if (!isObject()) {
            return string();
        }
        allow(List.of("hex"), "a name");
        try {
            return Lossless.string(HexFormat.of().parseHex(get("hex").string()));
        } catch (IllegalArgumentException e) {
            throw get("hex").wrong("these are no bytes, two hexadecimal digits each");
        }
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("this must be true or false");
    }

    /** A number from 0 to 2^31 - 1. */
    int number() {
        BigInteger number = integer("a number from 0 to 2147483647");
        if (number.signum() < 0 || number.bitLength() > 31) {
            throw wrong(number + " is not from 0 to 2147483647");
        }
        return number.intValue();
    }

    /** A number of 63 bits. */
    long notNegative() {
        BigInteger number = integer("a number");
        if (number.signum() < 0 || number.bitLength() >= Long.SIZE) {
            throw wrong(number + " is not 0 to " + Long.MAX_VALUE);
        }
        return number.longValue();
    }

    private BigInteger integer(String what) {
        if (value instanceof BigInteger number) {
            return number;
        }
        throw wrong("this must be " + what);
    }
}
