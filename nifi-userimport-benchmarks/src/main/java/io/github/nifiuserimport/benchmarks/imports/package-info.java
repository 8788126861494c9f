// SPDX-License-Identifier: Apache-2.0

/** Imports without NiFi, and what PostgreSQL tells of them. */
package io.github.nifiuserimport.benchmarks.imports;
