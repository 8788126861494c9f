// SPDX-License-Identifier: Apache-2.0
/** What taking an import back costs beside the import. */
package io.github.nifiuserimport.benchmarks.undo;
