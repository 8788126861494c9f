// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leanplum's API over an emulator of Google Cloud Storage: one object that cannot be had costs its
 * own job.
 */
@ExtendWith(SharedSystem.class)
class LeanplumStorageIT {

    private static final String APP = "leanplum-storage";

    private static GcsEmulator storage;
    private static LeanplumFlow flow;

    @BeforeAll
    static void start(final TestSystem system) {
        storage = GcsEmulator.start(LeanplumFlow.BUCKET);
        final Path key = storage.writeKeyFile(system.newFolder("keys").resolve(APP + ".json"));
        flow =
                new LeanplumFlow(
                        ApiFlow.start(
                                system,
                                APP,
                                List.of(
                                        Parameter.of("gcs.allowed.buckets", LeanplumFlow.BUCKET),
                                        Parameter.of("gcs.api.url", storage.url()),
                                        Parameter.of("gcs.credentials.file", key.toString()))),
                        null);
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        flow.api().awaitRest();
        flow.api().nifi().groups().stop(flow.api().group());
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "daily/2024 spring/üsers of ours+1%&?#.csv", "a b.csv"})
    void importsAnObjectWhateverItsName(final String object) {
        storage.put(object, "userId,userAttributes.city\n\"" + object + "\",Bern\n");

        assertThat(flow.api().await(multi(object)).outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(flow.api().database().attributes(APP, object))
                .contains(Database.json("{\"city\":\"Bern\"}"));
        assertThat(storage.fetches(object)).isEqualTo(1);
    }

    @Test
    void unpacksGzip() {
        storage.put("packed.csv.gz", Gzip.of("userId,userAttributes.city\npacked,Chur\n"));

        assertThat(flow.api().await(multi("packed.csv.gz")).state()).isEqualTo("FINISHED");
    }

    /**
     * An object whose content is not to be had.
     *
     * @param how what the storage does
     * @param reason that the job has
     */
    record Refused(String name, BiConsumer<GcsEmulator, String> how, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Refused> refused() {
        return List.of(
                new Refused(
                        "encrypted with a key of its own",
                        (bucket, object) ->
                                bucket.refuseContent(
                                        object,
                                        400,
                                        "The target object is encrypted by a customer-supplied"
                                                + " encryption key."),
                        "The storage refused it with 400: The target object is encrypted by a"
                                + " customer-supplied encryption key."),
                new Refused(
                        "content forbidden",
                        (bucket, object) -> bucket.refuseContent(object, 403, "no access"),
                        "The storage refused it with 403: no access"),
                new Refused(
                        "forbidden",
                        GcsEmulator::forbid,
                        "The storage refused it with 403: The account does not have"
                                + " storage.objects.get access"),
                new Refused(
                        "gone",
                        GcsEmulator::vanish,
                        "The storage refused it with 404: No such object: "),
                new Refused(
                        "the storage in trouble",
                        (bucket, object) -> bucket.refuseContent(object, 503, "try later"),
                        "The storage refused it with 503: try later"),
                new Refused(
                        "broken off",
                        GcsEmulator::breakOff,
                        "The storage could not be reached, or broke off: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void anObjectThatIsRefusedCostsItsOwnJob(final Refused refused) {
        final String object = "refused/" + refused.name() + ".csv";
        storage.put(object, "userId\nrefused\n");
        refused.how().accept(storage, object);
        storage.put("behind.csv", "userId\nbehind\n");

        final String bad = multi(object);
        assertThat(flow.api().await(multi("behind.csv")).state()).isEqualTo("FINISHED");
        final Job job = flow.api().await(bad);

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error())
                .startsWith("The file could not be read: " + object + ". " + refused.reason());
        final JsonNode answer = flow.results(bad).json().at("/response/0");
        assertThat(answer.path("state").asText()).isEqualTo("FAILED");
        assertThat(answer.at("/error/message").asText()).isEqualTo(job.error());
        assertThat(storage.fetches(object)).as("tries").isEqualTo(3);
        assertThat(flow.api().database().attributes(APP, "refused")).isEmpty();
    }

    @Test
    void goesOnWhenTheStorageComesBackBetweenTwoTries() {
        storage.put("back.csv", "userId\nback\n");
        storage.refuseContent("back.csv", 503, "try later");
        final String job = multi("back.csv");
        Await.until(
                Duration.ofSeconds(30), () -> "a first try", () -> storage.fetches("back.csv") > 0);
        storage.allow("back.csv");

        assertThat(flow.api().await(job).state()).isEqualTo("FINISHED");
    }

    private static String multi(final String object) {
        return LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi(object)));
    }
}
