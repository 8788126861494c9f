// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/**
 * A connection and what waits in it.
 *
 * @param id its id
 * @param name its name, or its relationships with commas between
 * @param sourceName name of the component it comes from
 * @param destinationName name of the component it goes to
 * @param flowFiles how many wait
 * @param bytes how much they hold
 */
public record ConnectionStatus(
        String id,
        String name,
        String sourceName,
        String destinationName,
        int flowFiles,
        long bytes) {}
