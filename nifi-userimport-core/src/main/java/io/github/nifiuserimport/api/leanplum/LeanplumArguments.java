// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.Quoted;
import io.github.nifiuserimport.profile.Action;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the arguments of Leanplum's {@code multi} (docs/leanplum.md, "multi"). */
final class LeanplumArguments {

    private LeanplumArguments() {}

    /** The import that a request asks for, or the first thing that is wrong with it. */
    static ImportRequest check(final ApiRequest request, final ImportPolicy policy) {
        final String method = request.method();
        final Map<String, String> arguments = request.arguments();
        if (method != null && !method.equals("GET") && !method.equals("POST")) {
            return new ImportRequest.Refused(405, method + " is not taken here; use GET or POST");
        }
        for (final String name :
                new String[] {"action", "appId", "apiVersion", "createJob", "gcsBucket", "file"}) {
            if (arguments.getOrDefault(name, "").isBlank()) {
                return refused(name, "is missing");
            }
        }
        final String action = arguments.get("action");
        if (!action.equals(LeanplumApi.START)) {
            return refused(
                    "action",
                    action.equals(LeanplumApi.QUESTION)
                            ? "getMultiResults asks for a job's state; here imports are started"
                            : Quoted.of(action) + " is not known; use multi or getMultiResults");
        }
        if (!arguments.get("apiVersion").equals(LeanplumApi.API_VERSION)) {
            return refused(
                    "apiVersion",
                    Quoted.of(arguments.get("apiVersion"))
                            + " is not supported; use "
                            + LeanplumApi.API_VERSION);
        }
        if (!arguments.get("createJob").equalsIgnoreCase("true")) {
            return refused("createJob", "has to be true");
        }
        return file(arguments, policy);
    }

    private static ImportRequest file(
            final Map<String, String> arguments, final ImportPolicy policy) {
        final String defaultAction = arguments.getOrDefault("defaultAction", "");
        final Optional<Action> rows = Action.named(defaultAction);
        if (!defaultAction.isEmpty() && rows.isEmpty()) {
            return refused(
                    "defaultAction",
                    Quoted.of(defaultAction)
                            + " is not known; use "
                            + Arrays.stream(Action.values())
                                    .map(Action::apiName)
                                    .collect(Collectors.joining(", ")));
        }
        final String bucket = arguments.get("gcsBucket");
        final String object = arguments.get("file");
        final Optional<String> fault = ObjectName.fault(object);
        if (fault.isPresent()) {
            return refused("file", Quoted.of(object) + ' ' + fault.get());
        }
        if (!policy.buckets().knows(bucket)) {
            return new ImportRequest.Refused(
                    403,
                    "gcsBucket: "
                            + Quoted.of(bucket)
                            + " is not a bucket that files may be imported from");
        }
        if (!policy.buckets().allows(bucket, object)) {
            return new ImportRequest.Refused(
                    403,
                    "file: "
                            + Quoted.of(object)
                            + " is not in a folder that files may be imported from");
        }
        if (policy.folder().filter(folder -> folder.leadsOut(bucket, object)).isPresent()) {
            return new ImportRequest.Refused(
                    403,
                    "file: " + object + " is a link, or behind one, that leads out of its bucket");
        }
        return new ImportRequest.FromBucket(rows.map(Action::apiName).orElse(null), bucket, object);
    }

    private static ImportRequest refused(final String argument, final String fault) {
        return new ImportRequest.Refused(
                400, argument + (fault.startsWith("is ") ? " " : ": ") + fault);
    }
}
