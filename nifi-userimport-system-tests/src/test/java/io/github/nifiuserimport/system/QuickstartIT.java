// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./quickstart}, as a person or a script runs it. */
class QuickstartIT {

    private static final List<String> LINE =
            List.of(
                    "file",
                    "id",
                    "state",
                    "rows",
                    "applied",
                    "rejected",
                    "created",
                    "updated",
                    "unchanged",
                    "seconds");

    private static final List<String> PROFILE =
            List.of(
                    "appId",
                    "userId",
                    "email",
                    "attributes",
                    "tags",
                    "unsubscribedChannels",
                    "unsubscribedCategories",
                    "events",
                    "states",
                    "devices",
                    "created",
                    "lastActive");

    private static final String OTHER_SESSIONS =
            """
             FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """;

    @TempDir Path folder;

    @Test
    void importsTheSampleAndDumpsItsUsers() throws Exception {
        final Instant start = Instant.now();
        final QuickstartRun run = QuickstartRun.done(folder, "--once", "--dump", "profiles.jsonl");

        assertThat(run.exitCode()).as(run.console()).isZero();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
        final JsonNode line = run.lines().getFirst();
        assertThat(run.lines()).hasSize(1);
        assertThat(names(line)).isEqualTo(LINE);
        assertThat(line.path("file").asText()).isEqualTo("samples/users.csv");
        assertThat(line.path("state").asText()).isEqualTo("FINISHED");
        assertThat(line.path("rows").asInt()).isGreaterThan(10);
        for (final String rows : List.of("applied", "created")) {
            assertThat(line.path(rows).asInt()).isEqualTo(line.path("rows").asInt());
        }

        final List<JsonNode> profiles = dump(folder.resolve("profiles.jsonl"));
        assertThat(profiles).hasSize(line.path("created").asInt());
        assertThat(profiles)
                .allSatisfy(
                        profile ->
                                assertThat(names(profile).subList(0, PROFILE.size()))
                                        .isEqualTo(PROFILE));
        assertThat(profiles)
                .isSortedAccordingTo(
                        Comparator.comparing(profile -> profile.path("userId").asText()));
        final JsonNode user =
                profiles.stream()
                        .filter(profile -> profile.path("userId").asText().equals("sample_user"))
                        .findFirst()
                        .orElseThrow();
        assertThat(user.path("created").asText()).isEqualTo("2017-01-01T00:00:00Z");
        assertThat(user.path("lastActive").asText()).isEqualTo("2017-06-01T00:00:00Z");
        assertThat(user.path("attributes"))
                .isEqualTo(
                        Database.json(
                                "{\"age\":24,\"gender\":\"female\",\"friends\":[\"Jimmy\",\"Sara\",\"Amy\"]}"));
    }

    @Test
    void tellsOfEachFileAndGoesOnWithTheSameProfiles() throws Exception {
        final String text =
                """
                userId,userAttributes.name,userAttributes.city
                %1$s1,Ann,Aachen
                %1$s2,Ben,Bonn
                """;
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        Files.writeString(folder.resolve("one/users.csv"), Text.format(text, "a"));
        Files.writeString(folder.resolve("two/users.csv"), Text.format(text, "b"));
        Files.writeString(folder.resolve("bad.csv"), "userId,a,a.b\nc1,2,3\n");

        final QuickstartRun first =
                QuickstartRun.done(
                        folder,
                        "--once",
                        "--data",
                        "kept",
                        "one/users.csv",
                        "bad.csv",
                        folder.resolve("two/users.csv").toString());

        assertThat(first.exitCode()).as(first.console()).isOne();
        assertThat(first.lines()).hasSize(3);
        assertThat(users(first.line("one/users.csv"))).isEqualTo("FINISHED 2 0 0");
        assertThat(users(first.line(folder.resolve("two/users.csv").toString())))
                .isEqualTo("FINISHED 2 0 0");
        assertThat(users(first.line("bad.csv"))).isEqualTo("FAILED 0 0 0");
        assertThat(first.line("bad.csv").path("error").asText())
                .startsWith("bad.csv, line 1, column a: ");

        Files.writeString(
                folder.resolve("two/users.csv"),
                Text.format(text, "b")
                        .replace("Bonn", "Berlin")
                        .replace(",userAttributes.name", ",userAttributes.firstName"));
        final QuickstartRun second =
                QuickstartRun.done(
                        folder,
                        "--once",
                        "--data",
                        "kept",
                        "--dump",
                        "dump.jsonl",
                        "one/users.csv",
                        "two/users.csv");

        assertThat(second.exitCode()).as(second.console()).isZero();
        assertThat(users(second.line("one/users.csv"))).isEqualTo("FINISHED 0 0 2");
        assertThat(users(second.line("two/users.csv"))).isEqualTo("FINISHED 0 2 0");
        final List<JsonNode> profiles = dump(folder.resolve("dump.jsonl"));
        assertThat(profiles)
                .extracting(profile -> profile.path("userId").asText())
                .containsExactly("a1", "a2", "b1", "b2");
        assertThat(profiles.getLast().path("attributes"))
                .isEqualTo(
                        Database.json(
                                "{\"name\":\"Ben\",\"firstName\":\"Ben\",\"city\":\"Berlin\"}"));
    }

