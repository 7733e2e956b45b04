package org.ckptimage.rewrite;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of image-rewrite. */
@AnalyzeClasses(packages = "org.ckptimage.rewrite", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule EACH_FLOOR_IMPORTS_ONLY_FROM_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("draft")
            .definedBy("org.ckptimage.rewrite.draft")
            .layer("rewrite")
            .definedBy("org.ckptimage.rewrite")
            .layer("repair")
            .definedBy("org.ckptimage.rewrite.repair")
            .whereLayer("draft")
            .mayNotAccessAnyLayer()
            .whereLayer("rewrite")
            .mayOnlyAccessLayers("draft")
            .whereLayer("repair")
            .mayOnlyAccessLayers("draft", "rewrite");
}
