package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records and the layout tables know the same fields. */
class RecordShapesTest {
    /** Second names of the same bytes: the record has one component and an accessor for each. */
    private static final Set<String> UNIONS = Set.of("HPAGE index", "NETDEV macvlan.mode");

    private static final Map<String, Shape<?>> ELEMENTS = Map.of(
            "eventpoll_item", EpollItem.SHAPE,
            "sigaction", SigAction.SHAPE,
            "rlimit", Rlimit.SHAPE,
            "task_pids", TaskPids.SHAPE,
            "netdev_addr", NetdevAddress.SHAPE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#all")
    void everyFieldOfEveryLayoutHasAComponent(ImageFormat format) {
        bindings(format).forEach((layout, shape) -> {
            for (Field field : layout.fields()) {
                if (!UNIONS.contains(layout.name() + " " + field.name())) {
                    assertThat(shape.fields()).as(format + " " + layout).contains(field.name());
                }
            }
        });
    }

    @Test
    void everyNameInARecordIsAFieldInSomeDialect() {
        Map<Shape<?>, Set<String>> known = new LinkedHashMap<>();
        Formats.all()
                .forEach(format -> bindings(format)
                        .forEach((layout, shape) -> layout.fields()
                                .forEach(field -> known.computeIfAbsent(shape, s -> new HashSet<>())
                                        .add(field.name()))));
        known.forEach((shape, names) -> assertThat(names).containsAll(shape.fields()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#all")
    void onlyTypesWithoutAStructHaveNoRecord(ImageFormat format) {
        Set<RecordType> without = new TreeSet<>();
        for (RecordType type : RecordType.values()) {
            if (format.has(type) && format.layout(type) == null) {
                without.add(type);
            }
        }
        without.removeAll(List.of(RecordType.MNT_NS, RecordType.CAPABILITIES, RecordType.NETDEV_ADDR));
        // Numbers are the dialect's, structs the architecture's: these three some architectures do not write.
        without.removeAll(List.of(RecordType.THREAD, RecordType.MM_CONTEXT));
        assertThat(without).isEmpty();
    }

    /** The layouts of a format with the shapes that read them. */
    private static Map<StructLayout, Shape<?>> bindings(ImageFormat format) {
        Map<StructLayout, Shape<?>> bindings = new LinkedHashMap<>();
        Formats.kinds(format)
                .forEach(kind -> bindings.put(
                        kind.layout(),
                        kind.fileType()
                                .<Shape<?>>map(RecordShapes::of)
                                .orElseGet(() -> RecordShapes.of(kind.type(), format.architecture()))));
        ELEMENTS.forEach((name, shape) -> format.layoutNamed(name).ifPresent(layout -> bindings.put(layout, shape)));
        StructLayout pids = format.element("pids");
        if (pids.offset("vpid") >= 0) {
            bindings.put(pids, PidsEntry.SHAPE);
        }
        StructLayout siginfo = format.element("siginfo");
        bindings.put(siginfo, siginfo.offset("signo") >= 0 ? SigInfo.Narrow.SHAPE : SigInfo.Wide.SHAPE);
        return bindings;
    }
}
