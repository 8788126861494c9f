// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.row.Delimiter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal of both APIs' arguments, with its status and text. */
class ImportArgumentsTest {

    private static final Map<String, String> MULTI =
            Map.of(
                    "action", "multi",
                    "appId", "default",
                    "apiVersion", "1.0.6",
                    "createJob", "true",
                    "gcsBucket", "crm",
                    "file", "in/users.csv",
                    "defaultAction", "track");

    private static final Map<String, String> UPLOAD = Map.of("app", "$self_app");

    /** One argument changed, or left out where the value is a dash. */
    private static Map<String, String> with(
            final Map<String, String> arguments, final String name, final String value) {
        final Map<String, String> changed = new LinkedHashMap<>(arguments);
        if (value.equals("-")) {
            changed.remove(name);
        } else {
            changed.put(name, value.replace("<LF>", "\n").replace("<TAB>", "\t"));
        }
        return changed;
    }

    private static ImportRequest multi(final Map<String, String> arguments) {
        return multi("GET", arguments, "crm/in, other");
    }

    private static ImportRequest multi(
            final String method, final Map<String, String> arguments, final String buckets) {
        return new LeanplumApi()
                .read(
                        new ApiRequest(method, "/api", arguments, null, null),
                        "default",
                        new SentFile(0, 0, ""),
                        new ImportPolicy(AllowedBuckets.parse(buckets), Optional.empty(), 0));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '~',
            value = {
                "action~-~400~action is missing",
                "appId~-~400~appId is missing",
                "apiVersion~-~400~apiVersion is missing",
                "createJob~-~400~createJob is missing",
                "gcsBucket~-~400~gcsBucket is missing",
                "file~-~400~file is missing",
                "action~mutli~400~action: \"mutli\" is not known; use multi or getMultiResults",
                "action~getMultiResults~400~action: getMultiResults asks for a job's state; here"
                        + " imports are started",
                "apiVersion~1.0.5~400~apiVersion: \"1.0.5\" is not supported; use 1.0.6",
                "createJob~false~400~createJob: has to be true",
                "defaultAction~delete~400~defaultAction: \"delete\" is not known; use"
                        + " setUserAttributes, setDeviceAttributes, track",
                "gcsBucket~secret~403~gcsBucket: \"secret\" is not a bucket that files may be"
                        + " imported from",
                "file~users.csv~403~file: \"users.csv\" is not in a folder that files may be"
                        + " imported from",
                "file~in-secret/users.csv~403~file: \"in-secret/users.csv\" is not in a folder that"
                        + " files may be imported from",
                "file~in/../x.csv~400~file: \"in/../x.csv\" has a segment . or ..; name the object"
                        + " as it is in its bucket",
                "file~..~400~file: \"..\" has a segment . or ..; name the object as it is in its"
                        + " bucket",
                "file~/in/x.csv~400~file: \"/in/x.csv\" begins with /; name the object as it is in"
                        + " its bucket",
                "file~in\\x.csv~400~file: \"in\\x.csv\" has a backslash; folders are separated by /",
                "file~in<LF>x.csv~400~file: \"in\uFFFDx.csv\" has a control character",
                "file~in//x.csv~400~file: \"in//x.csv\" has an empty segment; name one file",
                "file~in/~400~file: \"in/\" has an empty segment; name one file",
            })
    void refusesAMulti(
            final String name, final String value, final int status, final String error) {
        assertThat(multi(with(MULTI, name, value)))
                .isEqualTo(new ImportRequest.Refused(status, error));
    }

    @Test
    void takesAMulti() {
        assertThat(multi(MULTI))
                .isEqualTo(new ImportRequest.FromBucket("track", "crm", "in/users.csv"));
        assertThat(multi(with(MULTI, "defaultAction", "-")))
                .isEqualTo(new ImportRequest.FromBucket(null, "crm", "in/users.csv"));
        assertThat(multi(with(with(MULTI, "gcsBucket", "other"), "file", "a..b.csv")))
                .isEqualTo(new ImportRequest.FromBucket("track", "other", "a..b.csv"));
    }

