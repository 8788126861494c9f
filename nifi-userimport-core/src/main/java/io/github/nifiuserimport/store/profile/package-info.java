// SPDX-License-Identifier: Apache-2.0
/** Writes changes of profiles, devices and events. Never a job. */
package io.github.nifiuserimport.store.profile;
