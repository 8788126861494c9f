// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.detect;

import io.github.nifiuserimport.layout.ActionChoice;
import io.github.nifiuserimport.layout.AddressListLayout;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.LimitedLayout;
import io.github.nifiuserimport.layout.MappedLayout;
import io.github.nifiuserimport.layout.dashly.DashlyLayout;
import io.github.nifiuserimport.layout.leanplum.LeanplumLayout;
import java.util.List;

/** The one place where a layout is chosen; a vendor's layout is added here. */
public final class Layouts {

    private Layouts() {}

    /** The layout that is set so. */
    public static Layout of(final LayoutSettings settings) {
        // Limits within the mapping: their faults, too, are to name the file's own columns.
        return new MappedLayout(
                new LimitedLayout(chosen(settings), settings.limits()), settings.mapping());
    }

    private static Layout chosen(final LayoutSettings settings) {
        if (settings.action() instanceof ActionChoice.Unsubscribe) {
            return new AddressListLayout(settings, true);
        }
        final Layout addresses = new AddressListLayout(settings, false);
        return new DetectedLayout(
                switch (settings.dialect()) {
                    case DETECT ->
                            List.of(
                                    addresses,
                                    new DashlyLayout(settings),
                                    new LeanplumLayout(settings));
                    case LEANPLUM -> List.of(addresses, new LeanplumLayout(settings));
                    case DASHLY -> List.of(addresses, new DashlyLayout(settings));
                });
    }
}
