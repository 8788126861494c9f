// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A place on the canvas: x to the right, y down. */
public record Position(double x, double y) {

    public static final Position ORIGIN = new Position(0, 0);

    void putInto(final ObjectNode component) {
        component.putObject("position").put("x", x).put("y", y);
    }
}
