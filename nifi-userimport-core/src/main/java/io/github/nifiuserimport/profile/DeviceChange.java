// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.Map;

/**
 * The device that a row names, and what it changes of it.
 *
 * @param deviceId whose attributes
 * @param attributes change by attribute name ({@code iosPushToken}); empty when the row only says
 *     that the user was seen on the device
 */
public record DeviceChange(String deviceId, Map<String, AttributeChange> attributes) {}
