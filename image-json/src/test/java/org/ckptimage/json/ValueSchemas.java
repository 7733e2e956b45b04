package org.ckptimage.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Signals;

/** The schemas of single values. */
final class ValueSchemas {
    /** Structs of which BUFFERs are full. */
    private static final List<String> ENTRIES = List.of(
            "pids",
            "task_pids",
            "eventpoll_item",
            "auxv",
            "auxv.32",
            "auxv.64",
            "semaphore",
            "semaphore.32",
            "semaphore.64");

    private final ObjectNode definitions;

    ValueSchemas(ObjectNode definitions) {
        this.definitions = definitions;
    }

    private static ObjectNode node() {
        return SchemaGenerator.NODES.objectNode();
    }

    private static ObjectNode string(String pattern) {
        return node().put("type", "string").put("pattern", pattern);
    }

    /** Adds what all records use. */
    void common() {
        definitions.set("count", node().put("type", "integer").put("minimum", 0));
        definitions.set("hex", string("^([0-9a-f]{2})*$"));
        definitions.set("shown", bytes("hex"));
        definitions.set("payload", payload());
        definitions.set("text", text());
        definitions.set("counting", counting(SchemaGenerator.ref("count")));
        definitions.set("pages", pages());
        ENTRIES.forEach(struct -> definitions.set("entries." + struct, entries(struct)));
        definitions.set("buffer", buffer());
    }

    private static ObjectNode bytes(String form) {
        ObjectNode piece = form.equals("hex")
                ? SchemaGenerator.ref("hex")
                : string("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$");
        return SchemaGenerator.object(Map.of(form, SchemaGenerator.array(piece)), List.of(form));
    }

    private static ObjectNode payload() {
        Map<String, ObjectNode> elsewhere = new LinkedHashMap<>();
        elsewhere.put("offset", SchemaGenerator.ref("count"));
        elsewhere.put("length", SchemaGenerator.ref("count"));
        elsewhere.put("sha256", string("^[0-9a-f]{64}$"));
        Map<String, ObjectNode> sidecar = new LinkedHashMap<>();
        sidecar.put("sidecar", SchemaGenerator.ref("count"));
        sidecar.put("length", SchemaGenerator.ref("count"));
        ObjectNode payload = node();
        payload.putArray("oneOf")
                .add(bytes("hex"))
                .add(bytes("base64"))
                .add(SchemaGenerator.object(elsewhere, List.of("offset", "length")))
                .add(SchemaGenerator.object(sidecar, List.of("sidecar", "length")))
                .add(SchemaGenerator.object(Map.of("length", node().put("const", 0)), List.of("length")))
                .add(SchemaGenerator.object(Map.of("text", node().put("type", "string")), List.of("text")));
        return payload;
    }

    private static ObjectNode text() {
        Map<String, ObjectNode> withTail = new LinkedHashMap<>();
        withTail.put("text", node().put("type", "string"));
        withTail.put("hex", SchemaGenerator.ref("hex"));
        withTail.put("tail", SchemaGenerator.ref("hex"));
        ObjectNode tail = SchemaGenerator.object(withTail, List.of());
        ArrayNode either = tail.putArray("oneOf");
        either.addObject().putArray("required").add("text");
        either.addObject().putArray("required").add("hex");
        ObjectNode text = node();
        text.putArray("anyOf").add(node().put("type", "string")).add(tail).add(SchemaGenerator.ref("shown"));
        return text;
    }

    /** A number that follows from something else: given, left to be found out, or to stand as it is. */
    private static ObjectNode counting(ObjectNode number) {
        Map<String, ObjectNode> forced = new LinkedHashMap<>();
        forced.put("raw", number.deepCopy());
        forced.put("forced", node().put("const", true));
        ObjectNode counting = node();
        counting.putArray("anyOf")
                .add(number)
                .add(node().put("const", GivenCount.AUTO))
                .add(SchemaGenerator.object(forced, forced.keySet()));
        return counting;
    }

    private static ObjectNode pages() {
        Map<String, ObjectNode> run = new LinkedHashMap<>();
        run.put("first", hexNumber());
        run.put("count", SchemaGenerator.ref("count"));
        run.put("step", SchemaGenerator.ref("count"));
        Map<String, ObjectNode> pages = new LinkedHashMap<>();
        pages.put("addresses", SchemaGenerator.array(SchemaGenerator.object(run, List.of("first", "count"))));
        pages.put("contents", SchemaGenerator.ref("payload"));
        return SchemaGenerator.object(pages, pages.keySet());
    }

