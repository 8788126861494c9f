// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/**
 * The two processors that unpack what is named {@code .gz} and let the rest pass, one below the
 * other.
 */
final class GzipUnpacking {

    /** How far below the first processor the one behind both has to be. */
    static final double HEIGHT = 480;

    private static final String GZIP =
            "${filename:toLower():endsWith('.gz'):ifElse('application/gzip', 'text/csv')}";

    private final Canvas canvas;
    private final String mark;
    private final String unpack;

    private GzipUnpacking(final Canvas canvas, final String mark, final String unpack) {
        this.canvas = canvas;
        this.mark = mark;
        this.unpack = unpack;
    }

    /**
     * Places them.
     *
     * @param name of the first of the two, which also sets these attributes
     */
    static GzipUnpacking on(
            final Canvas canvas,
            final String name,
            final Map<String, String> attributes,
            final double x,
            final double y) {
        final ProcessorConfig marking = new ProcessorConfig().property("mime.type", GZIP);
        attributes.forEach(marking::property);
        final String mark =
                canvas.processor(
                        "org.apache.nifi.processors.attributes.UpdateAttribute",
                        name,
                        x,
                        y,
                        marking);
        final String unpack =
                canvas.processor(
                        Canvas.STANDARD + "CompressContent",
                        "Unpack .gz",
                        x,
                        y + HEIGHT / 2,
                        new ProcessorConfig()
                                .property("Mode", "decompress")
                                .property("Compression Format", "use mime.type attribute")
                                .property("Update Filename", "true"));
        canvas.queue(End.processor(mark), End.processor(unpack), 1, "success");
        return new GzipUnpacking(canvas, mark, unpack);
    }

    /** Where files come in. */
    End entry() {
        return End.processor(mark);
    }

    /**
     * Connects what imports. What cannot be unpacked goes there too, as it is: the import fails,
     * says why, and is in the list of jobs as every other.
     */
    void feed(final String put, final int waiting) {
        feed(End.processor(put), waiting);
    }

    /** The same for what does not import by itself. */
    void feed(final End target, final int waiting) {
        canvas.queue(End.processor(unpack), target, waiting, "success", "failure");
    }
}
