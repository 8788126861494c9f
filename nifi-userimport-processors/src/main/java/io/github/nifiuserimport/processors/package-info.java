// SPDX-License-Identifier: Apache-2.0

/** The processors: properties, relationships, attributes and sessions over the plain core. */
package io.github.nifiuserimport.processors;
