// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.proxy.Api;
import io.github.nifiuserimport.runtime.proxy.Proxy;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.BindException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The flows besides that of the inbox: those that answer HTTP requests, and that of a bucket. */
final class ApiFlows implements AutoCloseable {

    private final Optional<Proxy> proxy;

    private ApiFlows(final Optional<Proxy> proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts what can run. A flow that cannot is told of, and the others go on without it.
     *
     * @param port of the one address
     * @param complaints is told of what cannot run
     */
    static ApiFlows start(
            final NifiClient nifi,
            final FlowSetups flows,
            final int port,
            final Consumer<String> complaints)
            throws IOException {
        final Map<Api, Integer> running = new EnumMap<>(Api.class);
        for (final Api api : Api.values()) {
            if (start(nifi, flows.of(api), complaints)) {
                running.put(api, flows.port(api));
            }
        }
        flows.bucket().ifPresent(setup -> start(nifi, setup, complaints));
        return new ApiFlows(
                running.isEmpty() ? Optional.empty() : Optional.of(open(port, running)));
    }

    private static Proxy open(final int port, final Map<Api, Integer> running) throws IOException {
        try {
            return Proxy.open(port, running);
        } catch (final BindException e) {
            throw new StartException("Port " + port + " for the HTTP APIs is already in use", e);
        }
    }

    private static boolean start(
            final NifiClient nifi, final FlowSetup setup, final Consumer<String> complaints) {
        try {
            TemplateFlow.start(nifi, setup);
            return true;
        } catch (final RestException e) {
            complaints.accept(
                    Text.format("The flow of %s is not running: %s", setup.file(), e.getMessage()));
            return false;
        }
    }

    /** The port of the one address, if any API answers. */
    Optional<Integer> port() {
        return proxy.map(Proxy::port);
    }

    @Override
    public void close() throws IOException {
        if (proxy.isPresent()) {
            proxy.get().close();
        }
    }
}
