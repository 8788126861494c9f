// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties of {@link PostgreSQLConnectionPool}, named like those of NiFi's own pools. */
final class PoolProperties {

    static final PropertyDescriptor URL =
            environment("Database Connection URL")
                    .description(
                            "Where the database is: "
                                    + PostgreSQLUrl.FORM
                                    + ". The form that PostgreSQL's tools and cloud providers use,"
                                    + " postgresql://host:port/database, works too. Everyone who may"
                                    + " see this service can read a password in the URL: set"
                                    + " Password instead.")
                    .required(true)
                    .addValidator(new PostgreSQLUrlValidator())
                    .build();

    static final PropertyDescriptor USER =
            environment("Database User")
                    .description("The role to log in as, unless the URL names one.")
                    .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                    .build();

    static final PropertyDescriptor PASSWORD =
            environment("Password")
                    .description("The role's password, if the database requires one.")
                    .sensitive(true)
                    .addValidator(StandardValidators.NON_EMPTY_VALIDATOR)
                    .build();

    static final PropertyDescriptor TLS_MODE =
            new PropertyDescriptor.Builder()
                    .name("TLS Mode")
                    .description(
                            "Whether to encrypt, and how thoroughly to check the server's identity. An"
                                    + " sslmode in the URL applies if this is left at Prefer.")
                    .required(true)
                    .allowableValues(TlsMode.class)
                    .defaultValue(TlsMode.PREFER)
                    .build();

    static final PropertyDescriptor ROOT_CERTIFICATE =
            file("Root Certificate File")
                    .description(
                            "PEM file with the certificates of the authorities that are trusted to sign"
                                    + " the server's certificate. Without it, the public authorities"
                                    + " that Java trusts.")
                    .dependsOn(TLS_MODE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)
                    .build();

    static final PropertyDescriptor CLIENT_CERTIFICATE =
            file("Client Certificate File")
                    .description(
                            "PEM file with the certificate for a server that asks the client for one.")
                    .dependsOn(TLS_MODE, TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)
                    .build();

    static final PropertyDescriptor CLIENT_KEY =
            file("Client Key File")
                    .description(
                            "The private key of the client certificate, as PKCS-8 in PEM; for an EC"
                                    + " key, add the dynamic property pemKeyAlgorithm with the value"
                                    + " EC. Or an encrypted key in DER, with its password in the"
                                    + " dynamic property SENSITIVE.sslpassword.")
                    .required(true)
                    .dependsOn(CLIENT_CERTIFICATE)
                    .build();

    static final PropertyDescriptor MAX_CONNECTIONS =
            environment("Max Total Connections")
                    .description(
                            "How many connections may be open at the same time. Each concurrent task of"
                                    + " a processor needs one, each of PutUserImport as many as its"
                                    + " Concurrent Batches. PostgreSQL itself allows 100 by default.")
                    .required(true)
                    .defaultValue("8")
                    .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
                    .build();

    static final PropertyDescriptor MAX_WAIT =
            environment("Max Wait Time")
                    .description(
                            "How long to wait for a connection if all of them are in use or the"
                                    + " database is unavailable.")
                    .required(true)
                    .defaultValue("10 secs")
                    .addValidator(period(250, TimeUnit.MILLISECONDS))
                    .build();

    static final PropertyDescriptor CONNECT_TIMEOUT =
            environment("Connect Timeout")
                    .description(
                            "How long the server may take to answer while a connection is being opened.")
                    .required(true)
                    .defaultValue("5 secs")
                    .addValidator(period(1, TimeUnit.SECONDS))
                    .build();

    static final PropertyDescriptor SOCKET_TIMEOUT =
            environment("Socket Timeout")
                    .description(
                            "How long a statement may go without an answer before its connection is"
                                    + " closed. Must be longer than the longest statement takes. If"
                                    + " empty, there is no limit: a server that has disappeared is"
                                    + " still noticed within a minute, but not one that hangs.")
                    .addValidator(period(1, TimeUnit.SECONDS))
                    .build();

