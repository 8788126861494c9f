// SPDX-License-Identifier: Apache-2.0

/**
 * The processors: their properties, relationships and attributes, and the sessions in which
 * FlowFiles are read and written. What is done with a file, a job or a request is in the core: a
 * processor only passes on its settings and routes the outcome.
 */
package io.github.nifiuserimport.processors;