    @Test
    void importsWhatIsPackedAndSaysSo() throws Exception {
        final String text = "userId,userAttributeValuesToIncrement.visits\n%s,1\n";
        gzip("users.csv.gz", Text.format(text, "packed"));
        Files.writeString(folder.resolve("users.csv"), Text.format(text, "plain"));
        gzip("BARE.GZ", Text.format(text, "bare"));
        Files.writeString(folder.resolve("named.gz"), Text.format(text, "unpacked"));

        final QuickstartRun run =
                QuickstartRun.done(
                        folder,
                        "--once",
                        "--data",
                        "kept",
                        "users.csv.gz",
                        "users.csv",
                        "BARE.GZ",
                        "named.gz");

        assertThat(run.exitCode()).as(run.console()).isZero();
        for (final String file : List.of("users.csv.gz", "users.csv", "BARE.GZ", "named.gz")) {
            assertThat(users(run.line(file))).as(file).isEqualTo("FINISHED 1 0 0");
        }

        final QuickstartRun later =
                QuickstartRun.done(folder, "--once", "--data", "kept", "--dump", "dump.jsonl");

        assertThat(later.exitCode()).as(later.console()).isZero();
        assertThat(later.lines()).isEmpty();
        assertThat(later.console()).contains("the sample is left out");
        assertThat(dump(folder.resolve("dump.jsonl")))
                .extracting(
                        profile -> profile.path("userId").asText(),
                        profile -> profile.path("attributes").path("visits").asInt())
                .containsExactly(
                        tuple("bare", 1),
                        tuple("packed", 1),
                        tuple("plain", 1),
                        tuple("unpacked", 1));
    }

