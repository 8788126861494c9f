// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Hands out connections, pooled by whoever provides them. */
@FunctionalInterface
public interface ConnectionSource {

    /** A connection in auto-commit mode; closing it gives it back. */
    Connection get() throws SQLException;
}
