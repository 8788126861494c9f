// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of this package the one {@link CrashEnvironment} that they share. It is none of
 * the other tests': what is killed here would be missing there.
 */
final class SharedCrashEnvironment implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedCrashEnvironment.class);

    @Override
    public boolean supportsParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        return parameter.getParameter().getType() == CrashEnvironment.class;
    }

    @Override
    public Object resolveParameter(
            final ParameterContext parameter, final ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        CrashEnvironment.class,
                        type -> new CrashEnvironment(),
                        CrashEnvironment.class);
    }
}
