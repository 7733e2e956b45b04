package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who defines an object, and who names it. */
class ObjectTableTest {

    static Stream<String> soundImages() {
        return RealImages.all()
                .filter(name -> !name.endsWith("04-nested-cred-lost") && !name.endsWith("09-watch-dangling"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundImages")
    void everyReferenceLeadsToAnObjectOfItsType(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            assertThat(image.objects().dangling()).isEmpty();
            assertThat(image.objects().duplicates()).isEmpty();
            int[] seen = {0};
            image.objects().forEachReference(reference -> {
                seen[0]++;
                assertThat(image.objects()
                                .find(reference.target())
                                .orElseThrow()
                                .type())
                        .as(reference.toString())
                        .contains(reference.field().target());
            });
            assertThat(seen[0]).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void countsAreThoseOfTheLinesOfCkptinfo(String name) throws Exception {
        String text = RealImages.text(name + ".ckptinfo");
        if (text.contains("UNKNOWN")) {
            return; // the tool did not get to the end
        }
        Map<String, Integer> expected = new TreeMap<>();
        Pattern.compile("\tOBJ_(\\w+) ref")
                .matcher(text)
                .results()
                .forEach(r -> expected.merge(r.group(1), 1, Integer::sum));
        try (Image image = RealImages.open(name)) {
            Map<String, Integer> found = new TreeMap<>();
            image.objects().counts().forEach((type, count) -> found.put(type.name(), count));
            assertThat(found).isEqualTo(expected);
            assertThat(image.objects().definitions())
                    .hasSize(found.values().stream().mapToInt(Integer::intValue).sum());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void aSubtreesNumbersRiseInTheOrderOfTheImage(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            List<Integer> numbers = new ArrayList<>();
            image.objects()
                    .definitions()
                    .forEach(object -> numbers.add(object.ref().number()));
            if (image.head().isSubtree()) {
                assertThat(numbers).isSorted();
            }
            assertThat(numbers).doesNotHaveDuplicates();
            int last = numbers.stream().mapToInt(Integer::intValue).max().orElseThrow();
            assertThat(image.objects().highest()).isGreaterThanOrEqualTo(last);
            assertThat(image.objects().find(ObjRef.of(image.objects().highest())))
                    .isPresent();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#all")
    void nestingIsToldTheSameFromInsideAndOutside(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            for (ImageObject object : image.objects().definitions()) {
                for (ImageObject inner : object.nested()) {
                    assertThat(inner.enclosing()).contains(object);
                    assertThat(inner.definedBy().offset())
                            .isGreaterThan(object.definedBy().offset());
                    assertThat(inner.definedBy().offset() + inner.length())
                            .isLessThanOrEqualTo(object.definedBy().offset() + object.length());
                }
                long own =
                        object.records().stream().mapToLong(ImageRecord::length).sum();
                long nested =
                        object.nested().stream().mapToLong(ImageObject::length).sum();
                // What is left are raw pages, which are entries too, and the OBJREF.
                assertThat(own + nested + object.definedBy().length()).isEqualTo(object.length());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void everyProcessHasItsHiddenSignals(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            long processes = image.tasks().stream()
                    .filter(task -> !task.isThread() && !task.isZombie())
                    .count();
            assertThat(image.objects().hidden().stream()
                            .filter(object -> object.type().orElseThrow() == ObjectType.SIGNAL))
                    .hasSize((int) processes);
        }
    }

    @Test
    void aLostDefinitionLeavesItsUsersDangling() throws Exception {
        try (Image image = RealImages.open("examples/04-nested-cred-lost")) {
            assertThat(image.objects().dangling())
                    .extracting(
                            r -> r.from().definition().orElseThrow().toString(),
                            r -> r.field().field(),
                            r -> r.target().number())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("FILE #14", "f_credref", 900),
                            org.assertj.core.groups.Tuple.tuple("FILE #15", "f_credref", 900));
            assertThat(image.file(ObjRef.of(14)).orElseThrow().credentials()).isEmpty();
            assertThat(image.objects().find(ObjRef.of(900))).isEmpty();
        }
    }

    @Test
    void aWatchThatWasLeftIsDangling() throws Exception {
        try (Image image = RealImages.open("examples/09-watch-dangling")) {
            assertThat(image.objects().dangling()).singleElement().satisfies(reference -> {
                assertThat(reference.target()).isEqualTo(ObjRef.of(14));
                assertThat(reference.field().field()).isEqualTo("file_objref");
                assertThat(reference.from().role()).isEqualTo(Role.EPOLL_ITEMS);
                // The number itself stands at this offset.
                assertThat(image.source().getIntLE(reference.offset())).isEqualTo(14);
            });
            EpollSet set = (EpollSet)
                    image.task(278).files().descriptor(3).orElseThrow().file();
            assertThat(set.watches()).hasSize(4);
            assertThat(set.watches().stream().filter(watch -> watch.file().isEmpty()))
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}: CRED #900 lies in {1}")
    @CsvSource({"03-nested-cred-in, FILE #13", "03-nested-cred, FILE_TABLE #8"})
    void aDefinitionIsFoundWhereItStands(String name, String enclosing) throws Exception {
        try (Image image = RealImages.open("examples/" + name)) {
            ImageObject cred = image.objects().find(ObjRef.of(900)).orElseThrow();
            assertThat(cred.type()).contains(ObjectType.CRED);
            assertThat(cred.isHidden()).isFalse();
            // In the second it stands in front of OBJREF #14, its next user.
            assertThat(cred.enclosing().orElseThrow()).hasToString(enclosing);
            assertThat(image.objects().referrers(cred.ref()))
                    .extracting(r -> r.from().definition().orElseThrow().ref().number())
                    .containsExactlyElementsOf(enclosing.endsWith("13") ? List.of(13, 14, 15) : List.of(14, 15));
        }
    }

    @Test
    void twoFilesOnOneSocketAreBothItsReferrers() throws Exception {
        try (Image image = RealImages.open("examples/12-two-files-one-sock")) {
            assertThat(image.objects().referrers(ObjRef.of(20)).stream()
                            .filter(r -> r.field().field().equals("sock_objref"))
                            .map(r -> r.from().definition().orElseThrow().ref().number()))
                    .containsExactlyInAnyOrder(19, 900);
        }
    }

    @Test
    void thePipesNumberIsHiddenAndDefinedByItsFirstEnd() throws Exception {
        try (Image image = RealImages.open("v20/pipes")) {
            PipeEnd reader = (PipeEnd)
                    image.task(278).files().descriptor(3).orElseThrow().file();
            assertThat(reader.objref()).isEqualTo(ObjRef.of(11));
            ImageObject pipe = image.objects().find(reader.pipe()).orElseThrow();
            assertThat(pipe.ref()).isEqualTo(ObjRef.of(12));
            assertThat(pipe.isHidden()).isTrue();
            assertThat(pipe.definedBy()).isEqualTo(reader.definedBy());
            assertThat(pipe.enclosing().orElseThrow().ref()).isEqualTo(reader.objref());
        }
        try (Image image = RealImages.open("examples/05-pipe-end-with-data")) {
            ImageObject pipe = image.objects().find(ObjRef.of(12)).orElseThrow();
            assertThat(pipe.enclosing().orElseThrow().ref()).isEqualTo(ObjRef.of(13));
        }
        try (Image image = RealImages.open("examples/06-pipe-both-ends")) {
            assertThat(image.objects().find(ObjRef.of(17))).isEmpty();
        }
    }

    @Test
    void segmentsAreHiddenAndDefinedByTheirFirstRecord() throws Exception {
        try (Image image = RealImages.open("v20/mem")) {
            ImageObject segment = image.objects().hidden().stream()
                    .filter(object -> object.definedBy().type().orElseThrow() == RecordType.VMA)
                    .findFirst()
                    .orElseThrow();
            assertThat(segment.task().orElseThrow().pid()).isEqualTo(278);
            assertThat(image.objects().referrers(segment.ref()))
                    .singleElement()
                    .satisfies(r -> assertThat(image.task(281).memory().object())
                            .contains(r.from().definition().orElseThrow()));
        }
        try (Image image = RealImages.open("v20/ipc")) {
            assertThat(image.objects().hidden().stream()
                            .filter(object -> object.definedBy().type().orElseThrow() == RecordType.IPC_SHM))
                    .hasSize(2);
        }
    }

    @Test
    void theGraphLeadsFromADescriptorsTableToTheCredentialsOfItsFiles() throws Exception {
        try (Image image = RealImages.open("examples/03-nested-cred-in")) {
            var graph = image.objects().graph();
            ObjRef table = ObjRef.of(8);
            ObjRef cred = ObjRef.of(900);
            assertThat(graph.successors(table)).contains(ObjRef.of(13), ObjRef.of(14), ObjRef.of(15));
            assertThat(graph.predecessors(cred)).containsExactlyInAnyOrder(ObjRef.of(13), ObjRef.of(14), ObjRef.of(15));
            assertThat(com.google.common.graph.Graphs.reachableNodes(graph, table))
                    .contains(cred, ObjRef.of(3));
            assertThat(graph.successors(cred)).containsExactlyInAnyOrder(ObjRef.of(2), ObjRef.of(3));
        }
    }

    @Test
    void aNumberThatIsDefinedTwiceIsADuplicate() throws Exception {
        byte[] bytes = RealImages.bytes("v20/plain");
        // OBJREF of FILE #14 becomes a second #13.
        try (Image image = RealImages.open("v20/plain")) {
            ImageObject file = image.objects().find(ObjRef.of(14)).orElseThrow();
            DamagedImages.put(bytes, (int) file.definedBy().offset() + 12, 4, 13);
        }
        try (Image image = Image.open(org.ckptimage.io.ByteSource.of(bytes, "two #13"), OpenOptions.DEFAULT)) {
            assertThat(image.objects().duplicates()).singleElement().satisfies(object -> {
                assertThat(object.ref()).isEqualTo(ObjRef.of(13));
                assertThat(object.type()).contains(ObjectType.FILE);
            });
            assertThat(image.objects().dangling())
                    .extracting(r -> r.target().number())
                    .containsOnly(14);
            assertThat(image.damages()).isEmpty();
        }
    }
}
