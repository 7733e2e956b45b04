package org.ckptimage.json;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of image-json. */
@AnalyzeClasses(packages = "org.ckptimage.json", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule VIEWS_KNOW_NOTHING_OF_IMAGES_AS_JSON = noClasses()
            .that()
            .resideInAPackage("org.ckptimage.json.view")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.ckptimage.json");
}
