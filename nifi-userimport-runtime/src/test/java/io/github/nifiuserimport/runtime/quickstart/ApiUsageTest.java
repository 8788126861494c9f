// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiUsageTest {

    @Test
    void tellsWhereTheApisAreAndHowToCallThem() {
        final ApiUsage usage =
                new ApiUsage(
                        9090, "default", "dev123", "BUCKET", Path.of("/project/dashly-users.csv"));
        assertThat(String.join("\n", usage.address()))
                .isEqualTo(
                        """
                        API       http://127.0.0.1:9090   app id: default   key: dev123
                        Imports   http://127.0.0.1:9090/imports   in a browser; user: app id, password: key""");
        assertThat(String.join("\n", usage.commands()))
                .isEqualTo(
                        """
                        Leanplum's API, to import a file from a bucket:
                          curl -G http://127.0.0.1:9090/api -d apiVersion=1.0.6 \\
                            -d appId=default -d clientKey=dev123 \\
                            -d action=multi -d defaultAction=setUserAttributes \\
                            -d gcsBucket=BUCKET -d file=users.csv -d createJob=true
                        and to see how it is going, with the jobId of the reply:
                          curl -G http://127.0.0.1:9090/api -d apiVersion=1.0.6 \\
                            -d appId=default -d clientKey=dev123 \\
                            -d action=getMultiResults -d jobId=JOB_ID
                        Dashly's API, to upload a file:
                          curl http://127.0.0.1:9090/users/import \\
                            -H 'Authorization: Token dev123' \\
                            -F file=@/project/dashly-users.csv \\
                            -F 'merge_field=$user_id' --form-string 'delimiter=;' \\
                            --form-string 'tags="super_tag","import_tag_2"' -F 'app=$self_app'""");
    }

    @Test
    void writesCommandsThatAShellAndAServerReadAsTheyAreMeant() {
        final ApiUsage usage =
                new ApiUsage(
                        9090, "my.app-1", "a'b&c=$d+%", "BUCKET", Path.of("/my project/u.csv"));
        assertThat(usage.commands())
                .anyMatch(line -> line.contains("-d clientKey=a%27b%26c%3D%24d%2B%25 "))
                .anyMatch(line -> line.contains("-H 'Authorization: Token a'\\''b&c=$d+%'"))
                .anyMatch(line -> line.contains("-F 'file=@/my project/u.csv'"));
    }

    @Test
    void fitsIntoAHundredColumnsWithAKeyThatWasMade() {
        final ApiUsage usage =
                new ApiUsage(65535, "default", "0".repeat(32), "BUCKET", Path.of("/p/u.csv"));
        assertThat(usage.address()).allMatch(line -> line.length() <= 100);
        assertThat(usage.commands()).allMatch(line -> line.length() <= 100);
    }
}
