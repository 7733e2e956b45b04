package org.ckptimage.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;
import org.ckptimage.json.view.JsonOut;

/** Makes the JSON Schema of images from the tables of all formats. */
final class SchemaGenerator {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "urn:ckpt-image:json:1";

    private final ObjectNode definitions = NODES.objectNode();
    /** By the name of a layout: its forms in the formats that have it. */
    private final Map<String, List<StructForm>> structs = new TreeMap<>();

    private final ValueSchemas values = new ValueSchemas(definitions);

    private SchemaGenerator() {
        for (Dialect dialect : Dialect.values()) {
            for (Architecture architecture : Architecture.values()) {
                ImageFormat.find(dialect, architecture)
                        .ifPresent(format -> format.layoutNames()
                                .forEach(name -> structs.computeIfAbsent(name, key -> new ArrayList<>())
                                        .add(StructForm.of(
                                                format, format.layoutNamed(name).orElseThrow()))));
            }
        }
    }

    static ObjectNode schema() {
        return new SchemaGenerator().generate();
    }

    private ObjectNode generate() {
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", ID);
        root.put("title", "Checkpoint images of Linux-CR, as ckpt json prints them");
        root.put(
                "description",
                "The tree form is one such document; of the flat form and of records --json every line is one.");
        ObjectNode isTree = when("form", "tree");
        root.set("if", isTree);
        root.set("then", ref("tree"));
        ObjectNode other = root.putObject("else");
        other.set("if", when("form", "flat"));
        other.set("then", ref("head"));
        other.set("else", ref("record"));
        values.common();
        structs.forEach((name, forms) -> definitions.set("struct." + name, struct(forms)));
        definitions.set("head", document(false));
        definitions.set("tree", document(true));
        definitions.set("section", section());
        definitions.set("record", record());
        definitions.set("padding", padding());
        root.set("$defs", definitions);
        return root;
    }

    static ObjectNode ref(String definition) {
        return NODES.objectNode().put("$ref", "#/$defs/" + definition);
    }

    /** That a field is there and has a value. */
    private static ObjectNode when(String field, String value) {
        ObjectNode condition = NODES.objectNode();
        condition.putArray("required").add(field);
        condition.putObject("properties").putObject(field).put("const", value);
        return condition;
    }

