// SPDX-License-Identifier: Apache-2.0

/** The users that are imported, the same in every run. */
package io.github.nifiuserimport.benchmarks.users;
