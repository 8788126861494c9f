// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** Which package may know which: data flows down, and only the top knows NiFi. */
@AnalyzeClasses(
        packages = ArchitectureTest.ROOT,
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "io.github.nifiuserimport";

    /** From the top to the bottom. */
    private static final List<String> PACKAGES =
            List.of(
                    "processors",
                    "services",
                    "api",
                    "store",
                    "job",
                    "layout",
                    "profile",
                    "csv",
                    "folder");

    private static final DescribedPredicate<JavaClass> NIFI = resideInAPackage("org.apache.nifi..");

    private static final DescribedPredicate<JavaClass> NIFIS_RECORDS =
            resideInAPackage("org.apache.nifi.serialization..");

    @ArchTest static final ArchRule PACKAGES_IMPORT_ONLY_FROM_THOSE_BELOW = layers();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CORE_DOES_NOT_KNOW_NIFI =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            in("profile"), in("job"), in("api"), in("store"), in("folder"))
                    .should()
                    .dependOnClassesThat(NIFI)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule READERS_KNOW_OF_NIFI_ONLY_ITS_RECORDS =
            noClasses()
                    .that()
                    .resideInAnyPackage(in("csv"), in("layout"))
                    .should()
                    .dependOnClassesThat(
                            NIFI.and(not(NIFIS_RECORDS)).as("are NiFi's, other than its records"))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
            noClasses().should(beNamed("Util", "Utils", "Helper", "Manager"));

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers =
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true);
        for (final String each : PACKAGES) {
            layers = layers.layer(each).definedBy(in(each));
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

    private static ArchCondition<JavaClass> beNamed(final String... endings) {
        return ArchConditions.be(
                describe(
                        "named *" + String.join(", *", endings),
                        each ->
                                List.of(endings).stream()
                                        .anyMatch(each.getSimpleName()::endsWith)));
    }

    private static String in(final String name) {
        return ROOT + "." + name + "..";
    }
}
