// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import java.util.List;
import java.util.Optional;

/** Checks the name of an object in a bucket, which may become a path below a folder. */
final class ObjectName {

    private static final int MAX_CHARACTERS = 1024;

    private ObjectName() {}

    /** What is wrong with a name, if something is. */
    static Optional<String> fault(final String name) {
        if (name.length() > MAX_CHARACTERS) {
            return Optional.of("has more than " + MAX_CHARACTERS + " characters");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("has a backslash; folders are separated by /");
        }
        if (name.startsWith("/")) {
            return Optional.of("begins with /; name the object as it is in its bucket");
        }
        final List<String> segments = List.of(name.split("/", -1));
        if (segments.contains("..") || segments.contains(".")) {
            return Optional.of("has a segment . or ..; name the object as it is in its bucket");
        }
        if (segments.stream().anyMatch(String::isBlank)) {
            return Optional.of("has an empty segment; name one file");
        }
        return Optional.empty();
    }
}
