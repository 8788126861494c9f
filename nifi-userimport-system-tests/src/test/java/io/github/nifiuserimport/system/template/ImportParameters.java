// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import java.util.List;
import java.util.stream.Stream;

/** The parameters that every template has. */
final class ImportParameters {

    private static final String DATABASE = "userimport-database";

    private static final List<Parameter> OF_DATABASE =
            List.of(
                    Parameter.of("database.url", "jdbc:postgresql://localhost:5432/users")
                            .describedAs("The PostgreSQL database for users and jobs."),
                    Parameter.of("database.user", "importer")
                            .describedAs("A user who may create a schema in the database."),
                    Parameter.sensitive("database.password", null)
                            .describedAs("That user's password."));

    private static final Parameter APP =
            Parameter.of("app.id", "default").describedAs("The app whose users are imported.");

    private ImportParameters() {}

    /** A template's own parameters, and those behind them. */
    static List<Parameter> with(final Parameter... own) {
        return Stream.concat(Stream.of(own), Stream.of(APP)).toList();
    }

    /**
     * The id of the context that those of all templates inherit from: the database is set in one
     * place, however many of them are imported.
     */
    static String database(final NifiClient nifi) {
        return nifi.parameters()
                .find(DATABASE)
                .orElseGet(
                        () ->
                                nifi.parameters()
                                        .create(
                                                DATABASE,
                                                "Where users and jobs are kept. All flows that"
                                                        + " import users inherit it.",
                                                OF_DATABASE,
                                                List.of()));
    }
}
