// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/**
 * Which package may know which: only those further down. That none knows NiFi is the compiler's to
 * keep: it is not on the class path.
 */
@AnalyzeClasses(
        packages = CoreArchitectureTest.ROOT,
        importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {

    static final String ROOT = "io.github.nifiuserimport";

    /** From the top to the bottom; none knows one above it, or its like on the same line. */
    private static final List<String> PACKAGES =
            List.of(
                    "server",
                    "api.dashly",
                    "api.leanplum",
                    "api",
                    "page",
                    "store",
                    "store.undo",
                    "store.dryrun",
                    "store.job",
                    "store.profile",
                    "store.history",
                    "store.jdbc",
                    "job.dryrun",
                    "job.split",
                    "job.check",
                    "job.undo",
                    "job.order",
                    "job.run",
                    "job.sort",
                    "job",
                    "job.history",
                    "layout.detect",
                    "layout.dashly",
                    "layout.leanplum",
                    "layout",
                    "csv",
                    "row",
                    "value",
                    "profile",
                    "folder",
                    "text");

    @ArchTest static final ArchRule PACKAGES_IMPORT_ONLY_FROM_THOSE_BELOW = layers();

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_ITS_PLACE_IN_THE_ORDER =
            classes()
                    .should()
                    .resideInAnyPackage(
                            PACKAGES.stream().map(CoreArchitectureTest::in).toArray(String[]::new));

    @ArchTest
    static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
            noClasses()
                    .should(
                            ArchConditions.be(
                                    describe(
                                            "named *Util, *Utils, *Helper, *Manager",
                                            CoreArchitectureTest::saysNothing)));

    private static boolean saysNothing(final JavaClass type) {
        return List.of("Util", "Utils", "Helper", "Manager").stream()
                .anyMatch(type.getSimpleName()::endsWith);
    }

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (final String each : PACKAGES) {
            layers = layers.layer(each).definedBy(resideInAPackage(in(each)));
        }
        for (int below = 0; below < PACKAGES.size(); below++) {
            final String each = PACKAGES.get(below);
            layers =
                    below == 0
                            ? layers.whereLayer(each).mayNotBeAccessedByAnyLayer()
                            : layers.whereLayer(each)
                                    .mayOnlyBeAccessedByLayers(
                                            PACKAGES.subList(0, below).toArray(new String[0]));
        }
        return layers;
    }

    private static String in(final String name) {
        return ROOT + "." + name;
    }
}
