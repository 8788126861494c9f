// SPDX-License-Identifier: Apache-2.0

/**
 * Takes files from folders that others write to, each once and only when it is complete. Never
 * looks at what is in a file beyond its end, and knows nothing of NiFi.
 */
package io.github.nifiuserimport.folder;
