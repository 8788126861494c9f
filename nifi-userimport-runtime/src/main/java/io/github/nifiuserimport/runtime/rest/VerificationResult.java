// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/**
 * One step of a configuration's verification.
 *
 * @param step its name
 * @param outcome {@code SUCCESSFUL}, {@code FAILED} or {@code SKIPPED}
 * @param explanation for people
 */
public record VerificationResult(String step, String outcome, String explanation) {}
