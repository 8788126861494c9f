// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

/** The examples of the processors' pages give what the pages say. */
class RequestExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static String block(final Class<?> component, final String language)
            throws IOException {
        return AdditionalDetails.blocks(component, language).getFirst().strip();
    }

    private static Map<String, String> attributes(final String json) throws IOException {
        return JSON.readValue(json, new TypeReference<>() {});
    }

    @Test
    void argumentsBecomeAJob() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(StartUserImport.class);
        UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(StartUserImport.USER_STORE, "store");
        runner.setProperty(StartUserImport.ALLOWED_BUCKETS, "crm-exports");
        final List<String> blocks = AdditionalDetails.blocks(StartUserImport.class, "json");
        runner.enqueue("", attributes(blocks.getFirst()));
        runner.run();
        assertThat(
                        runner.getFlowFilesForRelationship(StartUserImport.ACCEPTED)
                                .getFirst()
                                .getAttributes())
                .containsAllEntriesOf(attributes(blocks.get(1)))
                .containsKey("userimport.id");
    }

    @Test
    void aJobFailsForAReason() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(FailUserImport.class);
        final PostgreSQLUserStore store =
                UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(FailUserImport.USER_STORE, "store");
        store.register(new NewJob("j1", "default", null, "daily/users.csv", -1, 1), "request");
        runner.enqueue("", attributes(block(FailUserImport.class, "json")));
        runner.run();
        assertThat(store.status("j1").orElseThrow().error())
                .isEqualTo(block(FailUserImport.class, "text"));
    }
}
