// SPDX-License-Identifier: Apache-2.0
/** Splits a file into parts that may be imported at once. Never applies one. */
package io.github.nifiuserimport.job.split;
