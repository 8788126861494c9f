// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.system.FolderFlow.Result;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as other programs write them, by whatever name, are imported as they are. */
@ExtendWith(SharedSystem.class)
class UnusualFilesIT {

    private static final String APP = "unusual-files";
    private static final int MANY_COLUMNS = 10_000;
    private static final int MANY_ROWS = 200_000;

    private static Database database;
    private static FolderFlow flow;
    private static final Map<String, Job> JOBS = new HashMap<>();

    /** A file, and what one of its users is then. */
    record GoodFile(String name, String text, String user, String attributes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<GoodFile> goodFiles() {
        return List.of(
                new GoodFile(
                        "bom.csv",
                        "\uFEFFuserId,userAttributes.name\nbom,Ann\n",
                        "bom",
                        "{\"name\":\"Ann\"}"),
                new GoodFile(
                        "semicolons.csv",
                        "userId;userAttributes.price;userAttributes.note\nsemicolons;\"1,5\";a,b\n",
                        "semicolons",
                        "{\"price\":\"1,5\",\"note\":\"a,b\"}"),
                new GoodFile(
                        "tabs.csv",
                        "userId\tuserAttributes.name\ntabs\tAnn, B.\n",
                        "tabs",
                        "{\"name\":\"Ann, B.\"}"),
                new GoodFile(
                        "pipes.csv",
                        "userId|userAttributes.name\npipes|Ann\n",
                        "pipes",
                        "{\"name\":\"Ann\"}"),
                new GoodFile(
                        "windows line ends.csv",
                        "userId,userAttributes.name\r\ncrlf,Ann\r\n",
                        "crlf",
                        "{\"name\":\"Ann\"}"),
                new GoodFile(
                        "no line end.csv",
                        "userId,userAttributes.name\nno-line-end,Ann",
                        "no-line-end",
                        "{\"name\":\"Ann\"}"),
                new GoodFile(
                        "emoji.csv",
                        "userId,userAttributes.mood,userAttributes.名前\n😀😀,\"😀, \"\"ok\"\"\",太郎\n",
                        "😀😀",
                        "{\"mood\":\"😀, \\\"ok\\\"\",\"名前\":\"太郎\"}"),
                new GoodFile(
                        "Zoë's utilisateurs – 用户 😀.csv",
                        "userId,userAttributes.name\nby-any-name,Zoë\n",
                        "by-any-name",
                        "{\"name\":\"Zoë\"}"),
                new GoodFile(
                        "without suffix",
                        "userId,userAttributes.code\nleading-zeros,00123\n",
                        "leading-zeros",
                        "{\"code\":\"00123\"}"),
                new GoodFile(
                        "ten thousand columns.csv",
                        "userId,"
                                + IntStream.range(1, MANY_COLUMNS)
                                        .mapToObj(i -> "userAttributes.a" + i)
                                        .collect(Collectors.joining(","))
                                + "\nwide"
                                + ",7".repeat(MANY_COLUMNS - 1)
                                + "\n",
                        "wide",
                        IntStream.range(1, MANY_COLUMNS)
                                .mapToObj(i -> "\"a" + i + "\":7")
                                .collect(Collectors.joining(",", "{", "}"))));
    }

    @BeforeAll
    static void dropThemAll(final TestSystem system) throws IOException {
        database = system.database();
        flow = FolderFlow.start(system, APP);
        Files.createDirectories(flow.inbox().resolve("folder.csv"));
        Files.writeString(flow.inbox().resolve("folder.csv/inner.csv"), "userId\ninner\n");
        Files.writeString(flow.inbox().resolve(".hidden.csv"), "userId\nhidden\n");
        final List<Dropped> dropped =
                goodFiles().stream().map(file -> flow.drop(file.name(), file.text())).toList();
        dropped.forEach(file -> JOBS.put(file.name(), file.await()));
    }

    @AfterAll
    static void leavesNothingInTheFlow(final TestSystem system) {
        assertThat(flow.saved(Result.FAILED)).isEmpty();
        assertThat(flow.waitingInInbox()).containsExactly(".hidden.csv");
        system.client().groups().stop(flow.group());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodFiles")
    void isImportedAsItIs(final GoodFile file) {
        assertThat(JOBS.get(file.name()).outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
        assertThat(database.attributes(APP, file.user()))
                .contains(Database.json(file.attributes()));
        assertThat(flow.saved(Result.DONE, file.name()))
                .hasValueSatisfying(
                        kept ->
                                assertThat(kept)
                                        .hasBinaryContent(
                                                file.text().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void foldersAndHiddenFilesAreLeftAlone() {
        assertThat(flow.inbox().resolve("folder.csv/inner.csv")).exists();
        assertThat(flow.inbox().resolve(".hidden.csv")).exists();
        assertThat(database.attributes(APP, "inner")).isEmpty();
        assertThat(database.attributes(APP, "hidden")).isEmpty();
    }

    @Test
    void headerOnlyIsAnImportOfNoRows() {
        assertThat(flow.importFile("header only.csv", "userId,userAttributes.name\n").outcome())
                .isEqualTo(
                        "FINISHED: 0 rows, 0 applied, 0 rejected; 0 created, 0 updated, 0 unchanged");
    }

    @Test
    void twoHundredThousandRowsAreOneJob() {
        final String text =
                IntStream.range(0, MANY_ROWS)
                        .mapToObj(i -> Text.format("many-%d,%d,name %d\n", i, i % 90, i))
                        .collect(
                                Collectors.joining(
                                        "", "userId,userAttributes.age,userAttributes.name\n", ""));

        assertThat(flow.importFile("many.csv", text).outcome())
                .isEqualTo(
                        "FINISHED: 200000 rows, 200000 applied, 0 rejected;"
                                + " 200000 created, 0 updated, 0 unchanged");
        assertThat(database.attributes(APP, "many-123456"))
                .contains(Database.json("{\"age\":66,\"name\":\"name 123456\"}"));
    }
}
