// SPDX-License-Identifier: Apache-2.0
/**
 * The ledger of applied rows, the jobs' states, their rejected rows and warnings. Never a profile.
 */
package io.github.nifiuserimport.store.job;
