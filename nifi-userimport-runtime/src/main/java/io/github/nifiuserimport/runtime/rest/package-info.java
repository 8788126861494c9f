// SPDX-License-Identifier: Apache-2.0

/** What a user does on NiFi's canvas, done over its REST API. */
package io.github.nifiuserimport.runtime.rest;
