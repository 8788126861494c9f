// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiDialect;
import io.github.nifiuserimport.api.ApiReply;
import io.github.nifiuserimport.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;

/** Makes the FlowFile that HandleHttpResponse sends: a reply's status, headers and body. */
final class Replies {

    private Replies() {}

    /**
     * A reply to a request. It has no parent, since a request may carry a key.
     *
     * @param context which request it answers, or null
     * @param headers to be sent
     */
    static FlowFile create(
            final ProcessSession session,
            final String context,
            final ApiReply reply,
            final Map<String, String> headers) {
        final Map<String, String> attributes = new LinkedHashMap<>(headers);
        if (context != null) {
            attributes.put(HttpAttributes.CONTEXT, context);
        }
        attributes.put(ImportAttributes.REPLY_STATUS, Integer.toString(reply.status()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), "application/json");
        attributes.put(CoreAttributes.FILENAME.key(), "reply.json");
        attributes.put("Cache-Control", "no-store");
        final FlowFile file = session.write(session.create(), reply::write);
        return session.putAllAttributes(file, attributes);
    }

    /** The reply to a request of which not all parts came; what came is removed. */
    static FlowFile incomplete(
            final ProcessSession session,
            final ApiDialect dialect,
            final RequestQueue.Taken.Incomplete request) {
        final String context = request.parts().getFirst().getAttribute(HttpAttributes.CONTEXT);
        session.remove(request.parts());
        return create(
                session,
                context,
                dialect.refusal(
                        400,
                        Text.format(
                                "the request is incomplete: %d of its %d parts came; send it again",
                                request.parts().size(), request.expected())),
                Map.of());
    }
}
