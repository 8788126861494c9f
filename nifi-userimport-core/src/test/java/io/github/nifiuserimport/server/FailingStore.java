// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.ImportStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that can be away, or lose its connection at the worst moment. */
final class FailingStore {

    enum Failure {
        NONE,
        AWAY,
        /** All is done, but it is not known. */
        AFTERWARDS,
        /** Something that nobody has thought of. */
        BUG
    }

    volatile Failure failure = Failure.NONE;

    /** The one method that fails as if the store were away; null for none. */
    volatile String failsAt;

    /** How many rows are told of a job before it fails. */
    volatile long rowsBefore;

    private final ImportStore store;

    FailingStore(final ImportStore store) {
        this.store = store;
    }

    ImportStore proxy() {
        return (ImportStore)
                Proxy.newProxyInstance(
                        FailingStore.class.getClassLoader(),
                        new Class<?>[] {ImportStore.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(failsAt) && rowsBefore > 0) {
                                ((RowResults) arguments[1]).applied(rowsBefore);
                            }
                            if (failure == Failure.AWAY || method.getName().equals(failsAt)) {
                                throw new StoreException("no connection", true, null);
                            }
                            if (failure == Failure.BUG) {
                                throw new IllegalStateException("a bug");
                            }
                            try {
                                final Object result = method.invoke(store, arguments);
                                if (failure == Failure.AFTERWARDS) {
                                    throw StoreException.outcomeUnknown("connection lost", null);
                                }
                                return result;
                            } catch (final InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }
}
