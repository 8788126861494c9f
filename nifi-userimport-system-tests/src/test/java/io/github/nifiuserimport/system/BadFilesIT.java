// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file with a fault is not applied at all: its job fails with a reason that names file, line and
 * column, and the file is kept as it was.
 */
@ExtendWith(SharedSystem.class)
class BadFilesIT {

    private static final String APP = "bad-files";

    private static Database database;
    private static FolderFlow flow;
    private static final Map<String, Job> JOBS = new HashMap<>();

    record BadFile(String name, byte[] content, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<BadFile> badFiles() throws IOException {
        return List.of(
                bad(
                        "latin-1.csv",
                        "userId,userAttributes.name\na1,Ann\na2,Zoë\n"
                                .getBytes(StandardCharsets.ISO_8859_1),
                        "line 3, column userAttributes.name: the byte 0xEB (offset 39) cannot stand in UTF-8;"
                                + " save the file as UTF-8 and import it again"),
                bad(
                        "utf-16.csv",
                        "\uFEFFuserId\nb1\n".getBytes(StandardCharsets.UTF_16LE),
                        "the file is UTF-16, not UTF-8; save it as UTF-8"),
                bad(
                        "no user id.csv",
                        "name,userAttributes.age\nc1,25\n",
                        "line 1: there is no userId column. The header has name,"
                                + " userAttributes.age. If another column is meant, rename it to userId,"
                                + " or map it: add a property with its name and the value userId to"
                                + " PutUserImport"),
                bad(
                        "misspelled user id.csv",
                        "UserID,userAttributes.age\nd1,25\n",
                        "line 1: there is no userId column. The header has UserID,"
                                + " userAttributes.age. Is UserID meant? Rename it to userId, or map it:"
                                + " add the property UserID = userId to PutUserImport"),
                bad(
                        "unknown column.csv",
                        "userId,userAttribute.age\ne1,25\n",
                        "line 1, column userAttribute.age: is not a column of this import; was"
                                + " userAttributes.NAME meant? A user's own attributes are named"
                                + " userAttributes.NAME"),
                bad(
                        "value and parent.csv",
                        "userId,userAttributes.a,userAttributes.a.b\nf1,1,2\n",
                        "line 1, column userAttributes.a: it cannot hold a value and be the parent"
                                + " of userAttributes.a.b; remove or rename one"),
                bad(
                        "twice.csv",
                        "userId,userAttributes.a,userAttributes.a\ng1,1,2\n",
                        "line 1, column userAttributes.a: the header has this column twice, in"
                                + " places 2 and 3; remove or rename one"),
                bad(
                        "no name.csv",
                        "userId,,userAttributes.a\nh1,1,2\n",
                        "line 1: column 2 of the header has no name; name it, or remove a delimiter"
                                + " that is too many"),
                bad(
                        "unclosed quote.csv",
                        "userId,userAttributes.name\ni1,Ann\ni2,\"Ben\ni3,Cem\n",
                        "line 3, column userAttributes.name: a double quote opens here and is never"
                                + " closed; close it, or double every quote that is part of a value"),
                bad(
                        "empty.csv",
                        "",
                        "the file is empty: it has no header; its first line has to name"
                                + " the columns"),
                bad(
                        "blank lines.csv",
                        "\n\n\n",
                        "the file is empty: it has no header; its first line has to name"
                                + " the columns"),
                bad(
                        "zip.csv",
                        zip("userId\nj1\n"),
                        "the file is a ZIP archive, not CSV; unpack it first. An Excel workbook"
                                + " (.xlsx) is a ZIP archive too: save it as \"CSV UTF-8\""),
                bad(
                        "cut off.csv.gz",
                        Gzip.cutOff("userId\nk1\n"),
                        "the file is compressed (gzip) and cut off: its end is missing. Upload it"
                                + " again, whole"),
                bad(
                        "more behind it.csv.gz",
                        Gzip.withBehindIt("userId\nk2\n", new byte[] {'x'}),
                        "the file is compressed (gzip), and behind its end, from byte "
                                + (Gzip.of("userId\nk2\n").length + 1)
                                + " on, are bytes that are no part of it. Pack the CSV file again"
                                + " and upload that"),
                bad(
                        "no gzip.csv.gz",
                        "no gzip and no users\n",
                        "line 1: there is no userId column. The header has no gzip and no users. If"
                                + " another column is meant, rename it to userId, or map it: add a"
                                + " property with its name and the value userId to PutUserImport"));
    }

    @BeforeAll
    static void dropThemAll(final TestSystem system) throws IOException {
        database = system.database();
        flow = FolderFlow.start(system, APP);
        final List<Dropped> dropped =
                badFiles().stream().map(file -> flow.drop(file.name(), file.content())).toList();
        dropped.forEach(file -> JOBS.put(file.name(), file.await()));
    }

    @AfterAll
    static void leavesNothingInTheFlow(final TestSystem system) {
        assertThat(
                        database.count(
                                "SELECT count(*) FROM userimport.user_profile WHERE app_id = ?",
                                APP))
                .as("nothing of any of them was applied")
                .isZero();
        assertThat(flow.saved(Result.DONE)).isEmpty();
        assertThat(flow.saved(Result.REJECTED)).isEmpty();
        assertThat(flow.waitingInInbox()).isEmpty();
        system.client().groups().stop(flow.group());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void failsWithTheReasonAndIsKept(final BadFile file) throws IOException {
        final Job job = JOBS.get(file.name());

        assertThat(job.outcome())
                .isEqualTo(
                        "FAILED: 0 rows, 0 applied, 0 rejected; 0 created, 0 updated, 0 unchanged");
        assertThat(job.error()).isEqualTo(file.name() + ", " + file.reason());
        final JsonNode reason =
                Database.json(
                        Files.readString(
                                flow.saved(Result.FAILED, file.name() + ".error.json")
                                        .orElseThrow()));
        assertThat(reason.path("userimport.error").asText()).isEqualTo(job.error());
        assertThat(flow.saved(Result.FAILED, file.name()))
                .hasValueSatisfying(kept -> assertThat(kept).hasBinaryContent(file.content()));
        final JsonNode summary =
                Database.json(
                        Files.readString(
                                flow.saved(Result.SUMMARIES, file.name() + ".summary.json")
                                        .orElseThrow()));
        assertThat(summary.path("state").asText()).isEqualTo("FAILED");
        assertThat(summary.path("error").asText()).isEqualTo(job.error());
    }

    private static BadFile bad(final String name, final String content, final String reason) {
        return bad(name, content.getBytes(StandardCharsets.UTF_8), reason);
    }

    private static BadFile bad(final String name, final byte[] content, final String reason) {
        return new BadFile(name, content, reason);
    }

    private static byte[] zip(final String text) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            final ZipEntry entry = new ZipEntry("users.csv");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
