// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Suite;
import java.util.function.Consumer;

/** Many requests, slow ones, large ones and wrong ones, one kind after the other in one NiFi. */
public final class HttpSuite implements Suite {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan, "1g")) {
            final ApiFlow api = ApiFlow.start(environment, plan.folder());
            final ApiClient client = new ApiClient(api);
            final NewUsers users = new NewUsers();
            final Figures figures = new Figures(section);

            final String job =
                    client.upload(UploadBody.of("polled.csv", users.file(100))).join().job();
            client.awaitFinished(job, ApiClient.TIMEOUT);
            StatusPolls.measure(api, job, plan.rounds(), figures);
            new ManyUploads(api, client, environment.database(), users)
                    .measure(plan.rounds(), figures);
            LargeUpload.measure(environment, client, users, plan.rounds(), figures);
            ErrorsPage.measure(client, environment.database(), figures);
            new MalformedRequests(api, client, users).measure(environment.nifi().pid(), figures);
        }
    }
}
