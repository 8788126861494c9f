// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.rest.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leanplum's API over folders that stand in for buckets.
 *
 * @param root the folder of buckets
 */
public record LeanplumFlow(ApiFlow api, Path root) {

    /** A bucket all of which may be imported from. */
    static final String BUCKET = "user-files";

    /** A bucket of which only {@code imports/} may be imported from. */
    static final String PARTLY = "mixed-files";

    /** A bucket that is not in the list, and is there all the same. */
    static final String OTHER = "private-files";

    public static LeanplumFlow start(final TestSystem system, final String app) {
        final Path root = system.newFolder("buckets of " + app);
        final LeanplumFlow flow =
                new LeanplumFlow(
                        ApiFlow.start(
                                system,
                                app,
                                List.of(
                                        Parameter.of("file.source", "folder"),
                                        Parameter.of("folder.root", root.toString()),
                                        Parameter.of(
                                                "gcs.allowed.buckets",
                                                BUCKET + ", " + PARTLY + "/imports"))),
                        root);
        flow.upload(OTHER, "users.csv", "userId\nsomebody\n");
        flow.upload(PARTLY, "users.csv", "userId\nsomebody\n");
        return flow;
    }

    /** Puts an object into a bucket. */
    void upload(final String bucket, final String object, final byte[] content) {
        try {
            final Path file = root.resolve(bucket).resolve(object);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void upload(final String bucket, final String object, final String content) {
        upload(bucket, object, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The arguments of a right call that imports an object. */
    Map<String, String> multi(final String object) {
        final Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("action", "multi");
        arguments.put("apiVersion", "1.0.6");
        arguments.put("appId", api.app());
        arguments.put("clientKey", api.key());
        arguments.put("defaultAction", "setUserAttributes");
        arguments.put("gcsBucket", BUCKET);
        arguments.put("file", object);
        arguments.put("createJob", "true");
        return arguments;
    }

    /** The arguments of a right call that asks for a job. */
    Map<String, String> getMultiResults(final String job) {
        final Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("action", "getMultiResults");
        arguments.put("apiVersion", "1.0.6");
        arguments.put("appId", api.app());
        arguments.put("clientKey", api.key());
        arguments.put("jobId", job);
        return arguments;
    }

    /** Uploads a file, asks for its import, and returns the job's id. */
    String started(final String object, final String content) {
        upload(BUCKET, object, content);
        return jobId(api.anybody().get("/api", multi(object)));
    }

    /** Uploads a file and imports it. */
    public Job imported(final String object, final String content) {
        return api.await(started(object, content));
    }

    /** What {@code getMultiResults} says of a job. */
    ApiResponse results(final String job) {
        return api.anybody().get("/api", getMultiResults(job));
    }

    /** The id that a good answer holds. */
    static String jobId(final ApiResponse answer) {
        if (answer.status() != 200 || !answer.json().at("/response/0/success").asBoolean()) {
            throw new AssertionError(answer);
        }
        return answer.json().at("/response/0/jobId").asText();
    }
}
