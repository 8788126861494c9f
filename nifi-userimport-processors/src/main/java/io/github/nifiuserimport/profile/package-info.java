// SPDX-License-Identifier: Apache-2.0

/** The domain: who a row is about and what it changes. Plain values; no NiFi, no SQL, no CSV. */
package io.github.nifiuserimport.profile;