    @Test
    void allowsNoBucketUnlessToldTo() {
        assertThat(multi("POST", MULTI, " ")).isInstanceOf(ImportRequest.Refused.class);
        assertThat(multi("DELETE", MULTI, "crm"))
                .isEqualTo(
                        new ImportRequest.Refused(
                                405, "DELETE is not taken here; use GET or POST"));
    }

    @ParameterizedTest
    @CsvSource({"my-own", "BUCKET", "a.b_c", "0"})
    void allowsAnyBucketWhenToldTo(final String bucket) {
        assertThat(multi("GET", with(MULTI, "gcsBucket", bucket), "*"))
                .isEqualTo(new ImportRequest.FromBucket("track", bucket, "in/users.csv"));
        assertThat(multi("GET", with(MULTI, "gcsBucket", bucket), "crm, */in"))
                .isEqualTo(new ImportRequest.FromBucket("track", bucket, "in/users.csv"));
        assertThat(multi("GET", with(MULTI, "gcsBucket", bucket), "*/out"))
                .extracting("status")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "..", ".hidden", "a/..", "a/b", "a\\b", "a,..", "a b", "a<LF>", "*"})
    void takesNothingForABucketThatCannotBeTheNameOfOne(final String bucket) {
        assertThat(multi("GET", with(MULTI, "gcsBucket", bucket), "*"))
                .extracting("status")
                .isEqualTo(403);
    }

    private static ImportRequest upload(final Map<String, String> arguments, final SentFile file) {
        return upload("POST", arguments, file);
    }

    private static ImportRequest upload(
            final String method, final Map<String, String> arguments, final SentFile file) {
        return new DashlyApi()
                .read(
                        new ApiRequest(method, "/users/import", arguments, null, null),
                        "default",
                        file,
                        new ImportPolicy(AllowedBuckets.parse(""), Optional.empty(), 100));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '~',
            value = {
                "app~-~400~app is missing; give the app's id, or $self_app",
                "app~other~403~app: \"other\" is not the app of this token",
                "merge_field~$phone~400~merge_field: \"$phone\" is not known; use $user_id or"
                        + " $email",
                "delimiter~:~400~delimiter: \":\" is not taken; use , | ; a tab (also as \\t) or a"
                        + " space",
                "tags~\"a~400~tags: \"\"a\" are not names of tags; give them as \"one\",\"two\" or"
                        + " [\"one\",\"two\"] or one, two",
            })
    void refusesAnUpload(
            final String name, final String value, final int status, final String error) {
        assertThat(upload(with(UPLOAD, name, value), new SentFile(1, 10, "$user_id\n1\n")))
                .isEqualTo(new ImportRequest.Refused(status, error));
    }

    @ParameterizedTest(name = "{0} files of {1} bytes: {2}")
    @CsvSource(
            delimiter = '~',
            value = {
                "0~0~x~400~file is missing; send it with curl -F file=@users.csv",
                "2~9~x~400~file: the request has 2 files; send one",
                "1~101~x~413~file: has 101 bytes, at most 100 are taken; split it",
                "1~9~@/tmp/u.csv~400~file: \"@/tmp/u.csv\" is the name of a file, not the file; use"
                        + " curl -F file=@users.csv or --data-urlencode file@users.csv",
            })
    void refusesAFile(
            final int count,
            final long bytes,
            final String beginning,
            final int status,
            final String error) {
        assertThat(upload(UPLOAD, new SentFile(count, bytes, beginning)))
                .isEqualTo(new ImportRequest.Refused(status, error));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "-~TAB",
                "''~DETECT",
                "<TAB>~TAB",
                "\\t~TAB",
                "' '~SPACE",
                ",~COMMA",
                ";~SEMICOLON",
                "|~PIPE"
            })
    void takesAnUpload(final String delimiter, final Delimiter meant) {
        assertThat(
                        upload(
                                with(with(UPLOAD, "delimiter", delimiter), "tags", "\"a\",\"b\""),
                                new SentFile(1, 100, "@name;$user_id\n1;2\n")))
                .isEqualTo(new ImportRequest.Upload(ImportKey.USER_ID, "\"a\",\"b\"", meant));
    }

    @Test
    void takesUploadsByPostOnly() {
        assertThat(upload("GET", UPLOAD, new SentFile(0, 0, "")))
                .isEqualTo(
                        new ImportRequest.Refused(
                                405, "GET is not taken here; send the file with POST"));
    }
}
