// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/**
 * What a component had to say to people.
 *
 * @param id grows with time; each node of a cluster counts by itself
 * @param node address and port of the node of a cluster, or null
 * @param level {@code INFO}, {@code WARNING} or {@code ERROR}
 * @param group id of the component's group, or null
 * @param source name of the component, or null
 * @param message its words
 */
public record Bulletin(
        long id, String node, String level, String group, String source, String message) {

    /** Whether it is worth a look. */
    public boolean isWarningOrError() {
        return level.startsWith("WARN") || level.equals("ERROR");
    }
}
