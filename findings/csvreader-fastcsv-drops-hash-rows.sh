#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# NiFi's CSVReader has three parsers. With FastCSV it drops every row that begins with '#', though
# its Comment Marker is not set; the FlowFile goes to success, one record short. Apache Commons CSV
# and Jackson CSV keep the row.
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
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processors.standard.ConvertRecord;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

public class Finding {

    public static void main(String[] args) throws Exception {
        String csv = "id,channel\n1,news\n#general,chat\n3,mail\n";
        for (String parser : new String[] {"commons-csv", "jackson-csv", "fast-csv"}) {
            System.out.println(parser + " " + convert(parser, "csv-header-derived", csv));
        }
    }

    static String convert(String parser, String schema, String csv) throws Exception {
        TestRunner runner = TestRunners.newTestRunner(ConvertRecord.class);
        CSVReader reader = new CSVReader();
        runner.addControllerService("reader", reader);
        runner.setProperty(reader, "csv-reader-csv-parser", parser);
        runner.setProperty(reader, "schema-access-strategy", schema);
        runner.enableControllerService(reader);
        JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        runner.setProperty("Record Reader", "reader");
        runner.setProperty("Record Writer", "writer");
        runner.enqueue(csv);
        runner.run();
        return runner.getFlowFilesForRelationship("success").getFirst().getContent();
    }
}
END
"$JAVA_HOME/bin/java" -cp "$work/lib/*" Finding.java >seen 2>errors || {
    cat errors >&2
    exit 2
}

cat >expected <<'END'
commons-csv [{"id":"1","channel":"news"},{"id":"#general","channel":"chat"},{"id":"3","channel":"mail"}]
jackson-csv [{"id":"1","channel":"news"},{"id":"#general","channel":"chat"},{"id":"3","channel":"mail"}]
fast-csv [{"id":"1","channel":"news"},{"id":"3","channel":"mail"}]
END
cat seen
if ! diff expected seen >&2; then
    echo "This has changed." >&2
    exit 1
fi
