// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;

/** Makes the FlowFile that HandleHttpResponse sends: a reply's status, headers and body. */
final class Replies {

    private Replies() {}

    /**
     * A reply to a request. It has no parent, since a request may carry a key.
     *
     * @param context which request it answers, or null
     */
    static FlowFile create(
            final ProcessSession session, final String context, final HttpReply reply) {
        final Map<String, String> attributes = new LinkedHashMap<>(reply.headers());
        if (context != null) {
            attributes.put(HttpAttributes.CONTEXT, context);
        }
        attributes.put(ImportAttributes.REPLY_STATUS, Integer.toString(reply.status()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), reply.mimeType());
        attributes.put(CoreAttributes.FILENAME.key(), "reply.json");
        final FlowFile file = write(session, session.create(), reply);
        return session.putAllAttributes(file, attributes);
    }

    /** Writes a reply's body as the content of a FlowFile. */
    static FlowFile write(
            final ProcessSession session, final FlowFile file, final HttpReply reply) {
        try (OutputStream output = session.write(file)) {
            reply.body().write(output);
        } catch (final StoreException | IOException unwritable) {
            throw new ProcessException("The reply cannot be written", unwritable);
        }
        return file;
    }

    /** The reply to a request of which not all parts came; what came is removed. */
    static FlowFile incomplete(
            final ProcessSession session,
            final ImportApi api,
            final RequestQueue.Taken.Incomplete request) {
        final String context = request.parts().getFirst().getAttribute(HttpAttributes.CONTEXT);
        session.remove(request.parts());
        return create(
                session,
                context,
                api.refused(
                        400,
                        Text.format(
                                "the request is incomplete: %d of its %d parts came; send it again",
                                request.parts().size(), request.expected())));
    }
}
