// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link TestSystem} that all classes share: started for the first that asks,
 * stopped after the last test of all.
 */
final class SharedSystem implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedSystem.class);

    @Override
    public boolean supportsParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        return parameter.getParameter().getType() == TestSystem.class;
    }

    @Override
    public Object resolveParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        return of(context);
    }

    /** The one of a test run. */
    static TestSystem of(final ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestSystem.class, type -> TestSystem.start(), TestSystem.class);
    }
}
