// SPDX-License-Identifier: Apache-2.0

/** The {@code ./quickstart} command: files in, merged profiles out, on a NiFi made for the run. */
package io.github.nifiuserimport.runtime.quickstart;
