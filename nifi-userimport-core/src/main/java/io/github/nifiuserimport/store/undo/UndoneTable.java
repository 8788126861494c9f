// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * A table of which rows are put back to what they were.
 *
 * @param kind its name, in {@code undo_step} too
 * @param image its id in the table of what its rows were
 * @param kept columns that a row never changes
 * @param columns the others, as the table of what rows were has them
 * @param updated what else is set in a row that is changed
 * @param taken SQL for what makes it impossible to put a row {@code image} back as it was: somebody
 *     else is in its place, or its user is not there
 * @param moved SQL for whether the present row has another place than {@code image}
 * @param fields SQL for a row as JSON, field by field
 * @param assigned the same fields from {@code given.fields}
 */
record UndoneTable(
        String kind,
        String image,
        List<String> kept,
        List<Restored> columns,
        String updated,
        String taken,
        String moved,
        String fields,
        String assigned) {

    /**
     * A column.
     *
     * @param value SQL for its value in {@code image}
     */
    record Restored(String name, String value) {

        static Restored as(final String name) {
            return new Restored(name, "image." + name);
        }

        /** One that is null for an empty value. */
        static Restored orEmpty(final String name) {
            return new Restored(name, "coalesce(image." + name + ", '{}')");
        }
    }

    static final UndoneTable PROFILES =
            new UndoneTable(
                    "user_profile",
                    "profile_id",
                    List.of("inserted_at", "created_by_job", "app_id"),
                    List.of(
                            Restored.as("created"),
                            Restored.as("last_active"),
                            Restored.as("user_id"),
                            Restored.as("email"),
                            Restored.as("attributes"),
                            Restored.orEmpty("tags"),
                            Restored.orEmpty("unsubscribed_channels"),
                            Restored.orEmpty("unsubscribed_categories"),
                            Restored.orEmpty("event_totals"),
                            Restored.orEmpty("state_totals"),
                            Restored.orEmpty("system")),
                    ", updated_at = now()",
                    """
                    EXISTS (SELECT FROM {schema}.user_profile AS other
                            WHERE other.app_id = image.app_id AND other.user_id = image.user_id
                              AND other.id <> image.profile_id)
                    """,
                    "present.user_id IS DISTINCT FROM image.user_id",
                    """
                    jsonb_build_object('userId', image.user_id, 'email', image.email,
                        'attributes', image.attributes, 'system', coalesce(image.system, '{}'),
                        'events', coalesce(image.event_totals, '{}'),
                        'states', coalesce(image.state_totals, '{}'),
                        'tags', to_jsonb(coalesce(image.tags, '{}')),
                        'unsubscribedChannels', to_jsonb(coalesce(image.unsubscribed_channels, '{}')),
                        'unsubscribedCategories',
                            to_jsonb(coalesce(image.unsubscribed_categories, '{}')),
                        'created', image.created, 'lastActive', image.last_active)
                    """,
                    """
                    user_id = given.fields ->> 'userId', email = given.fields ->> 'email',
                    attributes = given.fields -> 'attributes', system = given.fields -> 'system',
                    event_totals = given.fields -> 'events', state_totals = given.fields -> 'states',
                    tags = ARRAY(SELECT jsonb_array_elements_text(given.fields -> 'tags')),
                    unsubscribed_channels = ARRAY(
                        SELECT jsonb_array_elements_text(given.fields -> 'unsubscribedChannels')),
                    unsubscribed_categories = ARRAY(
                        SELECT jsonb_array_elements_text(given.fields -> 'unsubscribedCategories')),
                    created = (given.fields ->> 'created')::timestamptz,
                    last_active = (given.fields ->> 'lastActive')::timestamptz
                    """);

    private static final String NO_USER =
            "NOT EXISTS (SELECT FROM {schema}.user_profile AS profile"
                    + " WHERE profile.id = image.profile_id)";

    static final UndoneTable DEVICES =
            new UndoneTable(
                    "device",
                    "device",
                    List.of("inserted_at", "created_by_job", "app_id", "device_id"),
                    List.of(
                            Restored.as("profile_id"),
                            Restored.as("attributes"),
                            Restored.as("last_seen")),
                    ", updated_at = now()",
                    NO_USER
                            + """
                             OR EXISTS (SELECT FROM {schema}.device AS other
                                        WHERE other.app_id = image.app_id
                                          AND other.device_id = image.device_id
                                          AND other.profile_id = image.profile_id
                                          AND other.id <> image.device)
                            """,
                    "present.profile_id IS DISTINCT FROM image.profile_id",
                    """
                    jsonb_build_object('profile', image.profile_id, 'attributes', image.attributes,
                        'lastSeen', image.last_seen, 'deviceId', image.device_id)
                    """,
                    """
                    profile_id = (given.fields ->> 'profile')::bigint,
                    attributes = given.fields -> 'attributes',
                    last_seen = (given.fields ->> 'lastSeen')::timestamptz
                    """);

    static final UndoneTable EVENTS =
            new UndoneTable(
                    "event",
                    "event",
                    List.of("inserted_at", "created_by_job", "app_id"),
                    List.of(
                            Restored.as("profile_id"),
                            Restored.as("name"),
                            Restored.as("happened"),
                            Restored.as("value"),
                            Restored.as("currency_code"),
                            Restored.as("info"),
                            Restored.as("message_id"),
                            Restored.as("parameters")),
                    "",
                    NO_USER,
                    "present.profile_id IS DISTINCT FROM image.profile_id",
                    """
                    jsonb_build_object('profile', image.profile_id, 'event', image.name,
                        'time', image.happened, 'value', image.value,
                        'currencyCode', image.currency_code, 'info', image.info,
                        'messageId', image.message_id, 'params', image.parameters)
                    """,
                    """
                    profile_id = (given.fields ->> 'profile')::bigint,
                    name = given.fields ->> 'event',
                    happened = (given.fields ->> 'time')::timestamptz,
                    value = (given.fields ->> 'value')::numeric,
                    currency_code = given.fields ->> 'currencyCode',
                    info = given.fields ->> 'info',
                    message_id = (given.fields ->> 'messageId')::bigint,
                    parameters = given.fields -> 'params'
                    """);

    /** Replaces what of a statement depends on the table. */
    String in(final String sql) {
        return sql.replace("{taken}", taken)
                .replace("{moved}", moved)
                .replace("{fields}", fields)
                .replace("{presentFields}", fields.replace("image.", "present."))
                .replace("{assigned}", assigned)
                .replace("{updated}", updated)
                .replace(
                        "{sets}",
                        columns.stream()
                                .map(column -> column.name() + " = " + column.value())
                                .collect(joining(", ")))
                .replace(
                        "{names}",
                        kept.stream().collect(joining(", "))
                                + columns.stream()
                                        .map(Restored::name)
                                        .collect(joining(", ", ", ", "")))
                .replace(
                        "{values}",
                        kept.stream().map(name -> "image." + name).collect(joining(", "))
                                + columns.stream()
                                        .map(Restored::value)
                                        .collect(joining(", ", ", ", "")))
                .replace("{table}", kind)
                .replace("{image}", image);
    }
}
