// SPDX-License-Identifier: Apache-2.0
/** What was changed of users, and by which import. */
package io.github.nifiuserimport.job.history;
