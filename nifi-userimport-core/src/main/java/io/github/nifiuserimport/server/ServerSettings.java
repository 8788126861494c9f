// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a server is set up.
 *
 * @param host name or address to listen on; null for all of this machine
 * @param port to listen on; 0 for any that is free
 * @param tls for HTTPS, with HTTP/2 for clients that speak it; without, plain HTTP
 * @param trustsForwarded whether a proxy in front is believed who asks, and under which address
 * @param publicUrl where clients reach it, for links; null to go by the request
 * @param apis that are answered
 * @param keys of the apps
 * @param policy what requests may have imported
 * @param limits of what a client may have
 */
public record ServerSettings(
        String host,
        int port,
        Optional<SSLContext> tls,
        boolean trustsForwarded,
        String publicUrl,
        List<ImportApi> apis,
        AccessKeys keys,
        ImportPolicy policy,
        ServerLimits limits) {}
