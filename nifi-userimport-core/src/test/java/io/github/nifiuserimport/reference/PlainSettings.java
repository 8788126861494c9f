// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.util.List;
import java.util.Map;

/**
 * What can be set about an import.
 *
 * @param delimiter null: found from the header
 * @param clears whether an empty cell clears its value
 * @param dialect {@code Detect}, {@code Leanplum} or {@code Dashly}
 * @param action {@code Detect}, {@code Action Column} or the name of an action
 * @param importKey {@code $user_id} or {@code $email}
 * @param unmapped {@code Error}, {@code Ignore} or {@code Attribute}
 * @param renamesUsers whether {@code newUserId} renames users who have an id
 */
public record PlainSettings(
        Character delimiter,
        boolean clears,
        String dialect,
        String action,
        String importKey,
        List<String> tags,
        Map<String, String> mapping,
        String unmapped,
        boolean createNever,
        boolean replaceObjects,
        boolean checkNames,
        boolean renamesUsers) {}
