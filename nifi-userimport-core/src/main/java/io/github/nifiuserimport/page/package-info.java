// SPDX-License-Identifier: Apache-2.0
/** The HTML that people look at. Never the store, nor a vendor's reply. */
package io.github.nifiuserimport.page;
