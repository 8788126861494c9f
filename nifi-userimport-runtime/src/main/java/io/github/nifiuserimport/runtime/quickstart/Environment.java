// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where everything is that is up now, and how to use it, as lines for people. */
final class Environment {

    private final Workspace workspace;
    private final Settings settings;
    private final AppKey key;

    Environment(final Workspace workspace, final Settings settings, final AppKey key) {
        this.workspace = workspace;
        this.settings = settings;
        this.key = key;
    }

    /**
     * The lines.
     *
     * @param port of the APIs, if they are up
     */
    List<String> lines(
            final LocalPostgres postgres, final Nifi nifi, final Optional<Integer> port) {
        final Optional<ApiUsage> apis = port.map(this::usage);
        final List<String> lines = new ArrayList<>();
        apis.map(ApiUsage::address).ifPresent(lines::addAll);
        lines.add("Buckets   " + buckets());
        lines.add("Inbox     " + workspace.inbox());
        lines.addAll(nifi.canvases());
        lines.add("Database  " + postgres.psql());
        lines.addAll(nifi.logs());
        lines.add("");
        apis.map(ApiUsage::commands).ifPresent(lines::addAll);
        apis.ifPresent(there -> lines.add(""));
        lines.add(
                "Drop more files into the inbox. Ctrl-C stops it all"
                        + (workspace.isTemporary()
                                ? " and deletes the data."
                                : "; the data is kept."));
        return lines;
    }

    private ApiUsage usage(final int port) {
        final String bucket = settings.gcs().bucket();
        return new ApiUsage(
                port,
                settings.appId(),
                key.value(),
                bucket == null ? Buckets.SAMPLE : bucket,
                Installation.root().resolve("samples").resolve("dashly-users.csv"));
    }

    private String buckets() {
        final Gcs gcs = settings.gcs();
        if (!gcs.isLive()) {
            return Text.format(
                    "%s   %s/users.csv in it is a sample", workspace.buckets(), Buckets.SAMPLE);
        }
        return (gcs.url() == null ? "Google Cloud Storage" : gcs.url().toString())
                + (gcs.bucket() == null
                        ? ""
                        : Text.format("   gs://%s/imports/ is listed once a minute", gcs.bucket()));
    }
}
