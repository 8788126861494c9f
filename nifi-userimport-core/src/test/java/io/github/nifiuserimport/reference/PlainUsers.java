// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All users of an app, in the order in which they were made. */
final class PlainUsers {

    /** An event and whose it is. */
    private static final class Tracked {
        private PlainProfile profile;
        private final Map<String, Object> event;

        private Tracked(final PlainProfile profile, final Map<String, Object> event) {
            this.profile = profile;
            this.event = event;
        }
    }

    private final List<PlainProfile> profiles = new ArrayList<>();
    private final Map<String, List<PlainProfile>> seen = new LinkedHashMap<>();
    private final List<Tracked> tracked = new ArrayList<>();

    PlainProfile byId(final String userId) {
        return profiles.stream()
                .filter(profile -> userId.equals(profile.userId))
                .findFirst()
                .orElse(null);
    }

    /** Active last; of users never active, or at the same time, the newest. */
    PlainProfile byEmail(final String email) {
        PlainProfile meant = null;
        for (final PlainProfile profile : profiles) {
            if (email.equals(profile.email)
                    && (meant == null
                            || meant.lastActive == null
                            || profile.lastActive != null
                                    && !profile.lastActive.isBefore(meant.lastActive))) {
                meant = profile;
            }
        }
        return meant;
    }

    /** Seen last on the device, else of its id. */
    PlainProfile byDevice(final String deviceId) {
        final List<PlainProfile> users = seen.getOrDefault(deviceId, List.of());
        return users.isEmpty() ? byId(deviceId) : users.getLast();
    }

    PlainProfile create(final String userId, final String email) {
        final PlainProfile profile = new PlainProfile();
        profile.userId = userId;
        profile.email = email;
        profiles.add(profile);
        return profile;
    }

    void see(final String deviceId, final PlainProfile profile) {
        final List<PlainProfile> users = seen.computeIfAbsent(deviceId, id -> new ArrayList<>());
        users.remove(profile);
        users.add(profile);
        profile.devices.putIfAbsent(deviceId, new LinkedHashMap<>());
    }

    /** Nobody has named the user yet: the user has no id, or that of a device of the user's. */
    static boolean isUnnamed(final PlainProfile profile) {
        return profile.userId == null || profile.devices.containsKey(profile.userId);
    }

    void merge(final PlainProfile gone, final PlainProfile stays) {
        stays.takeOver(gone);
        profiles.remove(gone);
        for (final List<PlainProfile> users : seen.values()) {
            if (users.contains(gone)) {
                final int later = Math.max(users.indexOf(gone), users.indexOf(stays));
                users.set(later, stays);
                for (int i = later - 1; i >= 0; i--) {
                    if (users.get(i) == gone || users.get(i) == stays) {
                        users.remove(i);
                    }
                }
            }
        }
        tracked.forEach(each -> each.profile = each.profile == gone ? stays : each.profile);
    }

    void track(final PlainProfile profile, final Map<String, Object> event) {
        tracked.add(new Tracked(profile, event));
    }

    /** Empty things left out, times that are the import's as {@code now}. */
    List<Map<String, Object>> shown(final Instant imported) {
        final List<Map<String, Object>> all = new ArrayList<>();
        for (final PlainProfile profile : profiles) {
            final Map<String, Object> shown = new LinkedHashMap<>();
            put(shown, "id", profile.userId);
            put(shown, "email", profile.email);
            put(shown, "attributes", profile.attributes);
            put(shown, "system", profile.system);
            put(shown, "tags", profile.tags);
            put(shown, "channels", profile.channels);
            put(shown, "categories", profile.categories);
            put(shown, "events", profile.events);
            put(shown, "states", profile.states);
            put(shown, "created", time(profile.created, imported));
            put(shown, "lastActive", time(profile.lastActive, imported));
            if (!profile.devices.isEmpty()) {
                shown.put("devices", profile.devices);
            }
            final List<Object> events = new ArrayList<>();
            for (final Tracked each : tracked) {
                if (each.profile == profile) {
                    final Map<String, Object> event = new LinkedHashMap<>(each.event);
                    event.put("time", time((Instant) event.get("time"), imported));
                    events.add(event);
                }
            }
            put(shown, "tracked", events);
            all.add(shown);
        }
        return all;
    }

    private static String time(final Instant time, final Instant imported) {
        return time == null ? null : time.isBefore(imported) ? time.toString() : "now";
    }

    private static void put(
            final Map<String, Object> shown, final String name, final Object value) {
        if (value != null && !value.equals(Map.of()) && !value.equals(List.of())) {
            shown.put(name, value);
        }
    }
}
