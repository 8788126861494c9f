// SPDX-License-Identifier: Apache-2.0

/** What the service answers to those who send files: plain values, and their JSON. */
package io.github.nifiuserimport.api;
