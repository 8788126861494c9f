// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.system.FolderFlow.Result;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

        final Job job = flow.await("in_packed.csv.gz", 1);

        assertThat(job.state()).isEqualTo("FINISHED");
        assertThat(city("packed")).isEqualTo("Chur");
        assertThat(flow.saved(Result.DONE, "in_packed.csv.gz")).hasSize(1);
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
                        "in_cut.csv.gz, the file is compressed (gzip) and cut off: its end is"
                                + " missing. Upload it again, whole");
        assertThat(flow.saved(Result.FAILED, "in_cut.csv.gz"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(cut));
        assertThat(flow.saved(Result.FAILED, "in_cut.csv.gz.error.json"))
                .singleElement()
                .satisfies(
                        file ->
                                assertThat(Files.readString(file))
                                        .contains("cut off: its end is missing"));
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

    /** An object that is listed, and refused when it is to be fetched. */
    record Refused(String name, BiConsumer<GcsEmulator, String> how, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Refused> refused() {
        return List.of(
                new Refused(
                        "a-encrypted",
                        (bucket, object) -> bucket.refuseContent(object, 400, "a key of its own"),
                        "400: a key of its own"),
                new Refused(
                        "a-content",
                        (bucket, object) -> bucket.refuseContent(object, 403, "no access"),
                        "403: no access"),
                new Refused(
                        "a-forbidden",
                        GcsEmulator::forbid,
                        "403: The account does not have storage.objects.get access"),
                new Refused("a-gone", GcsEmulator::vanish, "404: No such object: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void anObjectThatIsRefusedCostsItselfAlone(final Refused refused) {
        final String object = "in/" + refused.name() + ".csv";
        final String file = "in_" + refused.name() + ".csv";
        final String user = refused.name();
        refused.how().accept(storage, object);
        storage.put(object, "userId,userAttributes.city\n" + user + ",Olten\n");
        storage.put("in/b-behind.csv", "userId,userAttributes.city\nbehind,Olten\n");
        final int others = flow.jobs("in_b-behind.csv").size();

        final Job job = flow.await(file, 1);
        assertThat(flow.await("in_b-behind.csv", others + 1).state()).isEqualTo("FINISHED");
        flow.awaitListings(3);

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error())
                .startsWith(
                        "The file could not be read: "
                                + object
                                + ". The storage refused it with "
                                + refused.reason());
        assertThat(flow.jobs(file)).as("once for this generation").hasSize(1);
        assertThat(storage.fetches(object)).as("tries").isEqualTo(3);
        assertThat(flow.saved(Result.SUMMARIES, file + ".summary.json")).hasSize(1);
        assertThat(flow.saved(Result.FAILED, file)).as("there is no file to keep").isEmpty();

        storage.allow(object);
        flow.awaitListings(2);
        assertThat(flow.jobs(file)).as("not by itself").containsExactly(job);
        // As docs/operations.md has it.
        system.database()
                .execute(
                        "UPDATE userimport.import_job SET state = 'PENDING', error = NULL,"
                                + " finished = NULL WHERE state = 'FAILED' AND id = '"
                                + job.id()
                                + "'");
        flow.awaitListings(1);
        assertThat(flow.await(file, 1).outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
        assertThat(city(user)).isEqualTo("Olten");
        assertThat(flow.saved(Result.DONE, file)).hasSize(1);
    }

    @Test
    void anObjectThatWasRefusedIsTriedAgainWhenItIsOverwritten() {
        storage.refuseContent("in/a-replaced.csv", 400, "a key of its own");
        storage.put("in/a-replaced.csv", "userId,userAttributes.city\nreplaced,Olten\n");
        assertThat(flow.await("in_a-replaced.csv", 1).state()).isEqualTo("FAILED");

        storage.allow("in/a-replaced.csv");
        storage.put("in/a-replaced.csv", "userId,userAttributes.city\nreplaced,Aarau\n");

        assertThat(flow.await("in_a-replaced.csv", 2).state()).isEqualTo("FINISHED");
        assertThat(city("replaced")).isEqualTo("Aarau");
    }

    /** It says nothing of the object, which would be all right a minute later. */
    @ParameterizedTest
    @ValueSource(ints = {503, 429, 401, 200})
    void anObjectThatIsNotToBeHadNowComesWithALaterListing(final int status) {
        final long before = lastBulletin();
        final String object = "in/a-later-" + status + ".csv";
        final String file = "in_a-later-" + status + ".csv";
        if (status == 200) {
            storage.breakOff(object);
        } else {
            storage.refuseContent(object, status, "not now");
        }
        storage.put(object, "userId,userAttributes.city\nlater-" + status + ",Olten\n");
        storage.put("in/b-behind.csv", "userId,userAttributes.city\nbehind,Olten\n");
        final int others = flow.jobs("in_b-behind.csv").size();

        try {
            // It comes with every listing, so the flow is hardly ever at rest.
            Await.until(
                    Duration.ofSeconds(60),
                    () -> "the one behind it is imported",
                    () ->
                            flow.jobs("in_b-behind.csv").size() > others
                                    && flow.jobs("in_b-behind.csv").stream()
                                            .allMatch(Job::hasEnded));
            assertThat(flow.jobs(file)).isEmpty();
            assertThat(system.client().bulletins().after(before))
                    .filteredOn(Bulletin::isWarningOrError)
                    .anySatisfy(
                            bulletin ->
                                    assertThat(bulletin.message())
                                            .contains(
                                                    object
                                                            + " cannot be fetched now, and is tried"
                                                            + " again with the next listing"));
        } finally {
            storage.allow(object);
        }
        assertThat(flow.await(file, 1).state()).isEqualTo("FINISHED");
        assertThat(city("later-" + status)).isEqualTo("Olten");
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

    @Test
    void aSmallObjectPassesALargeOneUnlessItHasAUserThatIsStillToCome() {
        final int users = 800_000;
        final StringBuilder large = new StringBuilder("userId,userAttributes.city\n");
        for (int user = 0; user < users; user++) {
            large.append(Text.format("large-%07d,Earlier\n", user));
        }
        storage.put("in/large.csv", large.toString());
        Await.until(
                Duration.ofSeconds(60),
                () -> "rows are applied; there are " + flow.jobs("in_large.csv"),
                () -> flow.jobs("in_large.csv").stream().anyMatch(job -> job.rows() > 0));

        storage.put("in/one.csv", "userId,userAttributes.city\none,Later\n");
        Await.until(
                Duration.ofSeconds(15),
                () -> "it is imported; there are " + flow.jobs("in_one.csv"),
                () -> flow.jobs("in_one.csv").stream().anyMatch(Job::hasEnded));
        assertThat(flow.jobs("in_large.csv").getFirst().state()).isEqualTo("RUNNING");
        assertThat(city("one")).isEqualTo("Later");
        final String last = Text.format("large-%07d", users - 1);
        storage.put("in/correction.csv", "userId,userAttributes.city\n" + last + ",Later\n");

        assertThat(flow.await("in_correction.csv", 1).state()).isEqualTo("FINISHED");
        assertThat(flow.await("in_large.csv", 1).outcome())
                .startsWith("FINISHED: 800000 rows, 800000 applied");
        assertThat(city(last)).isEqualTo("Later");
        assertThat(storage.fetches("in/large.csv"))
                .as("listed again and again, it was fetched once")
                .isEqualTo(1);
        storage.delete("in/large.csv");
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
