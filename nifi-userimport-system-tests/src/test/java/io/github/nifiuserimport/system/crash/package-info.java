// SPDX-License-Identifier: Apache-2.0

/**
 * Exactly once, whatever happens: imports are cut off at random moments, and afterwards everything
 * has to be as if nothing had happened.
 *
 * <p>{@code -Dcrash.rounds=N} cuts off N imports in each way; {@code -Dcrash.seed=S} repeats the
 * moments of an earlier run, whose seed the names of its tests tell; {@code -Dcrash.only=PATTERN}
 * does only what has it in its name: {@code "killed|cut"}.
 */
package io.github.nifiuserimport.system.crash;
