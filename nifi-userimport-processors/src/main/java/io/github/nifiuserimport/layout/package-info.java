// SPDX-License-Identifier: Apache-2.0

/**
 * What columns mean. A {@link io.github.nifiuserimport.layout.Layout} checks a file's header and
 * turns each row into a change of one profile. Another dialect is another class.
 */
package io.github.nifiuserimport.layout;
