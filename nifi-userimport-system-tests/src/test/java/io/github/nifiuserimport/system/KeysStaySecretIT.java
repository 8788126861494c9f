// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A key is in no log, in no FlowFile, and in nothing that is told of one. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class KeysStaySecretIT {

    @Test
    void whateverWayAKeyComes(final LeanplumFlow leanplum, final DashlyFlow dashly)
            throws IOException {
        leanplum.upload(LeanplumFlow.BUCKET, "secret.csv", "userId\nsecretive\n");
        final Map<String, String> arguments = leanplum.multi("secret.csv");
        leanplum.api().await(LeanplumFlow.jobId(leanplum.api().anybody().get("/api", arguments)));
        leanplum.api().await(LeanplumFlow.jobId(leanplum.api().anybody().form("/api", arguments)));
        leanplum.api()
                .await(
                        LeanplumFlow.jobId(
                                leanplum.api().anybody().json("/api", Database.text(arguments))));
        final Multipart parts = new Multipart();
        arguments.forEach(parts::field);
        leanplum.api().await(LeanplumFlow.jobId(leanplum.api().anybody().multipart("/api", parts)));
        dashly.imported("secret.csv", "$user_id\nsecretive\n");
        dashly.api()
                .await(
                        DashlyFlow.jobId(
                                dashly.api()
                                        .anybody()
                                        .multipart(
                                                DashlyFlow.PATH,
                                                new Multipart()
                                                        .field("auth_token", dashly.api().key())
                                                        .field("app", "$self_app")
                                                        .file(
                                                                "file",
                                                                "token.csv",
                                                                "$user_id\nsecretive\n"))));
        dashly.api().browser().get("/imports");

        for (final ApiFlow flow : List.of(leanplum.api(), dashly.api())) {
            flow.awaitRest();
            final List<Provenance.Event> events = Provenance.of(flow);
            assertThat(events).extracting(Provenance.Event::component).contains("Take requests");
            assertThat(events)
                    .allSatisfy(
                            event ->
                                    assertThat(event.text())
                                            .doesNotContain(secrets(flow))
                                            .doesNotContain("clientKey")
                                            .doesNotContain("auth_token"));
        }
    }

    @Test
    void noLogHoldsOne(
            final LeanplumFlow leanplum, final DashlyFlow dashly, final TestSystem system)
            throws IOException {
        leanplum.results("no-such-job");
        final Map<String, String> withOldKey = leanplum.getMultiResults("no-such-job");
        withOldKey.put("clientKey", leanplum.api().oldKey());
        leanplum.api().anybody().get("/api", withOldKey);
        withOldKey.put("clientKey", leanplum.api().readOnlyKey());
        leanplum.api().anybody().form("/api", withOldKey);
        dashly.imported("logged.csv", "$user_id\nlogged\n");
        final List<ApiFlow> flows = List.of(leanplum.api(), dashly.api());
        // An import has ended for the database before its end is logged.
        flows.forEach(ApiFlow::awaitRest);
        final String log = Files.readString(system.nifi().log());

        assertThat(log).isNotEmpty().contains("logged.csv");
        for (final ApiFlow flow : flows) {
            for (final String secret : secrets(flow)) {
                assertThat(log.contains(secret)).as("a key or login in the log").isFalse();
            }
        }
    }

    private static String[] secrets(final ApiFlow flow) {
        return new String[] {
            flow.key(),
            flow.oldKey(),
            URLEncoder.encode(flow.oldKey(), StandardCharsets.UTF_8),
            flow.readOnlyKey(),
            Base64.getEncoder()
                    .encodeToString(
                            (flow.app() + ":" + flow.key()).getBytes(StandardCharsets.UTF_8))
        };
    }
}
