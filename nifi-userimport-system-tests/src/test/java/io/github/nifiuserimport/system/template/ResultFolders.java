// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.text.Text;

/** Saves all that comes out of an import, each kind in a folder of its own, in one row. */
final class ResultFolders {

    /** When a FlowFile arrived, as a folder's name; one second keeps apart files of one name. */
    private static final String TIME = "${now():format(\"yyyy-MM-dd'T'HH-mm-ss\")}";

    private static final double DONE_X = -800;
    private static final double FAILED_X = 800;

    private final Canvas canvas;
    private final String directory;
    private final double y;
    private final String done;
    private final String rejected;
    private final String summaries;
    private final String failed;

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
        summaries = save("Save summary", 270, "summaries");
        failed = save("Save file that failed", FAILED_X, "failed");
        labels(again);
    }

    /** Connects what imports. */
    void receiveAllOf(final String put) {
        canvas.connect(put, done, "success");
        canvas.connect(put, rejected, "rejected rows");
        canvas.connect(put, summaries, "summary");
        canvas.connect(put, failed, "failure");
    }

    /** Connects what imports the parts of files, and what keeps the files themselves until then. */
    void receivePartsOf(final String put, final Splitting splitting) {
        canvas.connectAroundCorner(
                splitting.imported(), End.processor(done), DONE_X, splitting.middle());
        canvas.connectAroundCorner(
                splitting.failed(), End.processor(failed), FAILED_X, splitting.middle());
        canvas.connect(put, rejected, "rejected rows");
        canvas.connect(put, summaries, "summary");
    }

    /** Where summaries come in, also from what imports nothing. */
    End summaries() {
        return End.processor(summaries);
    }

    private String save(final String name, final double x, final String folder) {
        final String id =
                canvas.processor(
                        Canvas.STANDARD + "PutFile",
                        name,
                        x,
                        y,
                        new ProcessorConfig()
                                .property("Directory", directory + folder + "/" + TIME)
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
                """
                Files whose import failed.
                The summary says why.
                """,
                FAILED_X,
                y + 290,
                352,
                70);
    }
}
