// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.RequestArguments;
import io.github.nifiuserimport.api.RequestBody;
import io.github.nifiuserimport.api.RequestFault;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/** Reads {@code multipart/form-data} (RFC 7578); its parts may come in any order. */
final class MultipartBody implements RequestBody {

    private static final int MAX_PART_HEADER_BYTES = 8192;

    /** More than there may be arguments, so that those who send too many are told so by these. */
    private static final int MAX_PARTS = 2 * RequestArguments.MAX_ARGUMENTS;

    private final Optional<String> uploadField;
    private final FileSink upload;
    private final RequestArguments arguments;
    private final MultiPart.Parser parser;
    private IOException unwritable;
    private RequestFault fault;
    private boolean complete;

    /**
     * @param boundary between the parts, from the content type
     * @param uploadField the part that carries a file; nothing where none does
     * @param upload where such a file goes
     * @param arguments takes all other parts
     */
    MultipartBody(
            final String boundary,
            final Optional<String> uploadField,
            final FileSink upload,
            final RequestArguments arguments) {
        this.uploadField = uploadField;
        this.upload = upload;
        this.arguments = arguments;
        parser = new MultiPart.Parser(boundary, new Parts());
        parser.setPartHeadersMaxLength(MAX_PART_HEADER_BYTES);
        // Counted here, as the parser would say it in the machine's language.
        parser.setMaxParts(-1);
    }

    @Override
    public void add(final ByteBuffer bytes) throws IOException, RequestFault {
        parse(Content.Chunk.from(bytes, false));
    }

    @Override
    public void end() throws IOException, RequestFault {
        if (!complete) {
            parse(Content.Chunk.EOF);
        }
        if (!complete) {
            throw broken("the last boundary is missing");
        }
    }

    private void parse(final Content.Chunk chunk) throws IOException, RequestFault {
        parser.parse(chunk);
        if (unwritable != null) {
            throw unwritable;
        }
        if (fault != null) {
            throw fault;
        }
    }

    private static RequestFault broken(final String how) {
        return new RequestFault("the body is no multipart/form-data: " + how);
    }

    /** The parser swallows what its listener throws, so it is kept until the parser returns. */
    private final class Parts extends MultiPart.AbstractPartsListener {

        private final ByteArrayOutputStream value = new ByteArrayOutputStream();
        private boolean file;
        private int parts;

        @Override
        public void onPartBegin() {
            value.reset();
            file = false;
            parts++;
            guarded(
                    () -> {
                        if (parts > MAX_PARTS) {
                            throw new RequestFault(
                                    Text.format("the request has more than %,d parts", MAX_PARTS));
                        }
                    });
        }

        @Override
        public void onPartHeaders() {
            guarded(
                    () -> {
                        if (getName() == null || getName().isEmpty()) {
                            throw new RequestFault(
                                    "a part of the request has no name; name each of them");
                        }
                        file = uploadField.filter(getName()::equals).isPresent();
                        if (file) {
                            upload.begin(getFileName());
                        }
                    });
        }

        @Override
        public void onPartContent(final Content.Chunk chunk) {
            guarded(
                    () -> {
                        if (file) {
                            upload.write(chunk.getByteBuffer());
                        } else {
                            add(chunk.getByteBuffer());
                        }
                    });
        }

        private void add(final ByteBuffer bytes) throws RequestFault {
            if (value.size() + bytes.remaining() > RequestArguments.MAX_VALUE_BYTES) {
                throw new RequestFault(
                        Text.format(
                                "\"%s\" has more than %,d bytes",
                                getName(), RequestArguments.MAX_VALUE_BYTES));
            }
            while (bytes.hasRemaining()) {
                value.write(bytes.get());
            }
        }

        @Override
        public void onPart(final String name, final String fileName, final HttpFields headers) {
            guarded(
                    () -> {
                        if (!file) {
                            arguments.add(
                                    name.getBytes(StandardCharsets.UTF_8), value.toByteArray());
                        }
                    });
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(final Throwable failure) {
            guarded(
                    () -> {
                        throw broken(
                                failure.getMessage() == null
                                        ? "it ends too early"
                                        : failure.getMessage());
                    });
        }

        /** After a fault, the rest is none of anybody's. */
        private void guarded(final Step step) {
            if (fault != null || unwritable != null) {
                return;
            }
            try {
                step.run();
            } catch (final RequestFault found) {
                fault = found;
            } catch (final IOException failed) {
                unwritable = failed;
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, RequestFault;
    }
}
