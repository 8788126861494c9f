// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.text.Text;

/** Saves all that comes out of an import, each kind in a folder of its own, in one row. */
final class ResultFolders {

    /** When a FlowFile arrived, as a folder's name; one second keeps apart files of one name. */
    private static final String TIME = "${now():format(\"yyyy-MM-dd'T'HH-mm-ss\")}";

    /**
     * When the file was taken, as a folder's name: the same for a file and its reason, whenever
     * either is saved.
     */
    private static final String TAKEN =
            "${lineageStartDate:toNumber():format(\"yyyy-MM-dd'T'HH-mm-ss\")}";

    private static final double UNPROCESSED_X = -1330;
    private static final double DONE_X = -800;
    private static final double FAILED_X = 800;
    private static final double REASON_X = 1330;

    private final Canvas canvas;
    private final String directory;
    private final double y;
    private final String done;
    private final String rejected;
    private final String unprocessed;
    private final String summaries;
    private final String failed;
    private final String reason;

    /**
     * Places the processors.
     *
     * @param directory in which the folders are, with a slash at its end
     * @param again what to do with corrected rows, as the end of a sentence
     */
    ResultFolders(final Canvas canvas, final String directory, final String again, final double y) {
        this.canvas = canvas;
        this.directory = directory;
        this.y = y;
        done = save("Keep imported file", DONE_X, "done");
        rejected = save("Save rejected rows", -270, "rejected");
        unprocessed = save("Save unprocessed rows", UNPROCESSED_X, "unprocessed");
        summaries = save("Save summary", 270, "summaries");
        failed = save("Save file that failed", FAILED_X, "failed", TAKEN);
        reason = reasons();
        labels(again);
    }

    /** Connects what imports. */
    void receiveAllOf(final String put) {
        canvas.connect(put, done, "success");
        canvas.connect(put, rejected, "rejected rows");
        canvas.connect(put, unprocessed, "unprocessed");
        canvas.connect(put, summaries, "summary");
        canvas.connect(put, failed, "failure");
        canvas.connect(put, reason, "failure");
    }

    /** Connects what imports the parts of files, and what keeps the files themselves until then. */
    void receivePartsOf(final String put, final Splitting splitting) {
        canvas.connectAroundCorner(
                splitting.imported(), End.processor(done), DONE_X, splitting.middle());
        canvas.connectAroundCorner(
                splitting.failed(), End.processor(failed), FAILED_X, splitting.middle());
        canvas.connectAroundCorner(
                splitting.failed(), End.processor(reason), REASON_X, splitting.middle());
        canvas.connect(put, rejected, "rejected rows");
        canvas.connect(put, unprocessed, "unprocessed");
        canvas.connect(put, summaries, "summary");
    }

    /** Places what saves the reason of a failure, and returns where the file comes in. */
    private String reasons() {
        final String write =
                canvas.processor(
                        Canvas.STANDARD + "AttributesToJSON",
                        "Write the reason",
                        REASON_X,
                        y,
                        new ProcessorConfig()
                                .property(
                                        "Attributes List",
                                        "filename,userimport.id,userimport.error")
                                .property("Include Core Attributes", "true")
                                .property("Destination", "flowfile-content"));
        final String name =
                canvas.processor(
                        "org.apache.nifi.processors.attributes.UpdateAttribute",
                        "Name the reason",
                        REASON_X,
                        y + 240,
                        new ProcessorConfig().property("filename", "${filename}.error.json"));
        canvas.connect(write, name, "success");
        canvas.connect(name, failed, "success");
        canvas.loopBeside(write, REASON_X, y, "failure");
        return write;
    }

    /** Where summaries come in, also from what imports nothing. */
    End summaries() {
        return End.processor(summaries);
    }

    private String save(final String name, final double x, final String folder) {
        return save(name, x, folder, TIME);
    }

    private String save(final String name, final double x, final String folder, final String time) {
        final String id =
                canvas.processor(
                        Canvas.STANDARD + "PutFile",
                        name,
                        x,
                        y,
                        new ProcessorConfig()
                                .property("Directory", directory + folder + "/" + time)
                                .terminate("success"));
        canvas.loopBelow(id, x, y, "failure");
        return id;
    }

    private void labels(final String again) {
        canvas.label(
                Text.format(
                        """
                Rows that could not be imported, as CSV with
                line, column and error: correct them and
                %s.
                """,
                        again),
                -270,
                y + 290,
                400,
                90);
        canvas.label(
                Text.format(
                        """
                Rows that were left when their import was
                cancelled: to import them,
                %s.
                """,
                        again),
                UNPROCESSED_X,
                y + 290,
                352,
                90);
        canvas.label(
                """
                Files whose import failed or was cancelled,
                each with its reason beside it (.error.json).
                """,
                FAILED_X,
                y + 290,
                352,
                70);
    }
}
