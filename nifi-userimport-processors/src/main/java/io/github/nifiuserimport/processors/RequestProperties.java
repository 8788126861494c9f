// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.util.StandardValidators;

/** What the processors that take requests have in common. */
final class RequestProperties {

    static final PropertyDescriptor PART_TIMEOUT =
            new PropertyDescriptor.Builder()
                    .name("Part Timeout")
                    .description(
                            """
                            How long the parts of a multipart request wait for those that are not
                            there yet. After that they are answered 400 and dropped.
                            """)
                    .required(true)
                    .defaultValue("30 sec")
                    .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
                    .build();

    static final Relationship RESPONSE =
            new Relationship.Builder()
                    .name("response")
                    .description(
                            "Replies: route them to HandleHttpResponse with the status code"
                                    + " ${userimport.reply.status}")
                    .build();

    private RequestProperties() {}

    static PropertyDescriptor api(final String more) {
        return new PropertyDescriptor.Builder()
                .name("API")
                .description("Which API the requests come in, and are answered in." + more)
                .required(true)
                .allowableValues(ApiOption.class)
                .defaultValue(ApiOption.LEANPLUM)
                .build();
    }
}
