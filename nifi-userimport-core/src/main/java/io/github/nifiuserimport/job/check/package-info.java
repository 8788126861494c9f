// SPDX-License-Identifier: Apache-2.0
/** Reads a file as an import would and says what it found. Never writes anything. */
package io.github.nifiuserimport.job.check;
