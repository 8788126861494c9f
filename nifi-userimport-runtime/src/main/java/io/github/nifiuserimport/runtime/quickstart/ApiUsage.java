// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.text.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * How the HTTP APIs are called: commands to paste into a shell.
 *
 * @param port of the API
 * @param appId the app's id
 * @param key its key
 * @param bucket one that holds {@code users.csv}
 * @param upload a file for Dashly's API
 */
record ApiUsage(int port, String appId, String key, String bucket, Path upload) {

    /** The address, and the key that it asks for. */
    List<String> address() {
        return List.of(
                Text.format("API       %s   app id: %s   key: %s", url(""), appId, key),
                Text.format(
                        "Imports   %s   in a browser; user: app id, password: key",
                        url("/imports")));
    }

    /** Commands for both APIs. */
    List<String> commands() {
        final String identity =
                Text.format("-d appId=%s -d clientKey=%s", parameter(appId), parameter(key));
        return Text.format(
                        """
                Leanplum's API, to import a file from a bucket:
                  curl -G %1$s -d apiVersion=1.0.6 \\
                    %2$s \\
                    -d action=multi -d defaultAction=setUserAttributes \\
                    -d gcsBucket=%3$s -d file=users.csv -d createJob=true
                and to see how it is going, with the jobId of the reply:
                  curl -G %1$s -d apiVersion=1.0.6 \\
                    %2$s \\
                    -d action=getMultiResults -d jobId=JOB_ID
                Dashly's API, to upload a file:
                  curl %4$s \\
                    -H %5$s \\
                    -F %6$s \\
                    -F 'merge_field=$user_id' --form-string 'delimiter=;' \\
                    --form-string 'tags="super_tag","import_tag_2"' -F 'app=$self_app'
                """,
                        url("/api"),
                        identity,
                        parameter(bucket),
                        url("/users/import"),
                        quoted("Authorization: Token " + key),
                        word("file=@" + upload))
                .lines()
                .toList();
    }

    private String url(final String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static String parameter(final String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String word(final String text) {
        return text.matches("[\\w./@=:+-]+") ? text : quoted(text);
    }

    private static String quoted(final String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
