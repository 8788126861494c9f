// SPDX-License-Identifier: Apache-2.0
/**
 * Says what importing a file would change, by importing it where nobody sees it. Never writes
 * anything that stays.
 */
package io.github.nifiuserimport.job.dryrun;
