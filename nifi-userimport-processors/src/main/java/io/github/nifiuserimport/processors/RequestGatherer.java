// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.FileName;
import io.github.nifiuserimport.api.FormBody;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.JsonBody;
import io.github.nifiuserimport.api.RequestArguments;
import io.github.nifiuserimport.api.RequestBody;
import io.github.nifiuserimport.api.RequestFault;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Makes one FlowFile of a request: the file it carries as content, its arguments as attributes. The
 * FlowFile is a new one, with nothing of the request's own, so that no key gets into its history.
 */
final class RequestGatherer {

    private static final String DEFAULT_FILENAME = "users.csv";

    private final ProcessSession session;
    private final ImportApi api;
    private final RequestArguments arguments = new RequestArguments();
    private FlowFile gathered;
    private String filename;
    private String fault;
    private int files;

    /**
     * A request as one FlowFile.
     *
     * @param file without the app, which is not known yet, and without keys
     * @param arguments with the keys
     * @param fault why it could not be read to its end, if so
     */
    record Gathered(FlowFile file, Map<String, String> arguments, Optional<String> fault) {}

    private RequestGatherer(final ProcessSession session, final ImportApi api) {
        this.session = session;
        this.api = api;
    }

    /** Gathers the parts of a request, and removes them. */
    static Gathered gather(
            final ProcessSession session, final ImportApi api, final List<FlowFile> parts) {
        return new RequestGatherer(session, api).gather(parts);
    }

    private Gathered gather(final List<FlowFile> parts) {
        final FlowFile first = parts.getFirst();
        gathered = session.create();
        try {
            query(first);
            for (final FlowFile part : parts) {
                body(part);
            }
        } catch (final RequestFault broken) {
            fault = broken.getMessage();
        } catch (final IOException unreadable) {
            throw new ProcessException("The request cannot be read", unreadable);
        }
        final Map<String, String> attributes = new LinkedHashMap<>(HttpAttributes.kept(first));
        attributes.put(ImportAttributes.API, api.name());
        arguments
                .all()
                .forEach(
                        (name, value) -> {
                            if (!ApiRequest.isSecret(name)) {
                                attributes.put(ImportAttributes.ARGUMENT + name, value);
                            }
                        });
        attributes.put(ImportAttributes.REQUEST_FILES, Integer.toString(files));
        attributes.put(CoreAttributes.FILENAME.key(), FileName.of(filename, DEFAULT_FILENAME));
        if (fault != null) {
            attributes.put(ImportAttributes.REQUEST_FAULT, fault);
        }
        gathered = session.putAllAttributes(gathered, attributes);
        session.remove(parts);
        return new Gathered(gathered, arguments.all(), Optional.ofNullable(fault));
    }

    /**
     * Arguments in the address. NiFi decodes the whole of it, in which a value's own + and & and %
     * look like those of the form; and each argument, of which it keeps one of the same name.
     */
    private void query(final FlowFile request) throws IOException, RequestFault {
        final Map<String, String> decoded = new LinkedHashMap<>();
        for (final Map.Entry<String, String> each : request.getAttributes().entrySet()) {
            if (each.getKey().startsWith(HttpAttributes.QUERY_PARAMETER)) {
                decoded.put(
                        each.getKey().substring(HttpAttributes.QUERY_PARAMETER.length()),
                        each.getValue());
            }
        }
        final String query = request.getAttribute(HttpAttributes.QUERY);
        if (decoded.isEmpty() && query != null) {
            FormBody.readQuery(query, arguments);
            return;
        }
        for (final Map.Entry<String, String> each : decoded.entrySet()) {
            arguments.add(each.getKey(), each.getValue());
        }
        if (query != null) {
            refuseOthersOfAName(query);
        }
    }

    private void refuseOthersOfAName(final String query) throws RequestFault {
        final Map<String, List<String>> values = new LinkedHashMap<>();
        for (final String pair : query.split("&")) {
            final int equals = pair.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                        .add(pair.substring(equals + 1));
            }
        }
        for (final Map.Entry<String, List<String>> each : values.entrySet()) {
            if (each.getValue().size() > 1) {
                for (final String value : each.getValue()) {
                    arguments.add(each.getKey(), value);
                }
            }
        }
    }

    private void body(final FlowFile part) throws IOException, RequestFault {
        final String given = part.getAttribute(CoreAttributes.MIME_TYPE.key());
        final String type = given == null ? "" : given.split(";")[0].strip();
        if (part.getAttribute(HttpAttributes.PART_COUNT) != null) {
            part(part);
        } else if (part.getSize() > 0) {
            switch (type.toLowerCase(Locale.ROOT)) {
                case "application/x-www-form-urlencoded" -> form(part);
                case "application/json" -> json(part);
                case "multipart/form-data" ->
                        throw new RequestFault("the body is no multipart/form-data");
                default ->
                        throw new RequestFault(
                                "Content-Type: "
                                        + (type.isEmpty() ? "is missing" : type + " is not taken")
                                        + "; use multipart/form-data,"
                                        + " application/x-www-form-urlencoded or"
                                        + " application/json");
            }
        }
    }

    private void part(final FlowFile part) throws IOException, RequestFault {
        final String name = part.getAttribute(HttpAttributes.PART_NAME);
        if (name == null || name.isEmpty()) {
            throw new RequestFault("a part of the request has no name; name each of them");
        }
        if (api.uploadField().filter(name::equals).isPresent()) {
            files++;
            if (files > 1) {
                throw new RequestFault(name + ": the request has two files; send one");
            }
            filename = part.getAttribute(HttpAttributes.PART_FILENAME);
            try (InputStream input = session.read(part);
                    OutputStream output = session.write(gathered)) {
                input.transferTo(output);
            }
        } else {
            if (part.getSize() > RequestArguments.MAX_VALUE_BYTES) {
                throw new RequestFault(
                        Text.format(
                                "\"%s\" has more than %,d bytes",
                                name, RequestArguments.MAX_VALUE_BYTES));
            }
            try (InputStream input = session.read(part)) {
                arguments.add(name.getBytes(StandardCharsets.UTF_8), input.readAllBytes());
            }
        }
    }

    private void form(final FlowFile part) throws IOException, RequestFault {
        try (InputStream input = session.read(part);
                OutputStream output = session.write(gathered)) {
            final FormBody form = new FormBody(api.uploadField(), new Written(output), arguments);
            form.add(ByteBuffer.wrap(input.readAllBytes()));
            form.end();
        }
        if (files > 1) {
            throw new RequestFault("file: the request has two files; send one");
        }
    }

    private void json(final FlowFile part) throws IOException, RequestFault {
        try (InputStream input = session.read(part)) {
            final JsonBody json = new JsonBody(api.uploadField(), arguments);
            json.add(ByteBuffer.wrap(input.readNBytes(JsonBody.MAX_BYTES + 1)));
            json.end();
        }
    }

    private final class Written implements RequestBody.FileSink {

        private final OutputStream output;

        private Written(final OutputStream output) {
            this.output = output;
        }

        @Override
        public void begin(final String name) {
            files++;
        }

        @Override
        public void write(final ByteBuffer bytes) throws IOException {
            if (files == 1) {
                output.write(
                        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
            bytes.position(bytes.limit());
        }
    }
}
