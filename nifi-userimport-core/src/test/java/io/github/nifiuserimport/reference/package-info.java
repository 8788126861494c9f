// SPDX-License-Identifier: Apache-2.0

/**
 * A second, slow and plain reading of the pages on the two vendors and on the components: whole
 * files as strings, one row after the other, profiles in maps. It shares no code with the product,
 * so that the two only agree where both are right.
 */
package io.github.nifiuserimport.reference;
