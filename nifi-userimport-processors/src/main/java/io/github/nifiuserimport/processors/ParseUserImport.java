// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.DeprecationNotice;

/** The name that {@link ValidateUserImport} had: flows that have it load as they were. */
@DeprecationNotice(
        alternatives = ValidateUserImport.class,
        reason = "ParseUserImport is now ValidateUserImport, with the same properties and more")
@CapabilityDescription(
        "The former name of ValidateUserImport, which is to be used instead. Flows that have it go on"
                + " as they were.")
public class ParseUserImport extends ValidateUserImport {}
