// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.io.IOException;

/** A fault of the file that is found where only an {@link IOException} can tell of it. */
public final class UnpackingException extends IOException {

    private static final long serialVersionUID = 1L;

    private final FileFault fault;

    UnpackingException(final FileFault fault) {
        super(fault.getMessage(), fault);
        this.fault = fault;
    }

    /** What is wrong with the file, and what to do. */
    public FileFault fault() {
        return fault;
    }
}