    static final PropertyDescriptor MIN_IDLE =
            environment("Minimum Idle Connections")
                    .description("How many connections to keep open while none are needed.")
                    .required(true)
                    .defaultValue("0")
                    .addValidator(StandardValidators.NON_NEGATIVE_INTEGER_VALIDATOR)
                    .build();

    static final PropertyDescriptor IDLE_TIMEOUT =
            environment("Idle Timeout")
                    .description(
                            "How long a connection beyond the minimum stays open while it is not"
                                    + " needed.")
                    .required(true)
                    .defaultValue("10 mins")
                    .addValidator(period(10, TimeUnit.SECONDS))
                    .build();

    static final PropertyDescriptor MAX_LIFETIME =
            environment("Maximum Connection Lifetime")
                    .description(
                            "How old a connection may become before a new one replaces it. A connection"
                                    + " in use is never closed for that.")
                    .required(true)
                    .defaultValue("30 mins")
                    .addValidator(period(30, TimeUnit.SECONDS))
                    .build();

    static final PropertyDescriptor REWRITE_BATCHED_INSERTS =
            new PropertyDescriptor.Builder()
                    .name("Rewrite Batched Inserts")
                    .description(
                            "Whether the driver combines a batch of INSERTs, as PutDatabaseRecord sends"
                                    + " them, into one INSERT with many rows: a third more rows per"
                                    + " second. A batch with ON CONFLICT DO UPDATE (Statement Type"
                                    + " UPSERT) then fails if the same key occurs twice among the"
                                    + " rows that the driver combines: \"ON CONFLICT DO UPDATE"
                                    + " command cannot affect row a second time\". It makes no"
                                    + " difference to PostgreSQLUserStore, which sends no such"
                                    + " batches.")
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("false")
                    .build();

    static final List<PropertyDescriptor> ALL =
            List.of(
                    URL,
                    USER,
                    PASSWORD,
                    TLS_MODE,
                    ROOT_CERTIFICATE,
                    CLIENT_CERTIFICATE,
                    CLIENT_KEY,
                    MAX_CONNECTIONS,
                    MAX_WAIT,
                    CONNECT_TIMEOUT,
                    SOCKET_TIMEOUT,
                    MIN_IDLE,
                    IDLE_TIMEOUT,
                    MAX_LIFETIME,
                    REWRITE_BATCHED_INSERTS);

    /**
     * The properties by the driver's names for them: those may not be set by dynamic properties.
     */
    static final Map<String, PropertyDescriptor> BY_DRIVER_NAME =
            Map.ofEntries(
                    Map.entry("PGHOST", URL),
                    Map.entry("PGPORT", URL),
                    Map.entry("PGDBNAME", URL),
                    Map.entry("user", USER),
                    Map.entry("password", PASSWORD),
                    Map.entry("ssl", TLS_MODE),
                    Map.entry("sslmode", TLS_MODE),
                    Map.entry("sslrootcert", ROOT_CERTIFICATE),
                    Map.entry("sslcert", CLIENT_CERTIFICATE),
                    Map.entry("sslkey", CLIENT_KEY),
                    Map.entry("connectTimeout", CONNECT_TIMEOUT),
                    Map.entry("loginTimeout", CONNECT_TIMEOUT),
                    Map.entry("socketTimeout", SOCKET_TIMEOUT));

    private PoolProperties() {}

    private static PropertyDescriptor.Builder environment(final String name) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT);
    }

    private static PropertyDescriptor.Builder file(final String name) {
        return environment(name)
                .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE)
                .addValidator(StandardValidators.FILE_EXISTS_VALIDATOR);
    }

    private static Validator period(final long minimum, final TimeUnit unit) {
        return StandardValidators.createTimePeriodValidator(
                minimum, unit, Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
    }
}
