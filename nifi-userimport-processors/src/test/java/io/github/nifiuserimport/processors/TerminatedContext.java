// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.Relationship;

/** A context in a flow that terminates relationships; NiFi's mock of it never does. */
final class TerminatedContext {

    private TerminatedContext() {}

    static ProcessContext of(final ProcessContext context, final Relationship... terminated) {
        final Set<Relationship> all = Set.of(terminated);
        return (ProcessContext)
                Proxy.newProxyInstance(
                        TerminatedContext.class.getClassLoader(),
                        new Class<?>[] {ProcessContext.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("isAutoTerminated")) {
                                return all.contains((Relationship) arguments[0]);
                            }
                            try {
                                return method.invoke(context, arguments);
                            } catch (final InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
