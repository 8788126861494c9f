// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The buckets, and the folders in them, whose objects a request may name. */
public final class AllowedBuckets {

    /** In the place of a bucket's name: any. */
    private static final String ANY = "*";

    /**
     * What can be the name of a bucket. Where a folder stands in for buckets, others could lead out
     * of it.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final List<Place> places;

    private record Place(String bucket, String folder) {

        boolean isIn(final String name) {
            return bucket.equals(ANY) ? NAME.matcher(name).matches() : bucket.equals(name);
        }

        boolean holds(final String object) {
            return object.startsWith(folder);
        }
    }

    private AllowedBuckets(final List<Place> places) {
        this.places = List.copyOf(places);
    }

    /**
     * Reads a list, separated by commas or line breaks: {@code BUCKET}, or {@code BUCKET/folder}
     * for what is below that folder. The bucket {@code *} is any.
     *
     * @param list none when null or blank
     */
    public static AllowedBuckets parse(final String list) {
        final List<Place> places = new ArrayList<>();
        for (final String entry : list == null ? new String[0] : list.split("[,\\r\\n]")) {
            final String place = entry.strip();
            final int slash = place.indexOf('/');
            final String bucket = slash < 0 ? place : place.substring(0, slash);
            final String folder = slash < 0 ? "" : place.substring(slash + 1);
            if (!bucket.isEmpty()) {
                // Of "imports", "imports-of-others/x.csv" is no part.
                places.add(
                        new Place(
                                bucket,
                                folder.isEmpty() || folder.endsWith("/") ? folder : folder + '/'));
            }
        }
        return new AllowedBuckets(places);
    }

    /** Whether any object of a bucket may be read. */
    public boolean knows(final String bucket) {
        return places.stream().anyMatch(place -> place.isIn(bucket));
    }

    /** Whether an object may be read. */
    public boolean allows(final String bucket, final String object) {
        return places.stream().anyMatch(place -> place.isIn(bucket) && place.holds(object));
    }
}
