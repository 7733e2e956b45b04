package org.ckptimage.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.ckptimage.image.Image;
import org.ckptimage.testing.Growth;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JSON of twice as bad an image costs twice as much, both ways. */
class JsonBoundsTest {
    private static final int MANY = 400;

    @ParameterizedTest
    @EnumSource(WorstInput.class)
    void twiceTheInputIsTwiceTheWork(WorstInput input) throws IOException {
        byte[] once = input.of(MANY);
        byte[] twice = input.of(2 * MANY);
        Growth.isLinear("flat", once, twice, image -> write(image, OutputStream.nullOutputStream(), flat()));
        Growth.isLinear(
                "tree", once, twice, image -> write(image, OutputStream.nullOutputStream(), JsonOptions.DEFAULT));
        Growth.isLinear("and back", once, twice, image -> {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            write(image, json, flat().payload(JsonOptions.Payload.HEX));
            ImageJson.read(new ByteArrayInputStream(json.toByteArray()), PayloadFiles.NONE)
                    .close();
        });
    }

    private static JsonOptions flat() {
        return JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT);
    }

    private static void write(Image image, OutputStream out, JsonOptions options) throws IOException {
        ImageJson.write(image, out, options);
    }
}
