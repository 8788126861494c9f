// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.UserKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Set;

/**
 * The profiles and devices that a batch may touch, found and changed in memory in file order, so
 * that a row sees what the rows before it did, whatever the batch's size.
 */
final class WorkingSet {

    /** Active last; of users never active, or at the same time, the newest (docs/dashly.md). */
    private static final Comparator<WorkingProfile> MEANT_BY_EMAIL =
            Comparator.<WorkingProfile, Instant>comparing(
                            profile -> profile.content().lastActive(),
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                    // Ids only tell of one row's users: a later one may be written over a
                    // connection
                    // that has lower ones left.
                    .thenComparing(WorkingProfile::inserted)
                    .thenComparingLong(WorkingProfile::id);

    /** A profile that has become another, and that other. */
    record Merged(WorkingProfile gone, WorkingProfile into) {}

    private final Map<String, WorkingProfile> byUserId = new HashMap<>();
    private final Map<String, List<WorkingProfile>> byEmail = new HashMap<>();
    private final Map<String, DeviceUsers> byDeviceId = new HashMap<>();
    private final Set<WorkingProfile> profiles = new LinkedHashSet<>();
    private final List<Merged> merged = new ArrayList<>();
    private int created;

    /** The users of one device, the one last seen on it last. */
    private static final class DeviceUsers {
        private final LinkedHashMap<WorkingProfile, WorkingDevice> users = new LinkedHashMap<>();

        /** The one that stays was last seen when the later of the two was. */
        void merge(final WorkingProfile gone, final WorkingProfile into) {
            final WorkingDevice moved = users.get(gone);
            if (moved == null) {
                return;
            }
            final WorkingDevice present = users.get(into);
            if (present == null) {
                moved.moveTo(into);
            } else {
                present.fill(moved.attributes());
            }
            final LinkedHashMap<WorkingProfile, WorkingDevice> before = new LinkedHashMap<>(users);
            users.clear();
            before.forEach(
                    (profile, device) -> {
                        if (profile == gone || profile == into) {
                            users.putLast(into, present == null ? moved : present);
                        } else {
                            users.put(profile, device);
                        }
                    });
            if (present != null) {
                present.seeAs(moved);
            }
        }
    }

    void add(final WorkingProfile profile) {
        profiles.add(profile);
        if (profile.content().userId() != null) {
            byUserId.put(profile.content().userId(), profile);
        }
        indexEmail(profile);
    }

    /** Adds a device; of several users of one, the one last seen is to be added last. */
    void add(final WorkingDevice device) {
        devicesOf(device.deviceId()).users.put(device.profile(), device);
    }

    SequencedCollection<WorkingProfile> profiles() {
        return List.copyOf(profiles);
    }

    List<Merged> merged() {
        return merged;
    }

    List<WorkingDevice> devices() {
        return byDeviceId.values().stream().flatMap(each -> each.users.values().stream()).toList();
    }

    /** The profile that a key means, or null. */
    WorkingProfile find(final UserKey key) {
        return switch (key) {
            case UserKey.ById byId -> byUserId.get(byId.id());
            case UserKey.ByEmail email ->
                    withEmail(email.email()).stream().max(MEANT_BY_EMAIL).orElse(null);
            case UserKey.EveryoneWithEmail everyone ->
                    throw new IllegalArgumentException("A list among other rows");
            case UserKey.ByDevice device -> {
                final var users = devicesOf(device.deviceId()).users;
                yield users.isEmpty()
                        ? byUserId.get(device.deviceId())
                        : users.lastEntry().getKey();
            }
        };
    }

    /** The profiles that have an address now. */
    List<WorkingProfile> withEmail(final String email) {
        return byEmail.getOrDefault(email, List.of()).stream()
                .filter(profile -> email.equals(profile.content().email()))
                .toList();
    }

    /**
     * A new profile for a key that means none.
     *
     * @param inserted when it counts as added
     */
    WorkingProfile create(final UserKey key, final Instant inserted) {
        final WorkingProfile profile =
                switch (key) {
                    case UserKey.ById byId ->
                            WorkingProfile.created(byId.id(), null, created, inserted);
                    case UserKey.ByEmail byEmailKey ->
                            WorkingProfile.created(null, byEmailKey.email(), created, inserted);
                    case UserKey.EveryoneWithEmail everyone ->
                            throw new IllegalArgumentException("A list among other rows");
                    case UserKey.ByDevice device ->
                            WorkingProfile.created(device.deviceId(), null, created, inserted);
                };
        created++;
        add(profile);
        return profile;
    }

    /** Sets a profile's content, and finds it by its e-mail from now on. */
    void change(final WorkingProfile profile, final WorkingProfile.Content after) {
        final String emailBefore = profile.content().email();
        profile.set(after);
        if (after.email() != null && !after.email().equals(emailBefore)) {
            indexEmail(profile);
        }
    }

    void rename(final WorkingProfile profile, final String userId) {
        byUserId.remove(profile.content().userId(), profile);
        profile.set(profile.content().toBuilder().userId(userId).build());
        byUserId.put(userId, profile);
    }

    /** Makes two profiles one; the first is gone afterwards. */
    void merge(final WorkingProfile gone, final WorkingProfile into) {
        change(into, ProfileMerge.of(gone.content(), into.content()));
        profiles.remove(gone);
        byUserId.remove(gone.content().userId(), gone);
        byEmail.values().forEach(users -> users.remove(gone));
        byDeviceId.values().forEach(device -> device.merge(gone, into));
        merged.add(new Merged(gone, into));
    }

    /** Whether the user is known on that device. */
    boolean isOn(final String deviceId, final WorkingProfile profile) {
        return devicesOf(deviceId).users.containsKey(profile);
    }

    /** The user on that device, seen there now: made if need be. */
    WorkingDevice see(final String deviceId, final WorkingProfile profile) {
        final var users = devicesOf(deviceId).users;
        WorkingDevice device = users.get(profile);
        if (device == null) {
            device = new WorkingDevice(deviceId, profile, true, Map.of());
        }
        if (users.isEmpty() || users.lastEntry().getKey() != profile) {
            users.values().forEach(other -> other.see(false));
            users.putLast(profile, device);
            device.see(true);
        }
        return device;
    }

    /** Whether the profile's user id is that of a device: nobody has named the user yet. */
    boolean isAnonymous(final WorkingProfile profile) {
        final String userId = profile.content().userId();
        return userId == null || devicesOf(userId).users.containsKey(profile);
    }

    private DeviceUsers devicesOf(final String deviceId) {
        return byDeviceId.computeIfAbsent(deviceId, id -> new DeviceUsers());
    }

    private void indexEmail(final WorkingProfile profile) {
        final String email = profile.content().email();
        if (email != null) {
            final List<WorkingProfile> users =
                    byEmail.computeIfAbsent(email, address -> new ArrayList<>());
            if (!users.contains(profile)) {
                users.add(profile);
            }
        }
    }
}
