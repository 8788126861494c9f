// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.FolderFlow.Result;
import io.github.nifiuserimport.system.Job;
import io.github.nifiuserimport.system.TestSystem;
import io.github.nifiuserimport.system.crash.CrashEnvironment.Kind;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * A flow, a file, and what the flow makes of the file when nothing cuts it off.
 *
 * @param temporary the folder of its temporary files
 * @param state what is in the store then
 * @param saved what the flow saved
 */
record ReferenceImport(
        TestSystem system,
        FolderFlow flow,
        CrashFile file,
        Path temporary,
        StoredState state,
        SavedFiles saved) {

    static final String FILE = "users.csv";

    /** Stands before what imports whole files, so that a file can be delivered from here again. */
    static final String HAND_ON = "Hand the file on";

    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /**
     * Imports a file.
     *
     * @param name of the app, and of what is kept to compare with
     * @param kind which file, and which flow
     */
    static ReferenceImport importOf(final TestSystem system, final String name, final Kind kind) {
        final CrashFile file = kind.file();
        final FolderFlow flow = FolderFlow.imported(system, kind.template(), name);
        final Path temporary = system.newFolder("temporary files of " + name);
        hurry(system, flow);
        system.client()
                .processors()
                .configure(
                        flow.putUserImport(),
                        new ProcessorConfig()
                                .property("Sort Files From", kind.isSorted() ? "0 B" : "1 TB")
                                .property("Temporary Folder", temporary.toString()));
        if (kind.template().equals(FolderFlow.TEMPLATE)) {
            handOn(system, flow);
        }
        flow.enable();
        final Job job;
        final long start;
        try (CopiedUsers copied = CopiedUsers.in(system.database())) {
            flow.start();
            if (!system.database().jobs(name).isEmpty()) {
                throw new IllegalStateException("There were imports before");
            }
            start = System.nanoTime();
            job = flow.drop(FILE, file.text()).await(TIMEOUT);
            assertThat(copied.count()).as("users who were copied").isPositive();
        }
        System.out.print(
                Text.format(
                        "Reference, %s: %s after %.1f s%n",
                        name, job.outcome(), (System.nanoTime() - start) / 1e9));
        assertThat(job.state()).isEqualTo("FINISHED");
        assertThat(job.rows()).isEqualTo(file.rows());
        assertThat(
                        system.database()
                                .count(
                                        "SELECT count(*) FROM userimport.import_part WHERE"
                                                + " key_column IS NULL"))
                .as("parts in file order")
                .matches(parts -> (parts == 0) == kind.isSorted());
        final SavedFiles saved = SavedFiles.by(flow);
        assertThat(saved.done()).containsExactly(FILE + "\n" + file.text());
        assertThat(saved.rejected()).hasSize(1);
        assertThat(saved.summaries()).hasSize(1);
        assertThat(saved.failed()).isEmpty();
        return new ReferenceImport(
                system,
                flow,
                file,
                temporary,
                StoredState.of(system.database(), name, file),
                saved);
    }

    private static void handOn(final TestSystem system, final FolderFlow flow) {
        final NifiClient nifi = system.client();
        final String take = flow.processor(FolderFlow.TAKE);
        nifi.connections()
                .delete(
                        nifi.connections()
                                .find(flow.group(), FolderFlow.TAKE, "success")
                                .orElseThrow()
                                .id());
        final String handOn =
                nifi.processors()
                        .create(
                                flow.group(),
                                "org.apache.nifi.processors.attributes.UpdateAttribute",
                                HAND_ON,
                                Position.ORIGIN,
                                new ProcessorConfig());
        nifi.connections().create(flow.group(), take, handOn, "success");
        nifi.connections().create(flow.group(), handOn, flow.putUserImport(), "success");
    }

    /** Waits, as a template has them, would be most of the time that these tests take. */
    private static void hurry(final TestSystem system, final FolderFlow flow) {
        system.client()
                .processors()
                .configure(
                        flow.processor(FolderFlow.TAKE),
                        new ProcessorConfig().property("Settle Time", "0 sec").every("200 millis"));
        system.client()
                .processors()
                .configure(
                        flow.putUserImport(),
                        // The second task is for what is delivered again meanwhile.
                        new ProcessorConfig().penalty("1 sec").concurrentTasks(2));
        // Two files of one name do not go into the folder of one second: the other one waits.
        for (final String saving :
                List.of(
                        "Keep imported file",
                        "Save rejected rows",
                        "Save summary",
                        "Save file that failed")) {
            system.client()
                    .processors()
                    .configure(flow.processor(saving), new ProcessorConfig().penalty("1 sec"));
        }
    }

    /**
     * Waits until an import that was cut off has ended, and compares.
     *
     * @param once whether its results have to be there once, and not once more
     */
    void assertSame(final FolderFlow.Dropped dropped, final boolean once) {
        final Job job = dropped.await(TIMEOUT);
        assertThat(job.error()).isNull();
        state.assertSame();
        assertThat(temporary).as("where files are sorted").isEmptyDirectory();
        final SavedFiles other = SavedFiles.by(flow);
        final SoftAssertions all = new SoftAssertions();
        all.assertThat(other.failed()).as("files that failed").isEmpty();
        all.assertThat(other.done()).as("imported files").isEqualTo(saved.done());
        all.assertThat(other.rejected()).as("rejected rows").isEqualTo(saved.rejected());
        all.assertThat(other.summaries()).as("summaries").isEqualTo(saved.summaries());
        if (once) {
            all.assertThat(flow.saved(Result.SUMMARIES)).as("summaries").hasSize(1);
            all.assertThat(flow.saved(Result.REJECTED)).as("files of rejected rows").hasSize(1);
        }
        all.assertAll();
    }
}
