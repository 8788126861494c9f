// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import java.util.Set;

/**
 * A node of a cluster.
 *
 * @param port of its REST API
 * @param status {@code CONNECTED}, {@code CONNECTING}, {@code DISCONNECTED}, …
 * @param roles {@code Primary Node} and {@code Cluster Coordinator}, each of them one node's
 */
public record ClusterNode(int port, String status, Set<String> roles) {

    public boolean isConnected() {
        return status.equals("CONNECTED");
    }

    public boolean isPrimary() {
        return roles.contains("Primary Node");
    }
}
