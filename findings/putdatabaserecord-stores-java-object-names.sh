#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# NiFi's PutDatabaseRecord stores an array that meets a column of text as what Java calls the array,
# "[Ljava.lang.Object;@" and a number that is another each time; and an object that holds a null as
# MapRecord[{...}], while one without is JSON. All of it goes to success.
#
# Seen on 2026-11-28 with org.apache.nifi 2.3.0 from Maven Central, run by NiFi's own test runner
# (nifi-mock), on a JDK 25. Needs Maven and a JDK 21 or later; nothing of this project.
# Exits with 0 as long as it is so, with 1 when it has changed, with 2 when it could not be run.

set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"

for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$("$home/bin/javac" -version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/') || version=
    if [ "${version:-0}" -ge 21 ]; then
        export JAVA_HOME="$home"
        break
    fi
    version=
done
if [ -z "$version" ]; then
    echo "This needs a JDK 21 or later; set JAVA_HOME to one." >&2
    exit 2
fi

cat >pom.xml <<'END'
<project>
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <packaging>pom</packaging>
    <!-- As in NiFi's own parent. -->
    <dependencyManagement>
        <dependencies>
            <dependency>
                <groupId>com.fasterxml.jackson</groupId>
                <artifactId>jackson-bom</artifactId>
                <version>2.18.3</version>
                <type>pom</type>
                <scope>import</scope>
            </dependency>
        </dependencies>
    </dependencyManagement>
    <dependencies>
        <dependency>
            <groupId>org.apache.nifi</groupId>
            <artifactId>nifi-standard-processors</artifactId>
            <version>2.3.0</version>
        </dependency>
        <dependency>
            <groupId>org.apache.nifi</groupId>
            <artifactId>nifi-record-serialization-services</artifactId>
            <version>2.3.0</version>
        </dependency>
        <dependency>
            <groupId>org.apache.nifi</groupId>
            <artifactId>nifi-mock</artifactId>
            <version>2.3.0</version>
        </dependency>
        <dependency>
            <groupId>org.apache.nifi</groupId>
            <artifactId>nifi-dbcp-service-api</artifactId>
            <version>2.3.0</version>
        </dependency>
        <dependency>
            <groupId>org.apache.nifi</groupId>
            <artifactId>nifi-database-dialect-service-api</artifactId>
            <version>2.3.0</version>
        </dependency>
        <dependency>
            <groupId>com.h2database</groupId>
            <artifactId>h2</artifactId>
            <version>2.3.232</version>
        </dependency>
        <dependency>
            <groupId>org.slf4j</groupId>
            <artifactId>slf4j-nop</artifactId>
            <version>2.0.17</version>
        </dependency>
    </dependencies>
</project>
END
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$work/lib" >maven 2>&1 || {
    cat maven >&2
    exit 2
}

cat >Finding.java <<'END'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processors.standard.PutDatabaseRecord;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

public class Finding {

    public static class Pool extends AbstractControllerService implements DBCPService {
        @Override
        public Connection getConnection() {
            try {
                return DriverManager.getConnection("jdbc:h2:mem:people;DB_CLOSE_DELAY=-1");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Pool pool = new Pool();
        try (Connection connection = pool.getConnection()) {
            connection.createStatement().execute(
                    "CREATE TABLE PERSON (ID INT, TAGS VARCHAR(200), HOME VARCHAR(200))");
        }
        TestRunner runner = TestRunners.newTestRunner(PutDatabaseRecord.class);
        runner.addControllerService("pool", pool);
        runner.enableControllerService(pool);
        JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty("put-db-record-record-reader", "reader");
        runner.setProperty("put-db-record-dcbp-service", "pool");
        runner.setProperty("put-db-record-statement-type", "INSERT");
        runner.setProperty("put-db-record-table-name", "PERSON");
        runner.enqueue(
                """
                [{"id": 1, "tags": ["x", "y"], "home": {"city": "Rome", "zip": "00123"}},
                 {"id": 2, "tags": ["z"], "home": {"city": "Oslo", "zip": null}}]
                """);
        runner.run();
        System.out.println(
                "success: " + runner.getFlowFilesForRelationship("success").size());
        try (Connection connection = pool.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(
                        "SELECT ID, TAGS, HOME FROM PERSON ORDER BY ID")) {
            while (rows.next()) {
                String tags = rows.getString(2).replaceAll("@[0-9a-f]+$", "@...");
                System.out.println(rows.getInt(1) + " | " + tags + " | " + rows.getString(3));
            }
        }
    }
}
END
"$JAVA_HOME/bin/java" -cp "$work/lib/*" Finding.java >seen 2>errors || {
    cat errors >&2
    exit 2
}

cat >expected <<'END'
success: 1
1 | [Ljava.lang.Object;@... | {"city":"Rome","zip":"00123"}
2 | [Ljava.lang.Object;@... | MapRecord[{city=Oslo, zip=null}]
END
cat seen
if ! diff expected seen >&2; then
    echo "This has changed." >&2
    exit 1
fi
