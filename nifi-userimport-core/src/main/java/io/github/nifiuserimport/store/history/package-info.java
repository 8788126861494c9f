// SPDX-License-Identifier: Apache-2.0
/**
 * What rows were before they were changed: triggers of the database keep it, whoever changes them.
 * What they are told, what is read of it, and how it is removed.
 */
package io.github.nifiuserimport.store.history;
