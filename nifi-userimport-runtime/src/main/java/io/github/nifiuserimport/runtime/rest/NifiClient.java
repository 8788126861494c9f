// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import java.net.URI;

/** A NiFi, as its REST API shows it. Safe for use by many threads. */
public final class NifiClient {

    private final Rest rest;

    /**
     * @param nifi its address, without a path: {@code http://127.0.0.1:8080}
     */
    public NifiClient(final URI nifi) {
        rest = new Rest(nifi);
    }

    /** The API itself, for what the others here do not have. */
    public Rest rest() {
        return rest;
    }

    /** Process groups: upload, download, start, stop. */
    public ProcessGroups groups() {
        return new ProcessGroups(rest);
    }

    /** Parameter contexts and their values. */
    public ParameterContexts parameters() {
        return new ParameterContexts(rest);
    }

    /** Controller services. */
    public ControllerServices services() {
        return new ControllerServices(rest);
    }

    /** Processors. */
    public Processors processors() {
        return new Processors(rest);
    }

    /** Connections. */
    public Connections connections() {
        return new Connections(rest);
    }

    /** What waits in connections. */
    public Queues queues() {
        return new Queues(rest);
    }

    /** Bulletins: what components have to say to people. */
    public Bulletins bulletins() {
        return new Bulletins(rest);
    }

    /** Counters that processors adjust. */
    public Counters counters() {
        return new Counters(rest);
    }

    /** The cluster, where this is a node of one. */
    public Cluster cluster() {
        return new Cluster(rest);
    }
}
