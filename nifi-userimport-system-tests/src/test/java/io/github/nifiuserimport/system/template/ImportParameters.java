// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Parameter;
import java.util.List;
import java.util.stream.Stream;

/** The parameters that every template has. */
final class ImportParameters {

    private static final List<Parameter> COMMON =
            List.of(
                    Parameter.of("app.id", "default")
                            .describedAs("The app whose users are imported."),
                    Parameter.of("database.url", "jdbc:postgresql://localhost:5432/users")
                            .describedAs("The PostgreSQL database for profiles."),
                    Parameter.of("database.user", "importer")
                            .describedAs("Who may create a schema in it."),
                    Parameter.sensitive("database.password", null)
                            .describedAs("That user's password."));

    private ImportParameters() {}

    /** A template's own parameters, and those behind them. */
    static List<Parameter> with(final Parameter... own) {
        return Stream.concat(Stream.of(own), COMMON.stream()).toList();
    }
}
