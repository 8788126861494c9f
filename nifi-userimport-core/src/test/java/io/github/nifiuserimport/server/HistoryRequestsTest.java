// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.StoreFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who asks what was changed of a user is answered behind the key of the user's app. */
@Tag("slow")
class HistoryRequestsTest {

    private ServerFixture server;

    @BeforeEach
    void start() throws Exception {
        server = ServerFixture.start();
        for (int n = 1; n <= 2; n++) {
            StoreFixture.apply(
                    (PostgreSQLImportStore) server.store,
                    "shop",
                    List.of(
                            RowCommand.of(
                                    new UserKey.ById("u 1"),
                                    UserChange.builder()
                                            .attributes(Map.of("n", new Assign((long) n)))
                                            .build())));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(final String path, final String key)
            throws IOException, InterruptedException {
        return server.send(server.request(path).header("Authorization", "Token " + key));
    }

    @Test
    void isToldToWhoeverMayReadTheApp() throws Exception {
        for (final String key : List.of(ServerFixture.KEY, ServerFixture.READ_KEY)) {
            final HttpResponse<String> json = ask("/users/u%201/history.json", key);
            assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
            assertThat(json.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            assertThat(json.body())
                    .contains("{\"field\":\"attributes.n\",\"before\":1,\"after\":2}")
                    .contains("{\"field\":\"attributes.n\",\"before\":null,\"after\":1}");

            final HttpResponse<String> page = ask("/users/u%201/history", key);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<bdi>attributes.n</bdi>");
        }
    }

    @Test
    void isNotToldToOthers() throws Exception {
        assertThat(server.get("/users/u%201/history.json").statusCode()).isEqualTo(401);
        assertThat(ask("/users/u%201/history.json", "wrong").statusCode()).isEqualTo(401);
        final HttpResponse<String> other = ask("/users/u%201/history.json", "other");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("No user u 1 is known");
    }

    @Test
    void beginsBeforeAGivenTime() throws Exception {
        assertThat(
                        ask(
                                        "/users/u%201/history.json?before=2020-01-01T00:00:00Z",
                                        ServerFixture.KEY)
                                .body())
                .contains("\"changes\":[]");
        final HttpResponse<String> noTime =
                ask("/users/u%201/history.json?before=soon", ServerFixture.KEY);
        assertThat(noTime.statusCode()).isEqualTo(400);
        assertThat(noTime.body()).contains("before is no time such as");
    }

    @Test
    void isOnlyRead() throws Exception {
        final HttpResponse<String> sent =
                server.send(
                        server.request("/users/u%201/history")
                                .header("Authorization", "Token " + ServerFixture.KEY)
                                .POST(BodyPublishers.ofString("x")));
        assertThat(sent.statusCode()).isEqualTo(405);
    }
}
