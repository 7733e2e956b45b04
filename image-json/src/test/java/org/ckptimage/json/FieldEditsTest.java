package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.FieldValue;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field that is changed in the JSON changes in the image, and not another byte with it. */
class FieldEditsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonOptions FLAT =
            JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT).payload(JsonOptions.Payload.BASE64);
    private static final int EDITS = 12;
    /** Numbers on which the record's own form depends, or which count what follows. */
    private static final Set<String> BOUND = Set.of(
            "f_type",
            "nr_tasks",
            "fdt_nfds",
            "num_items",
            "map_count",
            "nr_pages",
            "ipc_count",
            "q_qnum",
            "m_ts",
            "skb_count",
            "lin_len",
            "nr_frags",
            "datalen",
            "nr_pending",
            "ngroups",
            "count");

    /** A field as the core's own view of records finds it. */
    private record Place(int record, String name, long offset, FieldType type, boolean little) {}

    static IntStream seeds() {
        return IntStream.range(0, 35);
    }

    private static List<Place> places(byte[] image) throws IOException {
        List<Place> places = new ArrayList<>();
        try (Image opened = JsonImages.open(image)) {
            for (ImageRecord record : opened.records()) {
                for (FieldValue value : record.fields().orElseThrow().fields()) {
                    if (value instanceof FieldValue.NumberField number && !BOUND.contains(number.name())) {
                        boolean little =
                                number.meaning().byteOrder(opened.format().architecture()) == ByteOrder.LITTLE_ENDIAN;
                        String name = number.name();
                        places.add(new Place(
                                record.number(),
                                name,
                                record.offset() + number.offset(),
                                number.field().type(),
                                little));
                    }
                }
            }
        }
        return places;
    }

    private static void edit(List<JsonNode> lines, Place place, long value) {
        ObjectNode at = (ObjectNode) lines.get(place.record + 1).get("fields");
        String[] names = place.name.split("\\.");
        for (int i = 0; i + 1 < names.length; i++) {
            at = (ObjectNode) at.get(names[i]);
        }
        String name = names[names.length - 1];
        JsonNode number = place.type.size() == Long.BYTES
                ? JsonNodeFactory.instance.textNode("0x" + Long.toHexString(value))
                : JsonNodeFactory.instance.numberNode(value);
        if (at.get(name).isObject()) {
            at.putObject(name).set("raw", number);
        } else {
            at.set(name, number);
        }
    }

    private static void put(byte[] bytes, Place place, long value) {
        int size = place.type.size();
        for (int i = 0; i < size; i++) {
            bytes[(int) place.offset + i] = (byte) (value >>> 8 * (place.little ? i : size - 1 - i));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyThatFieldChanges(int seed) throws IOException {
        Random random = new Random(seed);
        List<ImageFormat> formats = MadeUpImage.allFormats();
        byte[] image = JsonImages.madeUp(formats.get(seed % formats.size()));
        List<Place> places = places(image);
        String json = JsonImages.json(image, FLAT);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : json.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        byte[] expected = image.clone();
        for (int i = 0; i < EDITS; i++) {
            Place place = places.get(random.nextInt(places.size()));
            long bits = random.nextLong() >>> random.nextInt(Long.SIZE);
            int unused = Long.SIZE - place.type.size() * Byte.SIZE;
            long value = place.type.isSigned() ? bits << unused >> unused : bits << unused >>> unused;
            edit(lines, place, value);
            put(expected, place, value);
        }
        StringBuilder edited = new StringBuilder();
        lines.forEach(line -> edited.append(line).append('\n'));
        assertThat(JsonImages.encode(edited.toString(), null, null)).isEqualTo(expected);
    }
}
