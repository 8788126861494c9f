// SPDX-License-Identifier: Apache-2.0
/** Leanplum's columns and rules. Never what is done with a change. */
package io.github.nifiuserimport.layout.leanplum;
