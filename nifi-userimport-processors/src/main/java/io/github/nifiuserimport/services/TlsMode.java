// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.DescribedValue;

/** How far a connection is encrypted and the server's identity checked. */
enum TlsMode implements DescribedValue {
    DISABLE("disable", "Disable", "Never encrypt. For a server on this machine."),
    PREFER(
            "prefer",
            "Prefer",
            "Encrypt if the server can, else go on without. Safe from listeners only by luck, as"
                    + " the server's identity is not checked."),
    REQUIRE(
            "require",
            "Require",
            "Encrypt, or fail. The server's identity is not checked, so whoever stands in between"
                    + " can still pose as the server."),
    VERIFY_CA(
            "verify-ca",
            "Verify CA",
            "Encrypt, and check that the server's certificate is signed by one that is trusted."),
    VERIFY_FULL(
            "verify-full",
            "Verify Full",
            "Encrypt, check who signed the server's certificate, and that it is for the host name"
                    + " connected to. For every network that is not your own.");

    private final String sslMode;
    private final String displayName;
    private final String description;

    TlsMode(final String sslMode, final String displayName, final String description) {
        this.sslMode = sslMode;
        this.displayName = displayName;
        this.description = description;
    }

    /** The name that PostgreSQL and its driver have for it. */
    String sslMode() {
        return sslMode;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