    private void gzip(final String name, final String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void importsAFileOverTheNodesOfACluster() throws Exception {
        final StringBuilder text = new StringBuilder("userId,userAttributes.name\n");
        for (int user = 0; user < 2_000; user++) {
            text.append("user-").append(user).append(",Name ").append(user).append('\n');
        }
        Files.writeString(folder.resolve("users.csv"), text);

        final QuickstartRun run =
                QuickstartRun.done(folder, "--once", "--nodes", "2", "--heap", "768m", "users.csv");

        assertThat(run.exitCode()).as(run.console()).isZero();
        assertThat(users(run.line("users.csv"))).isEqualTo("FINISHED 2000 0 0");
        final Matcher shares =
                Pattern.compile("Node (\\d) applied ([1-3]) parts?, ([\\d,]+) rows")
                        .matcher(run.console());
        final List<String> nodes = new ArrayList<>();
        int parts = 0;
        int rows = 0;
        while (shares.find()) {
            nodes.add(shares.group(1));
            parts += Integer.parseInt(shares.group(2));
            rows += Integer.parseInt(shares.group(3).replace(",", ""));
        }
        assertThat(nodes).as(run.console()).containsExactly("1", "2");
        assertThat(parts).isEqualTo(4);
        assertThat(rows).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--onec | --onec",
                "no-such-file.csv | no-such-file.csv: no such file",
                "users.csv no-such-file.csv | no-such-file.csv: no such file",
                "folder | folder: a folder; name the files in it, such as folder/*.csv",
                "folder/ | folder/: a folder",
                ". | .: a folder",
                "users.csv linked.csv | linked.csv and users.csv are the same file: name it once",
                "users.csv users.csv | users.csv is given twice: name it once",
                "users.csv ./users.csv | ./users.csv and users.csv are the same file",
                "users.csv --dump ./users.csv | users.csv: --dump would write over it",
                "<empty> | an empty FILE: name a file, or none for the sample",
                "users.csv <empty> | an empty FILE",
                "--dump <empty> | --dump is empty: give a file",
                "--data <empty> | --data is empty: give a folder",
                "--app-id <empty> | only letters, digits, . _ and - are allowed",
                "--app-key <empty> | only ASCII letters, digits and punctuation are allowed",
                "--app-key --once | Expected parameter for option '--app-key'",
                "--nars <empty> | not a folder with NARs in it",
                "--gcs-bucket <empty> | --gcs-bucket is empty: name a bucket",
                "--gcs-credentials folder | no such file, or not readable",
                "--nifi-port seven | seven",
                "--db-port 70000 | ports go from 1 to 65535",
                "--heap lots | give a size like 512m or 2g",
                "--nodes 0 | give a number from 1 to 5",
                "--nodes 2 --heap 9000g | Use fewer nodes or a smaller --heap",
                "--nars nowhere | not a folder with NARs in it",
                "--http-port 0 | ports go from 1 to 65535",
                "--app-id a/b | only letters, digits, . _ and - are allowed",
                "--app-key ключ | only ASCII letters, digits and punctuation are allowed",
                "--gcs-url nowhere | give an address like http://127.0.0.1:4443",
                "--gcs-url http://127.0.0.1:4443 | this needs NiFi's GCP NARs",
                "--gcs-credentials no-such.json | no such file, or not readable",
                "--gcs-bucket b | also give --gcs-url or --gcs-credentials",
                "--dump no/such/folder/x | no file can be written there"
            })
    void saysWhatIsWrongWithWrongUseAndStartsNothing(final String arguments, final String message)
            throws Exception {
        Files.writeString(folder.resolve("users.csv"), "userId\nu1\n");
        Files.createSymbolicLink(folder.resolve("linked.csv"), folder.resolve("users.csv"));
        Files.createDirectory(folder.resolve("folder"));
        final List<String> all = new ArrayList<>(List.of("--once"));
        if (!arguments.startsWith("--data")) {
            all.addAll(List.of("--data", "kept"));
        }
        Stream.of(arguments.split(" ")).map(each -> each.replace("<empty>", "")).forEach(all::add);

        final QuickstartRun run = QuickstartRun.done(folder, all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.console()).contains(message);
        assertThat(folder.resolve("kept")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"Starting NiFi", "Ctrl-C stops it all"})
    void leavesNothingBehindWhenItIsTerminated(final String moment) throws Exception {
        try (QuickstartRun run = QuickstartRun.start(folder)) {
            run.awaitWords(moment);
            final Path workspace = workspace(run);
            assertThat(processesOf(workspace)).hasSizeGreaterThanOrEqualTo(2);

            run.process().destroy();
            run.awaitEnd();

            assertThat(processesOf(workspace)).isEmpty();
            assertThat(workspace).doesNotExist();
            assertThat(run.console()).doesNotContain("Exception");
        }
    }

    @Test
    void endsWhatRunsThatWereKilledHaveLeftBehind() throws Exception {
        final Path kept = folder.toRealPath().resolve("kept");
        final Path temporary;
        try (QuickstartRun first = QuickstartRun.start(folder);
                QuickstartRun second = QuickstartRun.start(folder, "--data", "kept")) {
            first.awaitWords("Ctrl-C stops it all");
            second.awaitWords("Ctrl-C stops it all");
            temporary = workspace(first);
            first.process().destroyForcibly();
            second.process().destroyForcibly();
            first.awaitEnd();
            second.awaitEnd();
        }
        for (final Path workspace : List.of(kept, temporary)) {
            assertThat(processesOf(workspace)).hasSizeGreaterThanOrEqualTo(2);
        }

        final QuickstartRun next = QuickstartRun.done(folder, "--once", "--data", "kept");

        assertThat(next.exitCode()).as(next.console()).isZero();
        for (final Path workspace : List.of(kept, temporary)) {
            assertThat(next.console())
                    .containsSubsequence(
                            "A run that was killed left these running in " + workspace,
                            "stopping NiFi (process id ",
                            "stopping PostgreSQL (process id ");
            assertThat(processesOf(workspace)).isEmpty();
        }
        assertThat(temporary).doesNotExist();
    }

