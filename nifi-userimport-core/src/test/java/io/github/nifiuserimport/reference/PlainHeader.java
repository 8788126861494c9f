// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a file, and whether a file may have them. */
final class PlainHeader {

    static final Set<String> GROUPS =
            Set.of(
                    "userAttributes",
                    "userAttributeValuesToAdd",
                    "userAttributeValuesToRemove",
                    "userAttributeValuesToIncrement",
                    "events",
                    "states",
                    "params");

    static final Set<String> OF_ALL =
            Set.of("userId", "deviceId", "action", "createDisposition", "devMode");

    static final Set<String> OF_DEVICES =
            Set.of(
                    "appVersion",
                    "systemName",
                    "systemVersion",
                    "browserName",
                    "browserVersion",
                    "deviceName",
                    "deviceModel",
                    "iosPushToken",
                    "gcmRegistrationId",
                    "webPushSubscription");

    static final Set<String> OF_EVENTS =
            Set.of(
                    "event",
                    "value",
                    "currencyCode",
                    "info",
                    "time",
                    "params",
                    "messageId",
                    "disposition");

    static final Set<String> OF_USERS =
            Set.of(
                    "userAttributes",
                    "userAttributeValuesToAdd",
                    "userAttributeValuesToRemove",
                    "userAttributeValuesToIncrement",
                    "events",
                    "states",
                    "unsubscribeCategoriesToAdd",
                    "unsubscribeCategoriesToRemove",
                    "unsubscribeChannelsToAdd",
                    "unsubscribeChannelsToRemove",
                    "created",
                    "lastActive",
                    "newUserId",
                    "devices",
                    "totalSessions",
                    "timeSpentInApp",
                    "timezoneOffsetSeconds",
                    "locale",
                    "country",
                    "region",
                    "city",
                    "location",
                    "locationAccuracyType",
                    "timezone");

    static final List<String> OF_EVENT_TOTALS =
            List.of("count", "countIncrement", "value", "valueIncrement", "firstTime", "lastTime");

    static final List<String> OF_STATE_TOTALS =
            List.of("count", "countIncrement", "firstTime", "lastTime");

    private final PlainSettings settings;
    private final List<String> names;

    /** Whether {@code line, column, error} stand behind the columns. */
    final boolean ofRejectedRows;

    final boolean dashly;

    /** Of each column where its values go; empty where they go nowhere. */
    final List<List<String>> paths = new ArrayList<>();

    /** What all rows do; null when each says it itself. */
    private String action;

    private final boolean byColumn;

    PlainHeader(final List<String> cells, final PlainSettings settings) throws PlainFault {
        this.settings = settings;
        final int own = cells.size() - 3;
        ofRejectedRows =
                own > 0
                        && cells.subList(own, cells.size())
                                .equals(List.of("line", "column", "error"));
        final List<String> given = ofRejectedRows ? cells.subList(0, own) : cells;
        for (final String name : given) {
            require(!name.isEmpty() && name.length() <= 1000, "name");
            require(isClean(name), "invisible");
        }
        names = given.stream().map(name -> settings.mapping().getOrDefault(name, name)).toList();
        dashly =
                switch (settings.dialect()) {
                    case "Dashly" -> true;
                    case "Leanplum" -> false;
                    default -> names.contains("$user_id") || names.contains("$email");
                };
        for (final String name : names) {
            paths.add(dashly ? dashlyPath(name) : leanplumPath(name));
        }
        checkPaths();
        byColumn = !dashly && (firsts().contains("action") || is("Action Column"));
        if (dashly) {
            checkNoneOfLeanplum();
            require(names.contains(settings.importKey()), "no key");
        } else {
            checkLeanplum();
        }
    }

    private boolean is(final String choice) {
        return settings.action().equals(choice);
    }

    private static void require(final boolean condition, final String reason) throws PlainFault {
        if (!condition) {
            throw new PlainFault(reason);
        }
    }