    private static ObjectNode entries(String struct) {
        return SchemaGenerator.object(
                Map.of("entries", SchemaGenerator.array(SchemaGenerator.ref("struct." + struct))), List.of("entries"));
    }

    private static ObjectNode buffer() {
        ObjectNode buffer = node();
        ArrayNode either = buffer.putArray("anyOf").add(SchemaGenerator.ref("pages"));
        ENTRIES.forEach(struct -> either.add(SchemaGenerator.ref("entries." + struct)));
        either.add(SchemaGenerator.object(Map.of("data", SchemaGenerator.ref("payload")), List.of("data")))
                .add(SchemaGenerator.object(Map.of("data", SchemaGenerator.ref("text")), List.of("data")));
        return buffer;
    }

    /** The schema of a field. */
    ObjectNode of(FieldForm field) {
        switch (field.kind()) {
            case NUMBER:
                return field.rule() == null ? number(field.number()) : counting(plain(field.number()));
            case SIGNALS:
                return number(field.number());
            case NUMBERS:
                return sized(field, SchemaGenerator.array(number(field.number())));
            case STRUCTS:
                return sized(
                        field,
                        SchemaGenerator.array(
                                SchemaGenerator.ref("struct." + field.element().name())));
            case TEXT:
                return SchemaGenerator.ref("text");
            default:
                return field.field().isFlexible()
                        ? SchemaGenerator.ref("shown")
                        : SchemaGenerator.object(
                                Map.of("hex", string("^[0-9a-f]{" + 2 * field.count() + "}$")), List.of("hex"));
        }
    }

    private static ObjectNode sized(FieldForm field, ObjectNode array) {
        return field.field().isFlexible()
                ? array
                : array.put("minItems", field.count()).put("maxItems", field.count());
    }

    private static ObjectNode hexNumber() {
        return string("^0x[0-9a-f]{1,16}$");
    }

    private static ObjectNode plain(NumberForm form) {
        if (form.isWide()) {
            return form.isHexadecimal() ? hexNumber() : string(form.isSigned() ? "^-?[0-9]{1,19}$" : "^[0-9]{1,20}$");
        }
        long values = 1L << form.bits();
        return node().put("type", "integer")
                .put("minimum", form.isSigned() ? -values / 2 : 0)
                .put("maximum", form.isSigned() ? values / 2 - 1 : values - 1);
    }

    private ObjectNode number(NumberForm form) {
        ObjectNode raw = plain(form);
        if (form.shape() == NumberForm.Shape.PLAIN) {
            return raw;
        }
        String key = NumberReader.key(form.shape());
        Map<String, ObjectNode> both = new LinkedHashMap<>();
        both.put("raw", raw);
        both.put(key, meaning(form));
        // Of raw and its meaning one is enough; what has no name has none.
        ObjectNode object = SchemaGenerator.object(both, List.of());
        return object.put("minProperties", 1);
    }

    private ObjectNode meaning(NumberForm form) {
        return switch (form.shape()) {
            case FLAGS -> SchemaGenerator.array(flags(form.meaning().flags().orElseThrow()));
            case SIGNALS -> SchemaGenerator.array(signals());
            case TIME -> string("^[-+]?[0-9]{4,10}-[0-9]{2}-[0-9]{2}T[0-9:]+Z$");
            case ADDRESS -> string("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$");
            default -> node().put("type", "string");
        };
    }

    private ObjectNode flags(FlagKind kind) {
        String name = "flags." + kind.name();
        if (!definitions.has(name)) {
            Set<String> names = new TreeSet<>();
            for (Architecture architecture : Architecture.values()) {
                names.addAll(kind.table(architecture).allNames());
            }
            ObjectNode flag = node();
            flag.putArray("anyOf").add(SchemaGenerator.oneOf(names)).add(hexNumber());
            definitions.set(name, flag);
        }
        return SchemaGenerator.ref(name);
    }

    private ObjectNode signals() {
        if (!definitions.has("signal")) {
            Set<String> names = new TreeSet<>();
            for (int signal = 1; signal <= Signals.LAST; signal++) {
                names.add("SIG" + Signals.name(signal).orElseThrow());
            }
            definitions.set("signal", SchemaGenerator.oneOf(names));
        }
        return SchemaGenerator.ref("signal");
    }
}
