// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two APIs that requests come in. */
public enum ApiDialect {
    /** {@code /api?action=multi}: the file is an object in a bucket. */
    LEANPLUM {
        @Override
        public ApiReply refusal(final int status, final String error) {
            return new LeanplumReply.Refused(status, error);
        }

        @Override
        public Optional<String> uploadField() {
            return Optional.empty();
        }
    },
    /** {@code POST /users/import}: the file comes with the request. */
    DASHLY {
        @Override
        public ApiReply refusal(final int status, final String error) {
            return new DashlyReply.Refused(status, error);
        }

        @Override
        public Optional<String> uploadField() {
            return Optional.of("file");
        }
    };

    /** A request is refused, in this API's envelope. */
    public abstract ApiReply refusal(int status, String error);

    /** The field that carries a file, whose value is no argument. */
    public abstract Optional<String> uploadField();

    /** Its name in attributes: {@code leanplum}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The API of that name. */
    public static Optional<ApiDialect> named(final String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
