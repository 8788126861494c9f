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
                            List.of(new DashlyLayout(settings), new LeanplumLayout(settings)))),
    LEANPLUM(LeanplumLayout::new),
    DASHLY(DashlyLayout::new);

    private final Function<LayoutSettings, Layout> layout;

    Dialect(final Function<LayoutSettings, Layout> layout) {
        this.layout = layout;
    }

    Layout layout(final LayoutSettings settings) {
        return layout.apply(settings);
    }
}
