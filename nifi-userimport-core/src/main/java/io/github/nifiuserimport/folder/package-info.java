// SPDX-License-Identifier: Apache-2.0

/**
 * Takes files out of a folder that others write into, each once and whole. Knows no NiFi and
 * nothing of what is in the files.
 */
package io.github.nifiuserimport.folder;