    /** Nothing in it that a person does not see, but for plain spaces. */
    static boolean isClean(final String text) {
        return !text.matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zs}\\p{Zl}\\p{Zp}\\p{Cs}&&[^ ]].*");
    }

    private List<String> dashlyPath(final String name) {
        final boolean wanted =
                !settings.unmapped().equals("Ignore")
                        || name.startsWith("$")
                        || settings.mapping().containsValue(name);
        return wanted ? List.of(name) : List.of();
    }

    private List<String> leanplumPath(final String name) {
        List<String> path = Arrays.asList(name.split("\\.", -1));
        if (name.matches("(events|states)\\..*\\..*")) {
            final int first = name.indexOf('.');
            final int last = name.lastIndexOf('.');
            path =
                    List.of(
                            name.substring(0, first),
                            name.substring(first + 1, last),
                            name.substring(last + 1));
        }
        final boolean known = GROUPS.contains(path.getFirst()) || path.size() == 1 && isKnown(name);
        if (known || settings.unmapped().equals("Error")) {
            return path;
        }
        if (name.equals("$user_id") || name.equals("$email")) {
            return settings.unmapped().equals("Ignore") ? List.of() : path;
        }
        return settings.unmapped().equals("Ignore") ? List.of() : List.of("userAttributes", name);
    }

    private static boolean isKnown(final String name) {
        return OF_ALL.contains(name)
                || OF_USERS.contains(name)
                || OF_DEVICES.contains(name)
                || OF_EVENTS.contains(name);
    }

    private void checkPaths() throws PlainFault {
        final Set<List<String>> seen = new HashSet<>();
        for (final List<String> path : paths) {
            for (final String segment : path) {
                require(!segment.isEmpty(), "dot");
                require(segment.equals(segment.replaceAll("^ +| +$", "")), "space");
            }
            require(path.size() <= 100, "deep");
            require(path.isEmpty() || seen.add(path), "twice");
        }
        for (final List<String> path : paths) {
            for (int depth = 1; depth < path.size(); depth++) {
                require(!seen.contains(path.subList(0, depth)), "parent");
            }
        }
    }

    /** Unless somebody wants a column of that very name. */
    private void checkNoneOfLeanplum() throws PlainFault {
        final Set<String> taken = firsts();
        for (final String name : taken) {
            require(
                    name.equals(settings.mapping().get(name))
                            || !name.matches(
                                            "newUserId|createDisposition"
                                                    + "|userAttribute(s|ValuesTo(Add|Remove|Increment))(\\..*)?"
                                                    + "|events\\..*\\.(count|countIncrement|value|valueIncrement|firstTime|lastTime)"
                                                    + "|states\\..*\\.(count|countIncrement|firstTime|lastTime)")
                                    && !(name.equals("userId") && !taken.contains("$user_id"))
                                    && !(name.matches("params\\.[^.]*") && taken.contains("event")),
                    "Leanplum's");
        }
    }

    private Set<String> firsts() {
        return paths.stream()
                .filter(path -> !path.isEmpty())
                .map(List::getFirst)
                .collect(Collectors.toSet());
    }

    private void checkLeanplum() throws PlainFault {
        final Set<String> firsts = firsts();
        action = settings.action();
        if (is("Detect")) {
            action =
                    byColumn
                            ? null
                            : firsts.contains("event")
                                    ? "track"
                                    : firsts.contains("deviceId")
                                                    && firsts.stream()
                                                            .anyMatch(OF_DEVICES::contains)
                                            ? "setDeviceAttributes"
                                            : "setUserAttributes";
        } else if (is("Action Column")) {
            action = null;
            require(firsts.contains("action"), "no action");
        }
        require(firsts.contains("userId") || firsts.contains("deviceId"), "nobody");
        if (!byColumn && action.equals("setDeviceAttributes")) {
            require(firsts.contains("deviceId"), "no device");
            require(firsts.stream().anyMatch(OF_DEVICES::contains), "no device's attribute");
        }
        if (!byColumn && action.equals("track")) {
            require(firsts.contains("event"), "no event");
        }
        for (final List<String> path : paths) {
            if (!path.isEmpty()) {
                checkColumn(path);
            }
        }
        require(paths.stream().filter(path -> isOf(path, "params")).count() <= 50, "parameters");
    }

    private static boolean isOf(final List<String> path, final String group) {
        return !path.isEmpty() && path.getFirst().equals(group);
    }

    private void checkColumn(final List<String> path) throws PlainFault {
        final String first = path.getFirst();
        require(GROUPS.contains(first) || path.size() == 1 && isKnown(first), "unknown");
        require(byColumn || OF_ALL.contains(first) || columnsOf(action).contains(first), "action");
        if (path.size() == 1) {
            return;
        }
        if (first.equals("events") || first.equals("states")) {
            require(
                    path.size() == 3
                            && (first.equals("events") ? OF_EVENT_TOTALS : OF_STATE_TOTALS)
                                    .contains(path.getLast()),
                    "total");
        }
        require(!first.equals("params") || path.size() == 2, "params");
        require(!settings.checkNames() || isName(path.get(1)), "bad name");
    }

    /** Columns that are of an action, but not of them all. */
    static Set<String> columnsOf(final String action) {
        return switch (action) {
            case "setUserAttributes" -> OF_USERS;
            case "setDeviceAttributes" -> OF_DEVICES;
            default -> OF_EVENTS;
        };
    }

    /** What Leanplum asks of names. */
    static boolean isName(final String name) {
        return name.codePointCount(0, name.length()) < 140
                && name.matches("(?s)[^.\\-].*")
                && !name.endsWith("/")
                && !name.matches("(?s).*[,|\"\t\r\n].*")
                && !name.matches("\\+?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
    }

    /** What a row does that says so, or not; null when it has to. */
    String action(final String said) {
        return said == null ? action : said;
    }

    boolean byColumn() {
        return byColumn;
    }
}
