// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of a bucket are merged into profiles, each generation of each once. */
@ExtendWith({NeedsGcpNars.class, SharedSystem.class})
class GcsUserImportIT {

    private static final String APP = "gcs";

    private static TestSystem system;
    private static GcsEmulator storage;
    private static GcsFlow flow;

    @BeforeAll
    static void start(final TestSystem shared) {
        system = shared;
        storage = GcsEmulator.start("user-imports");
        flow = GcsFlow.start(system, storage, APP, "in/");
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        flow.awaitRest();
        system.client().groups().stop(flow.group());
        storage.close();
    }

    @Test
    void importsAnObjectOnceHoweverOftenItIsListed() {
        final String text = "userId,userAttributes.city\nplain,Bern\n";
        storage.put("in/plain.csv", text);

        final Job job = flow.await("in_plain.csv", 1);
        flow.awaitListings(3);

        assertThat(job.outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
        assertThat(city("plain")).isEqualTo("Bern");
        assertThat(flow.jobs("in_plain.csv")).hasSize(1);
        assertThat(storage.fetches("in/plain.csv")).isEqualTo(1);
        assertThat(flow.saved(Result.DONE, "in_plain.csv"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent(text));
        assertThat(flow.saved(Result.SUMMARIES, "in_plain.csv.summary.json")).hasSize(1);
    }

    @Test
    void importsAnObjectAgainWhenItIsOverwritten() {
        storage.put("in/twice.csv", "userId,userAttributes.city\ntwice,Bern\n");
        final Job first = flow.await("in_twice.csv", 1);
        storage.put("in/twice.csv", "userId,userAttributes.city\ntwice,Basel\n");

        final Job second = flow.await("in_twice.csv", 2);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 0 created, 1 updated, 0 unchanged");
        assertThat(city("twice")).isEqualTo("Basel");
    }

    @Test
    void unpacksGzip() {
        final String text = "userId,userAttributes.city\npacked,Chur\n";
        storage.put("in/packed.csv.gz", Gzip.of(text));

        final Job job = flow.await("in_packed.csv", 1);

        assertThat(job.state()).isEqualTo("FINISHED");
        assertThat(city("packed")).isEqualTo("Chur");
        assertThat(flow.saved(Result.DONE, "in_packed.csv"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent(text));
    }

    @Test
    void failsAnObjectThatCannotBeUnpackedOnceAndSaysWhy() {
        final byte[] cut = Gzip.cutOff("userId,userAttributes.city\ncut,Chur\n");
        storage.put("in/cut.csv.gz", cut);

        final Job job = flow.await("in_cut.csv.gz", 1);
        flow.awaitListings(2);

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error())
                .isEqualTo(
                        "in_cut.csv.gz, the file is compressed (gzip), not CSV; decompress"
                                + " it first");
        assertThat(flow.saved(Result.FAILED, "in_cut.csv.gz"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(cut));
        assertThat(flow.jobs("in_cut.csv.gz")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "in/crm/2024 spring/üsers of ours+1%.csv, in_crm_2024 spring_üsers of ours+1%.csv",
        "in/../../../escaped.csv, in_.._.._.._escaped.csv"
    })
    void savesAnObjectInsideTheResultsWhateverItsName(final String object, final String file) {
        storage.put(object, "userId,userAttributes.city\n\"" + object + "\",Genf\n");

        assertThat(flow.await(file, 1).state()).isEqualTo("FINISHED");
        assertThat(flow.saved(Result.DONE, file)).hasSize(1);
    }

    @Test
    void savesAnObjectWhoseNameIsTooLongForAFileUnderItsEnd() {
        storage.put("in/" + "x".repeat(900) + "/end.csv", "userId,userAttributes.city\nlong,Zug\n");
        final String file = "x".repeat(67) + "_end.csv";

        assertThat(flow.await(file, 1).state()).isEqualTo("FINISHED");
        assertThat(flow.saved(Result.DONE, file)).hasSize(1);
        storage.delete("in/" + "x".repeat(900) + "/end.csv");
    }

    @Test
    void leavesOutFoldersAndWhatIsNotUnderThePrefix() {
        storage.put("in/folder/", "");
        storage.put("out/other.csv", "userId\nother\n");

        flow.awaitListings(3);

        assertThat(flow.jobs()).noneMatch(job -> job.file().contains("folder"));
        assertThat(flow.jobs()).noneMatch(job -> job.file().contains("other"));
    }

    @Test
    void takesTheWholeBucketWithoutAPrefix() {
        final String app = "gcs-whole-bucket";
        try (GcsEmulator other = GcsEmulator.start("whole-bucket")) {
            other.put("top.csv", "userId,userAttributes.city\ntop,Visp\n");
            other.put("deep/down.csv", "userId,userAttributes.city\ndown,Visp\n");
            final GcsFlow whole = GcsFlow.start(system, other, app, null);

            assertThat(whole.await("top.csv", 1).state()).isEqualTo("FINISHED");
            assertThat(whole.await("deep_down.csv", 1).state()).isEqualTo("FINISHED");
            system.client().groups().stop(whole.group());
        }
    }

    @Test
    void triesAnObjectThatItMayNotReadAgainAndImportsTheOthers() {
        final long before = lastBulletin();
        storage.forbid("in/a-forbidden.csv");
        storage.put("in/a-forbidden.csv", "userId,userAttributes.city\nforbidden,Olten\n");
        storage.put("in/b-allowed.csv", "userId,userAttributes.city\nallowed,Olten\n");

        assertThat(flow.await("in_b-allowed.csv", 1).state()).isEqualTo("FINISHED");
        assertThat(flow.jobs("in_a-forbidden.csv")).isEmpty();
        assertThat(system.client().bulletins().after(before))
                .filteredOn(Bulletin::isTrouble)
                .anySatisfy(
                        bulletin ->
                                assertThat(bulletin.message())
                                        .contains("does not have storage.objects.get access"));

        storage.allow("in/a-forbidden.csv");
        assertThat(flow.await("in_a-forbidden.csv", 1).state()).isEqualTo("FINISHED");
        assertThat(city("forbidden")).isEqualTo("Olten");
    }

    @Test
    void forgetsAnObjectThatIsGoneWhenItIsFetched() {
        storage.vanish("in/gone.csv");
        storage.put("in/gone.csv", "userId\ngone\n");
        Await.until(
                Duration.ofSeconds(60),
                () -> "the object was asked for",
                () -> storage.fetches("in/gone.csv") > 0);
        storage.delete("in/gone.csv");

        flow.awaitListings(2);

        assertThat(flow.jobs("in_gone.csv")).isEmpty();
    }

    @Test
    void goesOnWhenTheStorageIsBack() throws InterruptedException {
        storage.down();
        storage.put("in/back.csv", "userId,userAttributes.city\nback,Thun\n");
        Thread.sleep(5000);
        storage.up();

        assertThat(flow.await("in_back.csv", 1).state()).isEqualTo("FINISHED");
        assertThat(city("back")).isEqualTo("Thun");
    }

    @Test
    void importsWhatOneListingFindsInTheOrderOfTheNames() {
        final List<String> cities = List.of("A", "B", "C", "D", "E", "F", "G", "H");
        storage.down();
        for (final String city : cities.reversed()) {
            storage.put(
                    "in/many/" + city + ".csv", "userId,userAttributes.city\nmany," + city + "\n");
        }
        storage.up();

        flow.await("in_many_H.csv", 1);

        assertThat(flow.jobs().stream().map(Job::file).filter(file -> file.contains("_many_")))
                .containsExactlyElementsOf(
                        cities.stream().map(city -> "in_many_" + city + ".csv").toList());
        assertThat(city("many")).isEqualTo("H");
    }

    private static String city(final String user) {
        return system.database().attributes(APP, user).orElseThrow().path("city").asText();
    }

    private static long lastBulletin() {
        return system.client().bulletins().after(0).stream()
                .mapToLong(Bulletin::id)
                .max()
                .orElse(0);
    }
}
