// SPDX-License-Identifier: Apache-2.0
/** What a dry run costs beside the import that follows. */
package io.github.nifiuserimport.benchmarks.dryrun;
