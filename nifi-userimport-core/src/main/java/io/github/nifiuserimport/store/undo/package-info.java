// SPDX-License-Identifier: Apache-2.0
/**
 * Puts rows back to what they were before a job: all at once where nobody else has changed them
 * since, field by field otherwise.
 */
package io.github.nifiuserimport.store.undo;
