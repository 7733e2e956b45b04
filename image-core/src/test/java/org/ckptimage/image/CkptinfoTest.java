package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.VmaRecord;
import org.ckptimage.record.X86CpuRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records are those that user-cr's own tool prints, for as far as it gets. */
class CkptinfoTest {
    private static final Pattern RECORD = Pattern.compile("info: \\[@(\\d+)\\] object (\\S+) len (\\d+)");
    private static final Pattern DETAIL = Pattern.compile("\t(?:OBJ_|FILE_|VMA_)?(.+)");
    private static final Pattern ITS_LAST_WORD = Pattern.compile("malloc of \\d+ failed\n");

    /**
     * A record as the tool prints it.
     *
     * @param detail the lines below it, behind their tabs: {@code FILE ref 12} of an OBJREF, {@code GENERIC} of a FILE,
     *     {@code ANON vmaref 0 inoref 0} of a VMA, the registers of a CPU of i386; else empty
     */
    private record Line(long offset, String type, long length, String detail) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void offsetsTypesAndLengthsAreThoseOfItsLines(String name) throws Exception {
        List<Line> expected = lines(name);
        boolean stopped = expected.get(expected.size() - 1).type().equals("UNKNOWN");
        List<Line> known = stopped ? expected.subList(0, expected.size() - 1) : expected;
        try (Image image = RealImages.open(name)) {
            List<Line> found = new ArrayList<>();
            for (ImageRecord record : image.records()) {
                found.add(new Line(record.offset(), record.typeName(), record.length(), detail(image, record)));
            }
            if (stopped) {
                // It takes the raw page for a record.
                assertThat(found.get(known.size()).offset())
                        .isEqualTo(expected.get(known.size()).offset());
                assertThat(found.get(known.size()).type()).isEqualTo("raw-page");
                found = found.subList(0, known.size());
            }
            assertThat(found).containsExactlyElementsOf(known);
        }
    }

    private static String detail(Image image, ImageRecord record) {
        switch (record.type().orElse(RecordType.BUFFER)) {
            case OBJREF:
                ImageObject object = record.definition().orElseThrow();
                assertThat(image.objects().find(object.ref())).contains(object);
                return object.type().orElseThrow() + " ref " + object.ref().number();
            case FILE:
                ObjRef file = record.definition().orElseThrow().ref();
                return image.file(file).orElseThrow().type().orElseThrow().name();
            case VMA:
                VmaRecord vma = (VmaRecord) record.decode();
                return vma.type().orElseThrow() + " vmaref "
                        + vma.vmaObjref().number() + " inoref "
                        + vma.inoObjref().number();
            case CPU:
                return image.format().architecture() == Architecture.I386
                        ? registers((X86CpuRecord) record.decode())
                        : "";
            default:
                return "";
        }
    }

    /** The tool knows the registers of i386 only. */
    private static String registers(X86CpuRecord cpu) {
        return String.format(
                "ax=0x%08x bx=0x%08x cx=0x%08x dx=0x%08x si=0x%08x di=0x%08x "
                        + "ip=0x%08x bp=0x%08x sp=0x%08x fs=0x%08x(0x%04x) gs=0x%08x(0x%04x) "
                        + "orig_ax=0x%08x flags=0x%08x cs=0x%04x ds=0x%04x es=0x%04x ss=0x%04x",
                cpu.ax(),
                cpu.bx(),
                cpu.cx(),
                cpu.dx(),
                cpu.si(),
                cpu.di(),
                cpu.ip(),
                cpu.bp(),
                cpu.sp(),
                cpu.fs(),
                cpu.fsindex(),
                cpu.gs(),
                cpu.gsindex(),
                cpu.origAx(),
                cpu.flags(),
                cpu.cs(),
                cpu.ds(),
                cpu.es(),
                cpu.ss());
    }

    /** The lines of NAME.ckptinfo. Where the tool fails its stderr stands in the middle of its stdout. */
    private static List<Line> lines(String name) {
        String text = ITS_LAST_WORD.matcher(RealImages.text(name + ".ckptinfo")).replaceAll("");
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            Matcher record = RECORD.matcher(line);
            Matcher detail = DETAIL.matcher(line);
            if (record.matches()) {
                String type = record.group(2).replace("HDR_", "").replace("-", "");
                lines.add(new Line(Long.parseLong(record.group(1)) - 8, type, Long.parseLong(record.group(3)), ""));
            } else if (detail.matches()) {
                Line last = lines.remove(lines.size() - 1);
                String all = (last.detail() + " " + detail.group(1)).trim();
                lines.add(new Line(last.offset(), last.type(), last.length(), all));
            } else if (!line.equals("info: reached end of file")) {
                throw new AssertionError("not understood: " + line);
            }
        }
        return lines;
    }
}
