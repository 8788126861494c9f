// SPDX-License-Identifier: Apache-2.0
/** Chooses the layout that is set, or that a header speaks. Never a rule of a layout. */
package io.github.nifiuserimport.layout.detect;
