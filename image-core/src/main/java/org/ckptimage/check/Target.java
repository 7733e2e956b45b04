package org.ckptimage.check;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.io.OrderedBytes;

/**
 * The place where an image is to be restarted, as far as it is known: what is not said is assumed to fit.
 *
 * <pre>{@code
 * Target target = Target.from(imageThatThisMachineWrote).toBuilder()
 *         .limit(Target.Limit.OPEN_FILES, 1024)
 *         .root(Path.of("/srv/job/root"))
 *         .build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Target {
    private static final String CONSTANTS = "constants.";
    /** HEADER and HEADER_ARCH are among the first records. */
    private static final int HEAD_RECORDS = 32;

    private static final ImmutableSet<String> NAMESPACES = ImmutableSet.of("UTS_NS", "IPC_NS", "USER_NS");

    /** A limit of the restarting system. */
    public enum Limit {
        /** Descriptors of the restarter (RLIMIT_NOFILE); usually 1024. */
        OPEN_FILES,
        /** Descriptors that any process may have (sysctl fs.nr_open); usually 1048576. */
        OPEN_FILES_OF_SYSTEM,
        /** Bytes of a System V message (sysctl kernel.msgmax) in the restarter's namespace; usually 8192. */
        MESSAGE_BYTES,
        /** Datagrams that may wait at a unix socket (sysctl net.unix.max_dgram_qlen); usually 10. */
        WAITING_DATAGRAMS,
        /** Pseudo terminals (sysctl kernel.pty.max); usually 4096. */
        PSEUDO_TERMINALS
    }

    private final Builder values;

    private Target(Builder values) {
        this.values = values;
    }

    /** A target of which nothing is known. */
    public static Builder builder() {
        return new Builder();
    }

    /** The machine that wrote an image: its architecture, kernel version, constants, page size and processor state. */
    public static Target from(Image image) {
        checkNotNull(image, "image");
        OrderedBytes bytes =
                new OrderedBytes(image.source(), image.format().architecture().byteOrder());
        Builder builder = builder()
                .architecture(image.format().architecture())
                .pageSize(image.detection().pageSize());
        image.head().release().ifPresent(release -> builder.release(release.toString()));
        image.head().securityModule().ifPresent(module -> builder.securityModule(module.toString()));
        image.records().stream()
                .limit(HEAD_RECORDS)
                .map(record -> new At(record, image.format(), bytes))
                .forEach(at -> take(builder, at, image));
        return builder.build();
    }

    private static void take(Builder builder, At at, Image image) {
        if (at.is(RecordType.HEADER)) {
            builder.rev((int) at.number("rev"))
                    .kernel((int) at.number("major"), (int) at.number("minor"), (int) at.number("patch"));
            for (Field field : image.format().layout(RecordType.HEADER).fields()) {
                if (field.name().startsWith(CONSTANTS)) {
                    builder.constant(field.name().substring(CONSTANTS.length()), (int) at.number(field.name()));
                }
            }
        } else if (at.is(RecordType.HEADER_ARCH) && at.has("xstate_size")) {
            builder.floatingPoint(
                    at.number("has_fxsr") != 0, at.number("has_xsave") != 0, (int) at.number("xstate_size"));
        }
    }

    /** The same, to be changed. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Architecture of the kernel. */
    public Optional<Architecture> architecture() {
        return Optional.ofNullable(values.architecture);
    }

    /** The kernel's release, by {@code uname -r}; for people only. */
    public Optional<String> release() {
        return Optional.ofNullable(values.release);
    }

    /** Revision of the image format, 3 to 6. */
    public OptionalInt rev() {
        return values.rev;
    }

    /** The 2 of 2.6.33. */
    public OptionalInt major() {
        return values.major;
    }

    /** The 6 of 2.6.33. */
    public OptionalInt minor() {
        return values.minor;
    }

    /** The 33 of 2.6.33. */
    public OptionalInt patch() {
        return values.patch;
    }

    /** Bytes of a page. */
    public OptionalInt pageSize() {
        return values.pageSize;
    }

    /** The kernel's constants by the names of the header's fields, as {@code task_comm_len}. */
    public Map<String, Integer> constants() {
        return ImmutableMap.copyOf(values.constants);
    }

    /** Whether the processor has fxsave: 1 or 0. */
    public OptionalInt fxsr() {
        return values.fxsr;
    }

    /** Whether the processor has xsave: 1 or 0. */
    public OptionalInt xsave() {
        return values.xsave;
    }

    /** Bytes of the floating-point state. */
    public OptionalInt xstateSize() {
        return values.xstateSize;
    }

    /** The running security module: {@code default}, {@code smack}, {@code selinux}. */
    public Optional<String> securityModule() {
        return Optional.ofNullable(values.securityModule);
    }

    /** Kinds of namespaces that the kernel lacks: {@code UTS_NS}, {@code IPC_NS}, {@code USER_NS}. */
    public Set<String> missingNamespaces() {
        return ImmutableSet.copyOf(values.missingNamespaces);
    }

    boolean lacksNamespaces(String kind) {
        return values.missingNamespaces.contains(kind);
    }

    /** All limits that are known. */
    public Map<Limit, Long> limits() {
        return ImmutableMap.copyOf(values.limits);
    }

    /** A limit, if it is known. */
    public OptionalLong limit(Limit limit) {
        checkNotNull(limit, "limit");
        Long value = values.limits.get(limit);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Where the root directory of the restart is, seen from here: paths of the image are looked up below. */
    public Optional<Path> root() {
        return Optional.ofNullable(values.root);
    }

    /** Whether it tells enough to judge a rule. */
    boolean judges(String rule) {
        switch (rule) {
            case "R017":
                return values.architecture != null;
            case "R019":
                return values.rev.isPresent();
            case "R020":
                return values.major.isPresent();
            case "R022":
                return !values.constants.isEmpty();
            case "R025":
                return values.xstateSize.isPresent();
            case "R096":
            case "R171":
                return values.root != null;
            case "R110":
                return values.limits.containsKey(Limit.OPEN_FILES);
            case "R116":
                return values.limits.containsKey(Limit.PSEUDO_TERMINALS);
            case "R028":
            case "R029":
            case "R031":
            case "R105":
                return values.securityModule != null;
            case "R124":
                // Which addresses are taken, no target says.
                return false;
            default:
                return true;
        }
    }

    /** The constants' names in the headers of all dialects. */
    private static final class ConstantNames {
        static final ImmutableSet<String> ALL = Arrays.stream(Dialect.values())
                .flatMap(dialect -> Arrays.stream(Architecture.values())
                        .flatMap(architecture -> ImageFormat.find(dialect, architecture).stream()))
                .flatMap(format -> format.layout(RecordType.HEADER).fields().stream())
                .map(Field::name)
                .filter(name -> name.startsWith(CONSTANTS))
                .map(name -> name.substring(CONSTANTS.length()))
                .collect(ImmutableSet.toImmutableSet());
    }

    /** Makes a target. */
    public static final class Builder {
        private Architecture architecture;
        private String release;
        private OptionalInt rev = OptionalInt.empty();
        private OptionalInt major = OptionalInt.empty();
        private OptionalInt minor = OptionalInt.empty();
        private OptionalInt patch = OptionalInt.empty();
        private OptionalInt pageSize = OptionalInt.empty();
        private OptionalInt fxsr = OptionalInt.empty();
        private OptionalInt xsave = OptionalInt.empty();
        private OptionalInt xstateSize = OptionalInt.empty();
        private String securityModule;
        private Path root;
        private final Map<String, Integer> constants = new LinkedHashMap<>();
        private final Map<Limit, Long> limits = new LinkedHashMap<>();
        private final Set<String> missingNamespaces = new LinkedHashSet<>();

        private Builder() {}

        private Builder(Builder other) {
            architecture = other.architecture;
            release = other.release;
            rev = other.rev;
            major = other.major;
            minor = other.minor;
            patch = other.patch;
            pageSize = other.pageSize;
            fxsr = other.fxsr;
            xsave = other.xsave;
            xstateSize = other.xstateSize;
            securityModule = other.securityModule;
            root = other.root;
            constants.putAll(other.constants);
            limits.putAll(other.limits);
            missingNamespaces.addAll(other.missingNamespaces);
        }

        /** Architecture of the kernel. */
        public Builder architecture(Architecture value) {
            checkNotNull(value, "value");
            architecture = value;
            return this;
        }

        /** The kernel's release in words. */
        public Builder release(String value) {
            checkNotNull(value, "value");
            release = value;
            return this;
        }

        /**
         * Revision of the image format.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder rev(int value) {
            rev = OptionalInt.of((int) notNegative("a revision of the format", value));
            return this;
        }

        /**
         * The kernel's version.
         *
         * @throws IllegalArgumentException if a part of it is negative
         */
        public Builder kernel(int newMajor, int newMinor, int newPatch) {
            major = OptionalInt.of((int) notNegative("a part of a kernel's version", newMajor));
            minor = OptionalInt.of((int) notNegative("a part of a kernel's version", newMinor));
            patch = OptionalInt.of((int) notNegative("a part of a kernel's version", newPatch));
            return this;
        }

        /**
         * Bytes of a page.
         *
         * @throws IllegalArgumentException if it is no power of two
         */
        public Builder pageSize(int bytes) {
            if (Integer.bitCount(bytes) != 1 || bytes < 0) {
                throw new IllegalArgumentException("the size of a page is a power of two, as 4096, not " + bytes);
            }
            pageSize = OptionalInt.of(bytes);
            return this;
        }

        /**
         * A constant, by the name of the header's field, as {@code task_comm_len}.
         *
         * @throws IllegalArgumentException if no header has such a field
         */
        public Builder constant(String name, int value) {
            checkNotNull(name, "name");
            if (!ConstantNames.ALL.contains(name)) {
                throw new IllegalArgumentException(
                        "a kernel has no constant '" + name + "', only " + String.join(", ", ConstantNames.ALL));
            }
            constants.put(name, value);
            return this;
        }

        /** What the processor keeps of its floating-point state, and the bytes that takes. */
        public Builder floatingPoint(boolean hasFxsr, boolean hasXsave, int bytes) {
            fxsr = OptionalInt.of(hasFxsr ? 1 : 0);
            xsave = OptionalInt.of(hasXsave ? 1 : 0);
            xstateSize = OptionalInt.of(bytes);
            return this;
        }

        /** The running security module. */
        public Builder securityModule(String name) {
            checkNotNull(name, "name");
            securityModule = name;
            return this;
        }

        /**
         * A kind of namespaces that the kernel lacks: {@code UTS_NS}, {@code IPC_NS}, {@code USER_NS}.
         *
         * @throws IllegalArgumentException if it is something else
         */
        public Builder missingNamespaces(String kind) {
            checkNotNull(kind, "kind");
            if (!NAMESPACES.contains(kind)) {
                throw new IllegalArgumentException("there are no namespaces '" + kind
                        + "' that a kernel could lack, only " + String.join(", ", NAMESPACES));
            }
            missingNamespaces.add(kind);
            return this;
        }

        /**
         * A limit.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder limit(Limit limit, long value) {
            checkNotNull(limit, "limit");
            limits.put(limit, notNegative("a limit", value));
            return this;
        }

        /** Where the restart's root directory is, seen from here; a relative path begins in this process's folder. */
        public Builder root(Path directory) {
            checkNotNull(directory, "directory");
            root = directory.toAbsolutePath();
            return this;
        }

        /** The target. */
        public Target build() {
            return new Target(new Builder(this));
        }

        private static long notNegative(String what, long value) {
            if (value < 0) {
                throw new IllegalArgumentException(what + " is 0 or more, not " + value);
            }
            return value;
        }
    }
}
