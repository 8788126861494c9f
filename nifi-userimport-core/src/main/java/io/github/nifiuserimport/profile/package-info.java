// SPDX-License-Identifier: Apache-2.0
/**
 * Who a row is about and what it changes: plain values and their algebra. Never NiFi, SQL or CSV.
 */
package io.github.nifiuserimport.profile;
