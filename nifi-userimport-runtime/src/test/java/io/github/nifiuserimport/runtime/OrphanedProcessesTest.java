// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is certainly a folder's own may be ended. */
class OrphanedProcessesTest {

    private static final Path FOLDER = Path.of("/data/my users");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/jdk/bin/java -Xmx1g -Dnifi.properties.file.path=/data/my users/nifi/conf/nifi.properties -cp x org.apache.nifi.NiFi | true",
                "java -Dnifi.properties.file.path=/data/my users/cluster/node-2/conf/nifi.properties -cp x org.apache.nifi.NiFi | true",
                "java -Dnifi.properties.file.path=/data/my users 2/nifi/conf/nifi.properties -cp x org.apache.nifi.NiFi | false",
                "java -Dnifi.properties.file.path=/data/nifi.properties -cp x org.apache.nifi.NiFi | false",
                "vim /data/my users/nifi/conf/nifi.properties | false",
                "grep -r -Dnifi.properties.file.path=/data/my users/nifi . | false"
            })
    void aNifiOfAFolder(final String commandLine, final boolean isIts) {
        assertThat(LocalNifi.isBelow(FOLDER, commandLine)).isEqualTo(isIts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/my build/postgres/1f/bin/postgres -D /data/my users/postgres/data | /data/my users/postgres",
                "/usr/lib/postgresql/17/bin/postgres -D /var/lib/postgresql/17/main | ",
                "/usr/lib/postgresql/17/bin/postgres -D /data/my users/postgres/data -p 5433 | ",
                "postgres: checkpointer | ",
                "tail -f /data/my users/postgres/data | "
            })
    void aPostgresqlOfAFolder(final String commandLine, final Path folder) {
        assertThat(LocalPostgres.folderOf(commandLine).orElse(null)).isEqualTo(folder);
    }
}
