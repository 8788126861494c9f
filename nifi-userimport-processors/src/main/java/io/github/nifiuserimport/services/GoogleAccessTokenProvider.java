// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import com.google.auth.oauth2.GoogleCredentials;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.oauth2.AccessToken;
import org.apache.nifi.oauth2.OAuth2AccessTokenProvider;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

/** Tokens of a Google service account, or of the machine, for requests to Google's APIs. */
@Tags({"google", "gcp", "gcs", "oauth2", "token", "storage", "bucket", "credentials"})
@CapabilityDescription(
        """
        Provides InvokeHTTP with access tokens of a Google service account, or of the machine it runs
        on. The templates use it to fetch objects from Google Cloud Storage, so that an object that is
        refused is reported and does not hold up others.
        """)
@SeeAlso(classNames = {"org.apache.nifi.processors.standard.InvokeHTTP"})
public final class GoogleAccessTokenProvider extends AbstractControllerService
        implements OAuth2AccessTokenProvider, VerifiableControllerService {

    static final PropertyDescriptor KEY_FILE =
            new PropertyDescriptor.Builder()
                    .name("Service Account Key File")
                    .description(
                            """
                            The service account's key, as JSON. If empty, the machine's own credentials
                            are used (Application Default Credentials).
                            """)
                    .required(false)
                    .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .build();

    static final PropertyDescriptor SCOPE =
            new PropertyDescriptor.Builder()
                    .name("Scope")
                    .description("What the tokens permit: by default, reading from buckets.")
                    .required(true)
                    .defaultValue("https://www.googleapis.com/auth/devstorage.read_only")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                    .build();

    private final ReentrantLock reading = new ReentrantLock();

    private volatile String keyFile;
    private volatile String scope;
    private volatile GoogleCredentials credentials;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(KEY_FILE, SCOPE);
    }

    /** Remembers the settings; the credentials are read when the first token is needed. */
    @OnEnabled
    public void open(final ConfigurationContext context) {
        keyFile = value(context, KEY_FILE);
        scope = value(context, SCOPE);
    }

    /** Forgets the credentials, so that a replaced key is read. */
    @OnDisabled
    public void close() {
        credentials = null;
    }

    private static String value(
            final ConfigurationContext context, final PropertyDescriptor property) {
        return context.getProperty(property).evaluateAttributeExpressions().getValue();
    }

    /**
     * {@inheritDoc}
     *
     * <p>InvokeHTTP calls this when it starts, too, and would not start without a token. But a flow
     * that reads files from a folder has no credentials, and one that is offline gets no token for
     * a while: so the token is fetched only when a request needs it.
     */
    @Override
    public AccessToken getAccessDetails() {
        return new AccessToken(null, null, "Bearer", 0, scope) {
            @Override
            public String getAccessToken() {
                return token().getTokenValue();
            }

            @Override
            public long getExpiresIn() {
                return Duration.between(Instant.now(), token().getExpirationTime().toInstant())
                        .toSeconds();
            }

            @Override
            public boolean isExpired() {
                return getExpiresIn() <= 0;
            }
        };
    }

    private com.google.auth.oauth2.AccessToken token() {
        try {
            return token(known());
        } catch (final IOException refused) {
            throw new ProcessException(explained(refused), refused);
        }
    }

    private GoogleCredentials known() throws IOException {
        if (credentials == null) {
            reading.lock();
            try {
                if (credentials == null) {
                    credentials = read(keyFile, scope);
                }
            } finally {
                reading.unlock();
            }
        }
        return credentials;
    }

    private static com.google.auth.oauth2.AccessToken token(final GoogleCredentials credentials)
            throws IOException {
        credentials.refreshIfExpired();
        return credentials.getAccessToken();
    }

    private static GoogleCredentials read(final String keyFile, final String scope)
            throws IOException {
        if (keyFile == null || keyFile.isBlank()) {
            return GoogleCredentials.getApplicationDefault().createScoped(scope);
        }
        try (InputStream key = new FileInputStream(keyFile)) {
            return GoogleCredentials.fromStream(key).createScoped(scope);
        }
    }

    private static String explained(final IOException refused) {
        return "Google gave no access token: " + refused.getMessage();
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Get an access token");
        try {
            token(read(value(context, KEY_FILE), value(context, SCOPE)));
            return List.of(
                    result.outcome(Outcome.SUCCESSFUL)
                            .explanation("Google gave an access token")
                            .build());
        } catch (final IOException refused) {
            verificationLogger.warn("Verification failed", refused);
            return List.of(result.outcome(Outcome.FAILED).explanation(explained(refused)).build());
        }
    }
}