    @Test
    void outlivesAProcessOfPostgresqlButNotTheServer() throws Exception {
        try (QuickstartRun run = QuickstartRun.start(folder, "--data", "kept")) {
            run.awaitWords("Ctrl-C stops it all");
            final Path kept = folder.toRealPath().resolve("kept");
            final ProcessHandle server = server(kept);

            endSessions(run);
            Files.writeString(kept.resolve("inbox/ended.csv"), "userId\nended-1\n");
            run.awaitWords("ended.csv  FINISHED");

            killSession(run);
            Files.writeString(kept.resolve("inbox/killed.csv"), "userId\nkilled-1\n");
            run.awaitWords("killed.csv  FINISHED");

            server.destroyForcibly();

            assertThat(run.awaitEnd()).isOne();
            assertThat(run.console())
                    .contains("PostgreSQL ended unexpectedly")
                    .doesNotContain("Exception");
        }
    }

    private static ProcessHandle server(final Path workspace) {
        return ProcessHandle.allProcesses()
                .filter(
                        each ->
                                each.info()
                                        .commandLine()
                                        .filter(
                                                line ->
                                                        line.endsWith(
                                                                "-D "
                                                                        + workspace
                                                                        + "/postgres/data"))
                                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** As an administrator does. */
    private static void endSessions(final QuickstartRun run) throws SQLException {
        try (Connection connection = connect(run);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid)" + OTHER_SESSIONS);
        }
    }

    /** As the kernel does when it is out of memory: the server ends all sessions then. */
    private static void killSession(final QuickstartRun run) throws SQLException {
        try (Connection connection = connect(run);
                Statement statement = connection.createStatement();
                ResultSet session = statement.executeQuery("SELECT pid" + OTHER_SESSIONS)) {
            assertThat(session.next()).isTrue();
            ProcessHandle.of(session.getLong("pid")).orElseThrow().destroyForcibly();
        }
    }

    private static Connection connect(final QuickstartRun run) throws SQLException {
        final Matcher address =
                Pattern.compile("psql postgresql://(\\w+):(\\w+)@(\\S+)").matcher(run.console());
        assertThat(address.find()).as(run.console()).isTrue();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.group(3), address.group(1), address.group(2));
    }

    /** The run's temporary folder, as its NiFi has been told. */
    private static Path workspace(final QuickstartRun run) {
        final Pattern folder = Pattern.compile("nifi.properties.file.path=(.*)/nifi/conf/");
        return Await.value(
                Duration.ofSeconds(30),
                () -> "NiFi is a process",
                () ->
                        run.process()
                                .descendants()
                                .flatMap(each -> each.info().commandLine().stream())
                                .map(folder::matcher)
                                .filter(Matcher::find)
                                .map(found -> Path.of(found.group(1)))
                                .findFirst());
    }

    /** All processes, whosoever children, that work in a folder: PostgreSQL is no child. */
    private static List<String> processesOf(final Path workspace) {
        return ProcessHandle.allProcesses()
                .flatMap(each -> each.info().commandLine().stream())
                .filter(line -> line.contains(workspace.toString()))
                .toList();
    }

    private static List<JsonNode> dump(final Path file) throws Exception {
        return Files.readAllLines(file).stream().map(Database::json).toList();
    }

    private static List<String> names(final JsonNode object) {
        final List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String users(final JsonNode line) {
        return Text.format(
                "%s %d %d %d",
                line.path("state").asText(),
                line.path("created").asLong(),
                line.path("updated").asLong(),
                line.path("unchanged").asLong());
    }
}
