// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line asks for, checked.
 *
 * @param files to import; none for the sample, in a first run
 * @param dump where all profiles are to be written to; null for nowhere
 * @param once whether to stop when the files are done
 * @param nars folders with NARs for this NiFi
 * @param heap of each NiFi
 * @param nodes how many NiFis there are to be: more than one are a cluster
 * @param ports that are asked for
 * @param appId whose users are imported
 * @param appKey of the HTTP APIs; null for that of the last run, or a new one
 * @param gcs how Google Cloud Storage is reached
 */
record Settings(
        List<GivenFile> files,
        Path dump,
        boolean once,
        List<Path> nars,
        String heap,
        int nodes,
        GivenPorts ports,
        String appId,
        String appKey,
        Gcs gcs) {

    /** A file as the user named it, and where it is. */
    record GivenFile(String name, Path path) {}

    /** Ports, each 0 where none is asked for. */
    record GivenPorts(int nifi, int database, int http) {}
}
