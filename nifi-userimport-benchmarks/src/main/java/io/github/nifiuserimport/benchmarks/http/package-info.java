// SPDX-License-Identifier: Apache-2.0

/** The HTTP APIs, as their callers see them: how soon they answer, how much they take. */
package io.github.nifiuserimport.benchmarks.http;
