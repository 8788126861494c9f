// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/**
 * What a processor does.
 *
 * @param id its id
 * @param name its name
 * @param runStatus {@code Running}, {@code Stopped}, {@code Invalid}, …
 * @param in FlowFiles taken in the last five minutes
 * @param out FlowFiles put out in the last five minutes
 * @param threads at work now
 */
public record ProcessorStatus(
        String id, String name, String runStatus, int in, int out, int threads) {}
