// SPDX-License-Identifier: Apache-2.0

/**
 * A second, slow and plain reading of the two spec pages and of the components' own pages: whole
 * files as strings, one row after the other, profiles in maps. It shares no code with the product,
 * so that the two only agree where both are right.
 */
package io.github.nifiuserimport.reference;
