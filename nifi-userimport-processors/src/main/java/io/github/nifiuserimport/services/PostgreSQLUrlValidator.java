// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

/** Says what is wrong with a URL, and keeps passwords in it out of what NiFi shows and logs. */
final class PostgreSQLUrlValidator implements Validator {

    @Override
    public ValidationResult validate(
            final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder()
                        .subject(subject)
                        .input(PostgreSQLUrl.redacted(input));
        final String url =
                context.newPropertyValue(input).evaluateAttributeExpressions().getValue();
        if (url == null || url.isBlank()) {
            return result.valid(false)
                    .explanation("it is empty; set it to " + PostgreSQLUrl.FORM)
                    .build();
        }
        try {
            PostgreSQLUrl.parse(url);
            return result.valid(true).build();
        } catch (final IllegalArgumentException e) {
            return result.valid(false).explanation(e.getMessage()).build();
        }
    }
}
