// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import java.time.Duration;

/**
 * A FlowFile that waits in a connection.
 *
 * @param uuid its id
 * @param filename its attribute of that name
 * @param size bytes of its content
 * @param penalized whether it has to wait longer
 * @param waited since it came there
 */
public record QueuedFlowFile(
        String uuid, String filename, long size, boolean penalized, Duration waited) {}
