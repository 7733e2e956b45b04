package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.ckptimage.check.Target;
import org.ckptimage.format.Architecture;

/**
 * The description of a place of restart. Every member may be missing: what is not said is assumed to fit.
 *
 * <pre>{@code
 * {"format": "ckpt-image/1", "architecture": "x86_64", "release": "2.6.33-ckpt",
 *  "rev": 5, "kernel": {"major": 2, "minor": 6, "patch": 33}, "pageSize": 4096,
 *  "floatingPoint": {"fxsr": true, "xsave": false, "size": 512}, "constants": {"task_comm_len": 16},
 *  "securityModule": "default", "missingNamespaces": ["USER_NS"], "limits": {"openFiles": 1024}, "root": "/srv/job"}
 * }</pre>
 *
 * <pre>{@code
 * try (InputStream in = Files.newInputStream(Path.of("there.json"))) {
 *     CheckReport report = Checker.check(image, CheckOptions.DEFAULT.withTarget(TargetJson.read(in)));
 *     System.out.println(report.verdict());
 * }
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class TargetJson {
    private static final Set<String> MEMBERS = Set.of(
            "format",
            "architecture",
            "release",
            "rev",
            "kernel",
            "pageSize",
            "floatingPoint",
            "constants",
            "securityModule",
            "missingNamespaces",
            "limits",
            "root");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TargetJson() {}

    /**
     * Writes a target; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public static void write(Target target, OutputStream out) throws IOException {
        checkNotNull(target, "target");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject().field("format", JsonOut.FORMAT);
            members(target, json);
            json.endObject();
        }
    }

    static void members(Target target, JsonOut json) throws IOException {
        if (target.architecture().isPresent()) {
            json.field("architecture", target.architecture().get().id());
        }
        if (target.release().isPresent()) {
            json.field("release", target.release().get());
        }
        number(json, "rev", target.rev());
        if (target.major().isPresent()) {
            json.startObject("kernel")
                    .field("major", target.major().getAsInt())
                    .field("minor", target.minor().orElse(0))
                    .field("patch", target.patch().orElse(0))
                    .endObject();
        }
        number(json, "pageSize", target.pageSize());
        if (target.xstateSize().isPresent()) {
            json.startObject("floatingPoint")
                    .field("fxsr", target.fxsr().orElse(0) != 0)
                    .field("xsave", target.xsave().orElse(0) != 0)
                    .field("size", target.xstateSize().getAsInt())
                    .endObject();
        }
        if (!target.constants().isEmpty()) {
            json.startObject("constants");
            for (Map.Entry<String, Integer> constant : target.constants().entrySet()) {
                json.field(constant.getKey(), constant.getValue());
            }
            json.endObject();
        }
        if (target.securityModule().isPresent()) {
            json.field("securityModule", target.securityModule().get());
        }
        if (!target.missingNamespaces().isEmpty()) {
            json.strings("missingNamespaces", target.missingNamespaces());
        }
        if (!target.limits().isEmpty()) {
            json.startObject("limits");
            for (Map.Entry<Target.Limit, Long> limit : target.limits().entrySet()) {
                json.field(name(limit.getKey()), limit.getValue());
            }
            json.endObject();
        }
        if (target.root().isPresent()) {
            json.field("root", target.root().get().toString());
        }
    }

    private static void number(JsonOut json, String name, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.field(name, value.getAsInt());
        }
    }

    /** {@code openFiles} for OPEN_FILES. */
    static String name(Enum<?> value) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char letter : value.name().toCharArray()) {
            if (letter == '_') {
                upper = true;
            } else {
                name.append(upper ? letter : Character.toLowerCase(letter));
                upper = false;
            }
        }
        return name.toString();
    }

    /**
     * Reads a target.
     *
     * @throws IOException if that fails
     * @throws IllegalArgumentException if it is not the description of a target
     */
    public static Target read(InputStream in) throws IOException {
        checkNotNull(in, "in");
        JsonNode root;
        Beginning beginning = Beginning.of(in);
        try {
            root = MAPPER.readTree(beginning.whole());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("line " + line(e) + ": " + BrokenJson.reason(e, beginning), e);
        } catch (CharConversionException e) {
            throw new IllegalArgumentException("this is no JSON: " + BrokenJson.reason(e, beginning), e);
        }
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException("a target is a JSON object, as `ckpt target` prints it");
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("a target has no \"" + name + "\"");
            }
        });
        return new Reader(root).read();
    }

    private static String line(JacksonException e) {
        return e.getLocation() == null ? "?" : Integer.toString(e.getLocation().getLineNr());
    }

    /** Reads members, and says of a wrong one which it is. */
    private static final class Reader {
        private final JsonNode root;
        private final Target.Builder target = Target.builder();

        Reader(JsonNode root) {
            this.root = root;
        }

        Target read() {
            if (root.has("architecture")) {
                target.architecture(architecture(text(root, "architecture")));
            }
            if (root.has("release")) {
                target.release(text(root, "release"));
            }
            if (root.has("rev")) {
                target.rev(integer(root, "rev"));
            }
            if (root.has("kernel")) {
                JsonNode kernel = object(root, "kernel");
                target.kernel(integer(kernel, "major"), integer(kernel, "minor"), integer(kernel, "patch"));
            }
            if (root.has("pageSize")) {
                target.pageSize(integer(root, "pageSize"));
            }
            if (root.has("floatingPoint")) {
                JsonNode state = object(root, "floatingPoint");
                target.floatingPoint(flag(state, "fxsr"), flag(state, "xsave"), integer(state, "size"));
            }
            if (root.has("constants")) {
                JsonNode constants = object(root, "constants");
                constants.fieldNames().forEachRemaining(name -> target.constant(name, integer(constants, name)));
            }
            if (root.has("securityModule")) {
                target.securityModule(text(root, "securityModule"));
            }
            root.path("missingNamespaces").forEach(kind -> target.missingNamespaces(kind.asText()));
            if (root.has("limits")) {
                JsonNode limits = object(root, "limits");
                limits.fieldNames().forEachRemaining(name -> limit(limits, name));
            }
            if (root.has("root")) {
                target.root(path(text(root, "root")));
            }
            return target.build();
        }

        private void limit(JsonNode limits, String name) {
            for (Target.Limit limit : Target.Limit.values()) {
                if (name(limit).equals(name)) {
                    JsonNode value = limits.get(name);
                    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
                        throw wrong(name, "a number");
                    }
                    target.limit(limit, value.longValue());
                    return;
                }
            }
            throw new IllegalArgumentException("a target has no limit \"" + name + "\"");
        }

        private static Architecture architecture(String name) {
            for (Architecture architecture : Architecture.values()) {
                if (architecture.id().equals(name)) {
                    return architecture;
                }
            }
            throw new IllegalArgumentException("there is no architecture \"" + name.toLowerCase(Locale.ROOT) + "\"");
        }

        private static Path path(String name) {
            try {
                return Path.of(name);
            } catch (InvalidPathException e) {
                throw wrong("root", "a path");
            }
        }

        private static JsonNode object(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            if (!node.isObject()) {
                throw wrong(name, "an object");
            }
            return node;
        }

        private static String text(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            if (!node.isTextual()) {
                throw wrong(name, "a string");
            }
            return node.textValue();
        }

        private static int integer(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw wrong(name, "a number");
            }
            return node.intValue();
        }

        private static boolean flag(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            if (!node.isBoolean()) {
                throw wrong(name, "true or false");
            }
            return node.booleanValue();
        }

        private static IllegalArgumentException wrong(String name, String what) {
            return new IllegalArgumentException("\"" + name + "\" must be " + what);
        }
    }
}
