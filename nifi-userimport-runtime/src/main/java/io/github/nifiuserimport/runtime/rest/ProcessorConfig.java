// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a processor is set up. What is not named stays as it is. */
public final class ProcessorConfig {

    private final Map<String, String> properties = new TreeMap<>();
    private final TreeSet<String> terminated = new TreeSet<>();
    private String period;
    private final TreeSet<String> retried = new TreeSet<>();
    private Integer retries;
    private Integer tasks;
    private boolean primaryNode;
    private String comments;
    private String bulletinLevel;
    private String penalty;

    public ProcessorConfig property(final String name, final String value) {
        properties.put(name, value);
        return this;
    }

    /** Run every so often: {@code 2 sec}. */
    public ProcessorConfig every(final String value) {
        period = value;
        return this;
    }

    /** How many threads may run it at once. */
    public ProcessorConfig concurrentTasks(final int value) {
        tasks = value;
        return this;
    }

    /** Run on one node of a cluster only. */
    public ProcessorConfig onPrimaryNode() {
        primaryNode = true;
        return this;
    }

    /** Relationships whose FlowFiles are dropped. */
    public ProcessorConfig terminate(final String... relationships) {
        terminated.addAll(List.of(relationships));
        return this;
    }

    /**
     * Tries again what would go to a relationship, so many times, after 30 seconds at first and a
     * minute later on.
     */
    public ProcessorConfig retry(final int times, final String... relationships) {
        retries = times;
        retried.addAll(List.of(relationships));
        return this;
    }

    /** How long a FlowFile that it penalizes has to wait; NiFi's own way is half a minute. */
    public ProcessorConfig penalty(final String value) {
        penalty = value;
        return this;
    }

    public ProcessorConfig comments(final String value) {
        comments = value;
        return this;
    }

    /** The lowest level of log messages that become bulletins: {@code INFO}. */
    public ProcessorConfig bulletinsFrom(final String level) {
        bulletinLevel = level;
        return this;
    }

    void putInto(final ObjectNode component) {
        final ObjectNode config = component.putObject("config");
        Components.putProperties(config, properties);
        if (period != null) {
            config.put("schedulingStrategy", "TIMER_DRIVEN").put("schedulingPeriod", period);
        }
        if (tasks != null) {
            config.put("concurrentlySchedulableTaskCount", tasks);
        }
        if (primaryNode) {
            config.put("executionNode", "PRIMARY");
        }
        if (bulletinLevel != null) {
            config.put("bulletinLevel", bulletinLevel);
        }
        if (penalty != null) {
            config.put("penaltyDuration", penalty);
        }
        if (comments != null) {
            config.put("comments", comments);
        }
        if (retries != null) {
            config.put("retryCount", retries)
                    .put("backoffMechanism", "PENALIZE_FLOWFILE")
                    .put("maxBackoffPeriod", "1 min");
            final ArrayNode array = config.putArray("retriedRelationships");
            retried.forEach(array::add);
        }
        if (!terminated.isEmpty()) {
            final ArrayNode array = config.putArray("autoTerminatedRelationships");
            terminated.forEach(array::add);
        }
    }
}
