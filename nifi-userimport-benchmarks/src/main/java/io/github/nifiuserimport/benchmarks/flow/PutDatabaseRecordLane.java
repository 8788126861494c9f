// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.Database;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What NiFi has for this by itself: CSVReader with its fastest parser and PutDatabaseRecord UPSERT,
 * into a flat table, where the address is two columns.
 */
final class PutDatabaseRecordLane implements Lane {

    /** With the driver as it is. */
    static final String PLAIN = "PutDatabaseRecord";

    /** With {@code reWriteBatchedInserts}, which nothing in NiFi tells anybody of. */
    static final String REWRITING = "PutDatabaseRecord, rewriting";

    private static final String TYPE = "org.apache.nifi.processors.standard.PutDatabaseRecord";

    private static final String TABLE =
            """
            CREATE TABLE public.flat_user (
                user_id         text PRIMARY KEY,
                age             int,
                gender          text,
                plan            text,
                balance         numeric,
                subscribed      boolean,
                since           text,
                address_city    text,
                address_street  text
            )
            """;

    private static final String SCHEMA =
            """
            {"type": "record", "name": "user", "fields": [
              {"name": "user_id", "type": "string"},
              {"name": "age", "type": ["null", "int"]},
              {"name": "gender", "type": ["null", "string"]},
              {"name": "plan", "type": ["null", "string"]},
              {"name": "balance", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 15, "scale": 2}]},
              {"name": "subscribed", "type": ["null", "boolean"]},
              {"name": "since", "type": ["null", "string"]},
              {"name": "address_city", "type": ["null", "string"]},
              {"name": "address_street", "type": ["null", "string"]}
            ]}
            """;

    private final NifiClient nifi;
    private final Database database;
    private final UserFiles files;
    private final String group;
    private final Map<Tuning.Schema, String> readers = new EnumMap<>(Tuning.Schema.class);
    private final Map<Boolean, String> pools = new HashMap<>();
    private final TimedFlow flow;
    private Tuning tuning = Tuning.all(false).getFirst();

    PutDatabaseRecordLane(final NifiClient nifi, final Database database, final Path folder)
            throws IOException, SQLException {
        this.nifi = nifi;
        this.database = database;
        files = new UserFiles(Files.createDirectories(folder.resolve("stock")));
        database.execute(TABLE);
        group = nifi.groups().create(nifi.groups().root(), "PutDatabaseRecord", Position.ORIGIN);
        for (final Tuning.Schema schema : Tuning.Schema.values()) {
            readers.put(schema, reader(schema));
        }
        pools.put(false, pool(""));
        pools.put(true, pool("?reWriteBatchedInserts=true"));
        flow =
                new TimedFlow(
                        nifi,
                        folder.resolve("stock"),
                        group,
                        nifi.processors().bundle(TYPE),
                        TYPE,
                        config(),
                        true,
                        "success",
                        List.of("failure", "retry"));
    }

    private String reader(final Tuning.Schema schema) {
        final Map<String, String> properties = new HashMap<>();
        properties.put("csv-reader-csv-parser", "fast-csv");
        switch (schema) {
            case GIVEN -> {
                properties.put("schema-access-strategy", "schema-text-property");
                properties.put("schema-text", SCHEMA);
                properties.put("Skip Header Line", "true");
            }
            case INFERRED -> properties.put("schema-access-strategy", "infer-schema");
        }
        final String reader =
                nifi.services()
                        .create(
                                group,
                                "org.apache.nifi.csv.CSVReader",
                                "CSVReader, " + schema,
                                properties);
        nifi.services().enable(reader);
        return reader;
    }

    private String pool(final String parameters) {
        final String pool =
                nifi.services()
                        .create(
                                group,
                                "org.apache.nifi.dbcp.DBCPConnectionPool",
                                "DBCPConnectionPool " + parameters,
                                Map.of(
                                        "Database Connection URL",
                                        database.postgres().jdbcUrl() + parameters,
                                        "Database Driver Class Name",
                                        "org.postgresql.Driver",
                                        "database-driver-locations",
                                        Installation.nifiLib()
                                                .resolve("../../classpath/postgresql.jar")
                                                .normalize()
                                                .toString(),
                                        "Database User",
                                        database.postgres().user(),
                                        "Password",
                                        database.postgres().password()));
        nifi.services().enable(pool);
        return pool;
    }

    void tune(final Tuning other) {
        tuning = other;
    }

    @Override
    public ProcessorConfig config() {
        return new ProcessorConfig()
                .property("put-db-record-record-reader", readers.get(tuning.schema()))
                .property("put-db-record-dcbp-service", pools.get(tuning.rewrite()))
                .property("put-db-record-max-batch-size", Integer.toString(tuning.batchSize()))
                .property("db-type", "PostgreSQL")
                .property("put-db-record-statement-type", "UPSERT")
                .property("put-db-record-schema-name", "public")
                .property("put-db-record-table-name", "flat_user")
                .property("put-db-record-update-keys", "user_id");
    }

    @Override
    public String name() {
        return tuning.rewrite() ? REWRITING : PLAIN;
    }

    @Override
    public String table() {
        return "public.flat_user";
    }

    @Override
    public String totalCents() {
        return "SELECT sum(balance * 100) FROM " + table();
    }

    @Override
    public List<Path> files(final Snapshot snapshot, final int users, final int parts)
            throws IOException {
        return files.csv("flat", Users.FLAT_HEADER, snapshot, users, parts);
    }

    @Override
    public TimedFlow flow() {
        return flow;
    }

    @Override
    public void reset() throws SQLException {
        database.execute("TRUNCATE " + table());
    }
}
