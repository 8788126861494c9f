// SPDX-License-Identifier: Apache-2.0

/**
 * Text in no locale but ours: whatever is formatted, by any package, is formatted here. Nothing in
 * here knows what the text is about.
 */
package io.github.nifiuserimport.text;
