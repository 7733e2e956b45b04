package org.ckptimage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of image-core: each imports only from those below it. */
@AnalyzeClasses(packages = "org.ckptimage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> OURS_AND_HIDDEN =
            new DescribedPredicate<>("a package-private class of ours") {
                @Override
                public boolean test(JavaClass type) {
                    JavaClass base = type.getBaseComponentType();
                    return base.getPackageName().startsWith("org.ckptimage")
                            && !base.getModifiers().contains(JavaModifier.PUBLIC)
                            && !base.getModifiers().contains(JavaModifier.PROTECTED);
                }
            };

    @ArchTest
    static final ArchRule EACH_FLOOR_IMPORTS_ONLY_FROM_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("format")
            .definedBy("org.ckptimage.format..")
            .layer("io")
            .definedBy("org.ckptimage.io..")
            .layer("record")
            .definedBy("org.ckptimage.record..")
            .layer("image")
            .definedBy("org.ckptimage.image..")
            .optionalLayer("compare")
            .definedBy("org.ckptimage.compare..")
            .optionalLayer("check")
            .definedBy("org.ckptimage.check..")
            .whereLayer("format")
            .mayNotAccessAnyLayer()
            .whereLayer("io")
            .mayOnlyAccessLayers("format")
            .whereLayer("record")
            .mayOnlyAccessLayers("format", "io")
            .whereLayer("image")
            .mayOnlyAccessLayers("format", "io", "record")
            .whereLayer("compare")
            .mayOnlyAccessLayers("format", "io", "record", "image")
            .whereLayer("check")
            .mayOnlyAccessLayers("format", "io", "record", "image", "compare");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.ckptimage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_FORMAT_DOES_NO_IO = noClasses()
            .that()
            .resideInAPackage("org.ckptimage.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.channels..", "java.nio.file..", "java.net..", "io.netty..");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED =
            noClasses().should(ACCESS_STANDARD_STREAMS).as("a library returns values and prints nothing");

    @ArchTest
    static final ArchRule NOTHING_IS_LOGGED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..", "org.slf4j..", "org.apache.logging..", "io.netty.util.internal.logging..")
            .as("images are secrets: nothing of them goes into logs");

    @ArchTest
    static final ArchRule ONLY_THESE_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.ckptimage..", "java..", "com.google.common..", "io.netty.buffer..", "io.netty.util..");

    @ArchTest
    static final ArchRule PUBLIC_METHODS_RETURN_PUBLIC_TYPES = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .haveRawReturnType(OURS_AND_HIDDEN);

    @ArchTest
    static final ArchRule PUBLIC_METHODS_TAKE_PUBLIC_TYPES = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(OURS_AND_HIDDEN));

    @ArchTest
    static final ArchRule NO_PUBLIC_STATE = noFields()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areNotStatic()
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule OUR_EXCEPTIONS_ARE_UNCHECKED =
            classes().that().areAssignableTo(Exception.class).should().beAssignableTo(RuntimeException.class);
}
