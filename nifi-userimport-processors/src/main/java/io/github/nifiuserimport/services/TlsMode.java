// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

/** How far a connection is encrypted and the server's identity checked. */
enum TlsMode implements DescribedOption {
    DISABLE("disable", "Disable", "Never encrypt. For a server on the same machine."),
    PREFER(
            "prefer",
            "Prefer",
            "Encrypt if the server can, otherwise connect without encryption. Protects neither from"
                    + " eavesdropping nor from an impostor, as the server's identity is not checked."),
    REQUIRE(
            "require",
            "Require",
            "Encrypt, or fail. The server's identity is not checked, so somebody in between can still"
                    + " pose as the server."),
    VERIFY_CA(
            "verify-ca",
            "Verify CA",
            "Encrypt, and check that a trusted authority signed the server's certificate."),
    VERIFY_FULL(
            "verify-full",
            "Verify Full",
            "Encrypt, check that a trusted authority signed the server's certificate and that it was"
                    + " issued for this host name. For every network that is not your own.");

    private final String sslMode;
    private final Label label;

    TlsMode(final String sslMode, final String name, final String description) {
        this.sslMode = sslMode;
        label = new Label(name, description);
    }

    /** The name that PostgreSQL and its driver have for it. */
    String sslMode() {
        return sslMode;
    }

    @Override
    public Label label() {
        return label;
    }
}
