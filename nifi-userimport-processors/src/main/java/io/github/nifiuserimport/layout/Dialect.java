// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.util.List;
import java.util.function.Function;

/** Which layout files have. */
public enum Dialect {
    /** Each file's own: found from its header. */
    DETECT(
            settings ->
                    new DetectedLayout(
                            List.of(
                                    new AddressListLayout(settings, false),
                                    new DashlyLayout(settings),
                                    new LeanplumLayout(settings)))),
    LEANPLUM(
            settings ->
                    new DetectedLayout(
                            List.of(
                                    new AddressListLayout(settings, false),
                                    new LeanplumLayout(settings)))),
    DASHLY(
            settings ->
                    new DetectedLayout(
                            List.of(
                                    new AddressListLayout(settings, false),
                                    new DashlyLayout(settings))));

    private final Function<LayoutSettings, Layout> layout;

    Dialect(final Function<LayoutSettings, Layout> layout) {
        this.layout = layout;
    }

    Layout layout(final LayoutSettings settings) {
        return settings.action() instanceof ActionChoice.Unsubscribe
                ? new AddressListLayout(settings, true)
                : layout.apply(settings);
    }
}
