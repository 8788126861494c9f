// SPDX-License-Identifier: Apache-2.0
/**
 * What columns mean, as far as it is no vendor's own: a {@link
 * io.github.nifiuserimport.layout.Layout} checks a file's header and turns each row into a change
 * of one profile. Never how rows are read or changes are stored.
 */
package io.github.nifiuserimport.layout;
