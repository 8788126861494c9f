// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;

/** The argument {@code dry_run} of every vendor's API, and what is answered to it. */
public final class DryRunArgument {

    private static final String NAME = "dry_run";

    private DryRunArgument() {}

    /**
     * The import that is asked for, or the dry run of it.
     *
     * @param wanted by the other arguments
     */
    public static ImportRequest applied(final ApiRequest request, final ImportRequest wanted) {
        if (wanted instanceof ImportRequest.Refused) {
            return wanted;
        }
        return switch (request.argument(NAME)) {
            case "", "false" -> wanted;
            case "true" -> new ImportRequest.DryRun(wanted);
            default ->
                    new ImportRequest.Refused(
                            400,
                            NAME
                                    + ": "
                                    + Quoted.of(request.argument(NAME))
                                    + " is not known; use true or false");
        };
    }

    /** The field of a reply that has the report, by the name of the argument. */
    public static HttpReply.Json field(final FileReport check, final DryRunReport report) {
        return json -> {
            json.writeFieldName(NAME);
            ReportJson.write(check, report, json);
        };
    }
}
