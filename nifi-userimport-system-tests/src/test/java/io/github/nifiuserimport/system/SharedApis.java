// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the two APIs in the {@link SharedSystem}, started for the first that asks. */
final class SharedApis implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedApis.class);

    @Override
    public boolean supportsParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        final Class<?> type = parameter.getParameter().getType();
        return type == LeanplumFlow.class || type == DashlyFlow.class;
    }

    @Override
    public Object resolveParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        final ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        return parameter.getParameter().getType() == LeanplumFlow.class
                ? store.getOrComputeIfAbsent(
                        LeanplumFlow.class,
                        type -> LeanplumFlow.start(SharedSystem.of(context), "leanplum-app"),
                        LeanplumFlow.class)
                : store.getOrComputeIfAbsent(
                        DashlyFlow.class,
                        type -> DashlyFlow.start(SharedSystem.of(context), "dashly-app"),
                        DashlyFlow.class);
    }
}
