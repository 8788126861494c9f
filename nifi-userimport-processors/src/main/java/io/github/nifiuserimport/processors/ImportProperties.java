// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.services.UserStore;
import java.time.Duration;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * Properties that several processors have. One that says something of its own about such a property
 * makes it {@link PropertyDescriptor.Builder#fromPropertyDescriptor} of the one here.
 */
final class ImportProperties {

    static final PropertyDescriptor USER_STORE =
            new PropertyDescriptor.Builder()
                    .name("User Store")
                    .description("Where profiles and import jobs are kept.")
                    .identifiesControllerService(UserStore.class)
                    .required(true)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .name("App ID")
                    .description(
                            """
                            The app whose users are imported. Users of different apps are different
                            users, even if they have the same ID.
                            """)
                    .required(true)
                    .defaultValue("${userimport.app:replaceEmpty('default')}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .name("Import ID")
                    .description("ID of the import job. If empty, the FlowFile's UUID is used.")
                    .required(false)
                    .defaultValue("${userimport.id}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor SETTLE_TIME =
            period("Settle Time", "2 sec")
                    .description(
                            """
                            How long a file's size and modification time have to stay the same before
                            it is read.
                            """)
                    .build();

    static final PropertyDescriptor UNFINISHED_FILE_TIME =
            period("Unfinished File Time", "1 min")
                    .description(
                            """
                            The same for a file that looks unfinished: it does not end with a line
                            break, is a gzip without its end, or is empty, and has not been renamed
                            since it was written.
                            """)
                    .build();

    private ImportProperties() {}

    /** A period of time, which may come from an environment variable or a parameter. */
    static PropertyDescriptor.Builder period(final String name, final String byDefault) {
        return optionalPeriod(name).required(true).defaultValue(byDefault);
    }

    /** A period of time that may be left empty. */
    static PropertyDescriptor.Builder optionalPeriod(final String name) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR);
    }

    /** The value of a {@link #period}. */
    static Duration duration(final ProcessContext context, final PropertyDescriptor property) {
        return context.getProperty(property).evaluateAttributeExpressions().asDuration();
    }
}
