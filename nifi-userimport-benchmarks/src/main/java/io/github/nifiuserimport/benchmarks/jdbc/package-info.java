// SPDX-License-Identifier: Apache-2.0

/** The database alone: our statements without NiFi, and COPY. */
package io.github.nifiuserimport.benchmarks.jdbc;
