// SPDX-License-Identifier: Apache-2.0
/**
 * What an import would change, found out by its own statements on copies of the users whom it
 * touches: temporary tables in one transaction, which is rolled back. Never a job.
 */
package io.github.nifiuserimport.store.dryrun;
