// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.io.IOException;

/** A cell whose end did not come within the limit. */
final class CellTooLongException extends IOException {

    private static final long serialVersionUID = 1L;
}