    static ObjectNode object(Map<String, ObjectNode> properties, Iterable<String> required) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        ObjectNode all = object.putObject("properties");
        properties.forEach(all::set);
        ArrayNode names = object.putArray("required");
        required.forEach(names::add);
        object.put("additionalProperties", false);
        return object;
    }

    static ObjectNode array(ObjectNode items) {
        ObjectNode array = NODES.objectNode().put("type", "array");
        array.set("items", items);
        return array;
    }

    static ObjectNode oneOf(Iterable<String> constants) {
        ObjectNode choice = NODES.objectNode();
        ArrayNode all = choice.putArray("enum");
        constants.forEach(all::add);
        return choice;
    }

    private static ObjectNode document(boolean tree) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("format", NODES.objectNode().put("const", JsonOut.FORMAT));
        all.put("form", NODES.objectNode().put("const", tree ? "tree" : "flat"));
        all.put("selection", NODES.objectNode().put("const", true));
        all.put(
                "dialect",
                oneOf(Arrays.stream(Dialect.values()).map(Dialect::id).toList()));
        all.put(
                "architecture",
                oneOf(Arrays.stream(Architecture.values()).map(Architecture::id).toList()));
        all.put("pageSize", ref("count"));
        Map<String, ObjectNode> payload = new LinkedHashMap<>();
        payload.put("mode", oneOf(List.of("none", "hex", "base64", "sidecar", "ref")));
        payload.put("file", NODES.objectNode().put("type", "string"));
        all.put("payload", object(payload, List.of("mode")));
        Map<String, ObjectNode> origin = new LinkedHashMap<>();
        origin.put("file", NODES.objectNode().put("type", "string"));
        origin.put("offset", ref("count"));
        origin.put("size", ref("count"));
        all.put("origin", object(origin, List.of("file", "offset", "size")));
        if (!tree) {
            return object(
                    all,
                    all.keySet().stream()
                            .filter(name -> !name.equals("selection"))
                            .toList());
        }
        all.put("sections", array(ref("section")));
        all.put("selected", array(ref("record")));
        ObjectNode document =
                object(all, List.of("format", "form", "dialect", "architecture", "pageSize", "payload", "origin"));
        ArrayNode either = document.putArray("oneOf");
        either.addObject().putArray("required").add("sections");
        either.addObject().putArray("required").add("selected").add("selection");
        return document;
    }

    private static ObjectNode section() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("section", oneOf(List.of("head", "task", "end")));
        all.put("pid", NODES.objectNode().put("type", "integer"));
        all.put("records", array(ref("record")));
        return object(all, List.of("section", "records"));
    }

    private ObjectNode record() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("offset", ref("count"));
        ArrayNode types = NODES.arrayNode();
        ObjectNode type = NODES.objectNode();
        for (RecordType known : RecordType.values()) {
            types.add(known.name());
        }
        RawTypes.NAMES.stream().sorted().forEach(types::add);
        type.putArray("anyOf").addObject().set("enum", types);
        ((ArrayNode) type.get("anyOf")).addObject().put("pattern", "^unknown\\([0-9]{1,10}\\)$");
        type.put("type", "string");
        all.put("type", type);
        all.put("length", ref("counting"));
        all.put("depth", ref("count"));
        all.put("objref", NODES.objectNode().put("type", "integer"));
        all.put(
                "role",
                oneOf(Arrays.stream(Role.values())
                        .filter(role -> role != Role.PLAIN)
                        .map(role -> RoleIds.id(role).getValue())
                        .toList()));
        all.put("size", ref("count"));
        all.put("fields", NODES.objectNode().put("type", "object"));
        all.put("padding", array(ref("padding")));
        all.put("data", ref("payload"));
        all.put("within", array(ref("record")));
        ObjectNode record = object(all, List.of("type"));
        ArrayNode cases = record.putArray("allOf");
        ObjectNode raw = cases.addObject();
        raw.putObject("if").putObject("properties").putObject("type").set("enum", rawTypes());
        raw.set("then", needs("data", "fields", "within", "padding", "role"));
        raw.set("else", needs("fields", "data"));
        ObjectNode within = cases.addObject();
        within.set("if", NODES.objectNode());
        ((ObjectNode) within.get("if")).putArray("required").add("within");
        within.set("then", when("type", RecordType.OBJREF.name()));
        for (RecordType known : RecordType.values()) {
            ObjectNode one = cases.addObject();
            ObjectNode condition = when("type", known.name());
            // A record that is shorter than its struct has some of its fields.
            condition.putObject("not").putArray("required").add("size");
            one.set("if", condition);
            one.putObject("then").putObject("properties").set("fields", fields(known));
        }
        return record;
    }

    private static ArrayNode rawTypes() {
        ArrayNode names = NODES.arrayNode();
        RawTypes.NAMES.stream().sorted().forEach(names::add);
        return names;
    }

    private static ObjectNode needs(String required, String... forbidden) {
        ObjectNode rule = NODES.objectNode();
        rule.putArray("required").add(required);
        ObjectNode properties = rule.putObject("properties");
        for (String name : forbidden) {
            properties.put(name, false);
        }
        return rule;
    }

    private ObjectNode fields(RecordType type) {
        ImageFormat any = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        switch (type) {
            case BUFFER:
                return ref("buffer");
            case STRING, FILE_NAME, LSM_INFO:
                return data("text");
            case PIPE_BUF:
                return data("payload");
            case FILE:
                return file();
            default:
                boolean struct = RecordForm.of(any, type, Role.PLAIN, null).content() == RecordForm.Content.STRUCT
                        && !structs.getOrDefault(type.name(), List.of()).isEmpty();
                return struct || structs.containsKey(type.name()) && !isBytes(type)
                        ? ref("struct." + type.name())
                        : data("shown");
        }
    }

    private static boolean isBytes(RecordType type) {
        return type == RecordType.ERROR || type == RecordType.CPU_FPU || type == RecordType.MM_CONTEXT_LDT;
    }

    private static ObjectNode data(String definition) {
        return object(Map.of("data", ref(definition)), List.of("data"));
    }

    private ObjectNode file() {
        ObjectNode file = ref("struct.FILE");
        for (FileType type : FileType.values()) {
            String name = "FILE." + (type == FileType.FIFO ? FileType.PIPE : type).name();
            if (structs.containsKey(name)) {
                ObjectNode choice = NODES.objectNode();
                choice.putObject("if")
                        .putObject("properties")
                        .putObject("f_type")
                        .putObject("properties")
                        .putObject("raw")
                        .put("const", type.number());
                choice.set("then", ref("struct." + name));
                choice.set("else", file);
                file = choice;
            }
        }
        return file;
    }

    /** The fields of a struct in all formats that have it: all names, of which those are required that all have. */
    private ObjectNode struct(List<StructForm> forms) {
        return group(forms.stream().map(StructForm::root).toList());
    }

    private ObjectNode group(List<GroupForm> groups) {
        Map<String, List<Member>> members = new LinkedHashMap<>();
        Set<String> everywhere = new LinkedHashSet<>(groups.get(0).names());
        for (GroupForm group : groups) {
            everywhere.retainAll(group.names());
            for (Member member : group.members()) {
                members.computeIfAbsent(member.name().getValue(), key -> new ArrayList<>())
                        .add(member);
            }
        }
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        members.forEach((name, variants) -> {
            properties.put(name, member(variants));
            // What counts something may be left out.
            if (variants.get(0) instanceof FieldForm field && field.rule() != null) {
                everywhere.remove(name);
            }
        });
        return object(properties, everywhere);
    }

    private ObjectNode member(List<Member> variants) {
        if (variants.get(0) instanceof GroupForm) {
            return group(variants.stream().map(GroupForm.class::cast).toList());
        }
        Set<ObjectNode> schemas = new LinkedHashSet<>();
        for (Member variant : variants) {
            schemas.add(values.of((FieldForm) variant));
        }
        if (schemas.size() == 1) {
            return schemas.iterator().next();
        }
        ObjectNode any = NODES.objectNode();
        schemas.forEach(any.putArray("anyOf")::add);
        return any;
    }

    private static ObjectNode padding() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("at", ref("count"));
        all.put("hex", ref("hex"));
        all.put("data", ref("payload"));
        ObjectNode padding = object(all, List.of("at"));
        ArrayNode either = padding.putArray("oneOf");
        either.addObject().putArray("required").add("hex");
        either.addObject().putArray("required").add("data");
        return padding;
    }
}
