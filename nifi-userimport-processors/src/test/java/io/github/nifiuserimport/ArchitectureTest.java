// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;

/** Which package of this module may know which; the core's order is kept by its own test. */
@AnalyzeClasses(
        packages = {
            ArchitectureTest.PROCESSORS,
            ArchitectureTest.SERVICES,
            ArchitectureTest.RECORD
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.nifiuserimport";

    static final String PROCESSORS = ROOT + ".processors";
    static final String SERVICES = ROOT + ".services";
    static final String RECORD = ROOT + ".record";

    private static final DescribedPredicate<JavaClass> NIFI_BUT_ITS_RECORDS =
            resideInAPackage("org.apache.nifi..")
                    .and(
                            DescribedPredicate.not(
                                    resideInAPackage("org.apache.nifi.serialization..")))
                    .as("are NiFi's, other than its records");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_PROCESSORS =
            noClasses()
                    .that()
                    .resideInAnyPackage(SERVICES, RECORD)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(PROCESSORS);

    @ArchTest
    static final ArchRule RECORD_ADAPTERS_DO_NOT_KNOW_SERVICES =
            noClasses()
                    .that()
                    .resideInAPackage(RECORD)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(SERVICES);

    @ArchTest
    static final ArchRule RECORD_ADAPTERS_KNOW_OF_NIFI_ONLY_ITS_RECORDS =
            noClasses()
                    .that()
                    .resideInAPackage(RECORD)
                    .should()
                    .dependOnClassesThat(NIFI_BUT_ITS_RECORDS);

    @ArchTest
    static final ArchRule WHICH_VENDORS_THERE_ARE_IS_KNOWN_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("ApiOption")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".api.*");

    @ArchTest
    static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
            noClasses()
                    .should(
                            ArchConditions.be(
                                    describe(
                                            "named *Util, *Utils, *Helper, *Manager",
                                            ArchitectureTest::saysNothing)));

    private static boolean saysNothing(final JavaClass type) {
        return List.of("Util", "Utils", "Helper", "Manager").stream()
                .anyMatch(type.getSimpleName()::endsWith);
    }
}
