// SPDX-License-Identifier: Apache-2.0
/** Leanplum's API: its arguments, keys and replies. Never what its columns mean. */
package io.github.nifiuserimport.api.leanplum;
