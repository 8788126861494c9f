// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.util.Map;
import org.apache.nifi.util.MockFlowFile;
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

    private static Map<String, String> attributes(final Class<?> component) throws IOException {
        return JSON.readValue(block(component, "json"), new TypeReference<>() {});
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(AuthorizeUserImport.class);
        runner.setProperty(AuthorizeUserImport.KEY, "dev123");
        HttpRequests.get(runner, "c1", block(AuthorizeUserImport.class, "form"));
        runner.run();
        final MockFlowFile reply =
                runner.getFlowFilesForRelationship(AuthorizeUserImport.RESPONSE).getFirst();
        reply.assertAttributeEquals("userimport.reply.status", "403");
        assertThat(JSON.readTree(reply.getContent()))
                .isEqualTo(JSON.readTree(block(AuthorizeUserImport.class, "json")));
    }

    @Test
    void aRequestBecomesAJob() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(StartUserImport.class);
        UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(StartUserImport.USER_STORE, "store");
        runner.setProperty(StartUserImport.ALLOWED_BUCKETS, "crm-exports");
        HttpRequests.get(runner, "c1", block(StartUserImport.class, "form"));
        runner.run();
        assertThat(
                        runner.getFlowFilesForRelationship(StartUserImport.ACCEPTED)
                                .getFirst()
                                .getAttributes())
                .containsAllEntriesOf(attributes(StartUserImport.class))
                .containsKey("userimport.id");
    }

    @Test
    void aJobFailsForAReason() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(FailUserImport.class);
        final PostgreSQLUserStore store =
                UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(FailUserImport.USER_STORE, "store");
        store.register(new NewJob("j1", "default", null, "daily/users.csv", -1, 1), "request");
        runner.enqueue("", attributes(FailUserImport.class));
        runner.run();
        assertThat(store.status("j1").orElseThrow().error())
                .isEqualTo(block(FailUserImport.class, "text"));
    }
}
