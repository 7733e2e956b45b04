package org.ckptimage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of meanings speaks of fields and tables that exist. */
class MeaningTest {
    private static final List<List<String>> LINES = TableLines.read(ValueNames.RESOURCE);

    @Test
    void everyLineNamesFieldsOfSomeDialect() {
        Set<String> fields = fieldsOfAllFormats();
        for (List<String> words : LINES) {
            if (!words.get(0).equals(ValueNames.KEYWORD)) {
                for (String field : words.subList(2, words.size())) {
                    assertThat(fields).contains(words.get(1) + " " + field);
                }
            }
        }
    }

    @Test
    void noFieldHasTwoMeanings() {
        assertThat(LINES.stream()
                        .filter(words -> !words.get(0).equals(ValueNames.KEYWORD))
                        .flatMap(words ->
                                words.subList(2, words.size()).stream().map(field -> words.get(1) + " " + field))
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyTableOfNamesExists() {
        ImageFormat format = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        for (List<String> words : LINES) {
            if (words.get(0).startsWith("named:")) {
                String table = words.get(0).substring("named:".length());
                assertThat(java.util.stream.LongStream.range(0, 1000)
                                .anyMatch(number ->
                                        ValueNames.name(table, format, number).isPresent()))
                        .as(table)
                        .isTrue();
            }
        }
    }

    @Test
    void fieldsOfFileKindsMeanWhatThoseOfFileMean() {
        ImageFormat format = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        StructLayout pipe = format.layout(FileType.PIPE);
        assertThat(Meaning.of(pipe, pipe.field("f_flags").orElseThrow()).flags())
                .contains(FlagKind.F_FLAGS);
        assertThat(Meaning.of(pipe, pipe.field("f_credref").orElseThrow()))
                .isEqualTo(new Meaning(Meaning.Kind.REFERENCE, "", ObjectType.CRED));
        assertThat(Meaning.of(pipe, pipe.field("pipe_objref").orElseThrow()).object())
                .isEqualTo(ObjectType.FILE);
    }

    @Test
    void everyObjectNumberOfEveryDialectIsKnownAsOne() {
        forEachField((layout, field) -> {
            if (field.name().matches("(.*[._])?((obj|sec|cred)?ref|objref|peer|this|peercred)")) {
                assertThat(Meaning.of(layout, field).kind())
                        .as(layout + " " + field.name())
                        .isIn(Meaning.Kind.REFERENCE, Meaning.Kind.DEFINITION, Meaning.Kind.OBJECT);
            }
        });
    }

    private static Set<String> fieldsOfAllFormats() {
        Set<String> fields = new HashSet<>();
        forEachField((layout, field) -> fields.add(layout.name() + " " + field.name()));
        return fields;
    }

    private static void forEachField(java.util.function.BiConsumer<StructLayout, Field> visitor) {
        for (Dialect dialect : Dialect.values()) {
            Arrays.stream(Architecture.values())
                    .flatMap(architecture -> ImageFormat.find(dialect, architecture).stream())
                    .flatMap(format -> format.layoutNames().stream()
                            .filter(name -> !List.of("ipc_perms", "capabilities", "const")
                                    .contains(name))
                            .map(name -> format.layoutNamed(name).orElseThrow()))
                    .forEach(layout -> layout.fields().forEach(field -> visitor.accept(layout, field)));
        }
    }
}
