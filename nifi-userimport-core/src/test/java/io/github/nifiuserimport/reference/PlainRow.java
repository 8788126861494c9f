// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One row: checked first, then done step by step to the user it finds. */
final class PlainRow {

    /** One thing that a row does to a user; {@code warn} is called for what is left out. */
    @FunctionalInterface
    private interface Step {
        void run(PlainProfile profile, Runnable warn);
    }

    private static final Set<String> CHANNELS =
            Set.of("Email", "Push Notification", "Webhook", "Newsfeed Message", "App Inbox");

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toSet());

    private final List<Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String userId;
    private String email;
    private String deviceId;
    private String newUserId;
    private boolean createNever;
    private boolean renamesUsers;
    private boolean outsideOfSession;
    private Map<String, Object> event;
    private boolean active;

    /** The user's devices in one cell: of each its id and what is set. */
    private final List<Map.Entry<String, Map<String, Object>>> devices = new ArrayList<>();

    List<String> warnings() {
        return warnings;
    }

    // ---- Dashly

    static PlainRow dashly(final Map<String, Object> values, final PlainSettings settings)
            throws PlainReject {
        final PlainRow row = new PlainRow();
        row.createNever = settings.createNever();
        row.userId = key(values.get("$user_id"));
        if (settings.importKey().equals("$email")) {
            row.email = key(values.get("$email"));
            reject(row.email == null, "no e-mail");
        } else {
            reject(row.userId == null, "no id");
            if (values.containsKey("$email")) {
                final String address = filled(values.get("$email"));
                if (isPlaceholder(address)) {
                    row.warnings.add("$email");
                } else {
                    reject(address != null && address.length() > 500, "long e-mail");
                    row.steps.add((profile, warn) -> profile.email = address);
                }
            }
        }
        final Map<String, Object> attributes = new LinkedHashMap<>(values);
        attributes.keySet().removeAll(Set.of("$user_id", "$email"));
        row.setAttributes(attributes, settings.replaceObjects());
        row.steps.add(
                (profile, warn) ->
                        profile.tags =
                                PlainProfile.orEmpty(
                                        PlainProfile.add(profile.tags, settings.tags())));
        return row;
    }

    // ---- Leanplum

    static PlainRow leanplum(
            final Map<String, Object> values,
            final PlainHeader header,
            final PlainSettings settings)
            throws PlainReject {
        final PlainRow row = new PlainRow();
        final String said = header.byColumn() ? filled(values.get("action")) : null;
        reject(
                said != null
                        && !Set.of("setUserAttributes", "setDeviceAttributes", "track")
                                .contains(said),
                "action");
        final String action = header.action(said);
        reject(action == null, "no action");
        for (final Map.Entry<String, Object> column : values.entrySet()) {
            reject(
                    !PlainHeader.OF_ALL.contains(column.getKey())
                            && !PlainHeader.columnsOf(action).contains(column.getKey())
                            && isFilled(column.getValue()),
                    "column of another action");
        }
        row.userId = key(values.get("userId"));
        row.deviceId = key(values.get("deviceId"));
        reject(row.userId == null && row.deviceId == null, "nobody");
        final String disposition = filled(values.get("createDisposition"));
        reject(
                disposition != null && !disposition.matches("CreateIfNeeded|CreateNever"),
                "createDisposition");
        row.createNever =
                disposition == null ? settings.createNever() : disposition.equals("CreateNever");
        switch (action) {
            case "setUserAttributes" -> row.setUserAttributes(values, settings);
            case "setDeviceAttributes" -> row.setDeviceAttributes(values);
            default -> row.track(values, settings);
        }
        return row;
    }

    private static boolean isFilled(final Object value) {
        return value instanceof Map<?, ?> object
                ? object.values().stream().anyMatch(PlainRow::isFilled)
                : value != null && !value.equals("") && !value.equals(List.of());
    }

    private void setUserAttributes(final Map<String, Object> values, final PlainSettings settings)
            throws PlainReject {
        final Map<String, Object> attributes =
                new LinkedHashMap<>(group(values, "userAttributes", settings));
        for (final Map.Entry<String, Object> attribute :
                new ArrayList<>(new LinkedHashMap<>(attributes).entrySet())) {
            if (attribute.getKey().equalsIgnoreCase("email")) {
                final Object address = attribute.getValue();
                reject(address != null && !(address instanceof String), "e-mail is no text");
                final String text = filled(address);
                if (isPlaceholder(text)) {
                    warnings.add("email");
                    attributes.remove(attribute.getKey());
                    continue;
                }
                reject(text != null && text.length() > 500, "long e-mail");
                steps.add((profile, warn) -> profile.email = text);
            }
        }
        setAttributes(attributes, settings.replaceObjects());
        changeSets(group(values, "userAttributeValuesToAdd", settings), PlainProfile::add);
        changeSets(group(values, "userAttributeValuesToRemove", settings), PlainProfile::remove);
        increment(group(values, "userAttributeValuesToIncrement", settings));
        total(group(values, "events", settings), PlainHeader.OF_EVENT_TOTALS, true);
        total(group(values, "states", settings), PlainHeader.OF_STATE_TOTALS, false);
        unsubscribe(values);
        final Instant created = time(values.get("created"));
        final Instant lastActive = time(values.get("lastActive"));
        steps.add(
                (profile, warn) -> {
                    profile.created = created == null ? profile.created : created;
                    profile.lastActive = lastActive == null ? profile.lastActive : lastActive;
                });
        if (isNull(filled(values.get("newUserId")))) {
            warnings.add("newUserId");
        } else {
            newUserId = key(values.get("newUserId"));
        }
        renamesUsers = settings.renamesUsers();
        setSystemFields(values);
        listDevices(values.get("devices"));
    }

    private void listDevices(final Object value) throws PlainReject {
        if (value == null || value.equals("")) {
            return;
        }
        for (final Object each : value instanceof List<?> list ? list : List.of(value)) {
            reject(!(each instanceof Map<?, ?>), "no device");
            final Map<String, Object> device = new LinkedHashMap<>(named((Map<?, ?>) each));
            final String id = key(device.remove("deviceId"));
            reject(id == null, "no device's id");
            reject(!PlainHeader.OF_DEVICES.containsAll(device.keySet()), "field of a device");
            for (final Map.Entry<String, Object> field : device.entrySet()) {
                final String text = filled(field.getValue());
                field.setValue(text == null ? field.getValue() : text);
            }
            devices.add(Map.entry(id, device));
        }
    }

    /** The columns of a group; a cell that holds all of it has to be an object. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> group(
            final Map<String, Object> values, final String name, final PlainSettings settings)
            throws PlainReject {
        final Object value = values.get(name);
        if (value == null) {
            return Map.of();
        }
        reject(!(value instanceof Map<?, ?>), "no object");
        final Map<String, Object> object = (Map<String, Object>) value;
        if (settings.checkNames()) {
            for (final String each : object.keySet()) {
                reject(!PlainHeader.isName(each), "name");
            }
        }
        return object;
    }

    private void setAttributes(final Map<String, Object> attributes, final boolean replaceObjects) {
        attributes.forEach(
                (name, value) ->
                        steps.add(
                                (profile, warn) -> {
                                    if (value == null) {
                                        profile.attributes.remove(name);
                                    } else if (value instanceof Map<?, ?> object) {
                                        profile.attributes.put(
                                                name,
                                                PlainProfile.merge(
                                                        replaceObjects
                                                                ? null
                                                                : profile.attributes.get(name),
                                                        named(object)));
                                    } else {
                                        profile.attributes.put(name, value);
                                    }
                                }));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(final Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    /** What becomes of a value that a cell names, and of what the cell holds. */
    @FunctionalInterface
    private interface ValueChange {
        Object apply(Object present, List<?> elements);
    }

    private void changeSets(final Map<String, Object> changes, final ValueChange change)
            throws PlainReject {
        checkSets(changes);
        steps.add(
                (profile, warn) ->
                        profile.attributes = changed(profile.attributes, changes, change));
    }

    private static void checkSets(final Map<String, Object> changes) throws PlainReject {
        for (final Object value : changes.values()) {
            if (value instanceof Map<?, ?> nested) {
                checkSets(named(nested));
            }
            reject(
                    value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance),
                    "object in a set");
        }
    }

    private static Map<String, Object> changed(
            final Map<String, Object> present,
            final Map<String, Object> changes,
            final ValueChange change) {
        final Map<String, Object> after = new LinkedHashMap<>(present);
        changes.forEach(
                (name, given) -> {
                    final Object value = after.get(name);
                    if (saysNothing(given)) {
                        return;
                    }
                    final Object changed =
                            given instanceof Map<?, ?> nested
                                    ? changed(
                                            value instanceof Map<?, ?> object
                                                    ? named(object)
                                                    : Map.of(),
                                            named(nested),
                                            change)
                                    : change.apply(
                                            value,
                                            given instanceof List<?> list
                                                    ? list.stream()
                                                            .filter(each -> each != null)
                                                            .toList()
                                                    : Collections.singletonList(given));
                    if (changed == null) {
                        after.remove(name);
                    } else {
                        after.put(name, changed);
                    }
                });
        return after;
    }

    private static boolean saysNothing(final Object given) {
        return given == null
                || given instanceof Map<?, ?> object
                        && object.values().stream().allMatch(PlainRow::saysNothing);
    }

    private void increment(final Map<String, Object> changes) throws PlainReject {
        final Map<String, Object> amounts = amounts(changes);
        steps.add(
                (profile, warn) ->
                        profile.attributes =
                                changed(
                                        profile.attributes,
                                        amounts,
                                        (present, amount) -> {
                                            if (present == null || PlainValue.isWhole(present)) {
                                                return PlainValue.sum(
                                                        present == null
                                                                ? BigDecimal.ZERO
                                                                : (BigDecimal) present,
                                                        (BigDecimal) amount.getFirst());
                                            }
                                            warn.run();
                                            return present;
                                        }));
    }

    private static Map<String, Object> amounts(final Map<String, Object> changes)
            throws PlainReject {
        final Map<String, Object> amounts = new LinkedHashMap<>();
        for (final Map.Entry<String, Object> each : changes.entrySet()) {
            if (each.getValue() instanceof Map<?, ?> nested) {
                amounts.put(each.getKey(), amounts(named(nested)));
            } else {
                final String text = filled(each.getValue());
                amounts.put(each.getKey(), text == null ? null : whole(text));
            }
        }
        return amounts;
    }

    @SuppressWarnings("unchecked")
    private void total(
            final Map<String, Object> totals, final List<String> fields, final boolean ofEvents)
            throws PlainReject {
        for (final Map.Entry<String, Object> each : totals.entrySet()) {
            reject(!(each.getValue() instanceof Map<?, ?>), "no total");
            final Map<String, Object> given = named((Map<?, ?>) each.getValue());
            reject(!fields.containsAll(given.keySet()), "field of a total");
            final List<java.util.function.Consumer<Map<String, Object>>> changes =
                    new ArrayList<>();
            for (final String field : fields) {
                if (given.containsKey(field)) {
                    final Object cell = given.get(field);
                    final String text = filled(cell);
                    final String stored = field.replace("Increment", "");
                    if (text != null) {
                        final Object value =
                                field.endsWith("Time")
                                        ? time(text).toString()
                                        : field.startsWith("count") ? whole(text) : decimal(text);
                        changes.add(
                                total ->
                                        total.put(
                                                stored,
                                                field.endsWith("Increment")
                                                        ? PlainValue.sum(
                                                                (BigDecimal)
                                                                        total.getOrDefault(
                                                                                stored,
                                                                                BigDecimal.ZERO),
                                                                (BigDecimal) value)
                                                        : value));
                    } else if (cell == null && stored.equals(field)) {
                        changes.add(total -> total.remove(field));
                    }
                }
            }
            if (!changes.isEmpty()) {
                steps.add(
                        (profile, warn) -> {
                            final Map<String, Object> all =
                                    ofEvents ? profile.events : profile.states;
                            final Map<String, Object> total =
                                    new LinkedHashMap<>(
                                            (Map<String, Object>)
                                                    all.getOrDefault(each.getKey(), Map.of()));
                            changes.forEach(change -> change.accept(total));
                            all.put(each.getKey(), total);
                        });
            }
        }
    }

    private void unsubscribe(final Map<String, Object> values) throws PlainReject {
        final List<String> addedChannels = channels(values, "unsubscribeChannelsToAdd");
        final List<String> removedChannels = channels(values, "unsubscribeChannelsToRemove");
        final List<String> added = categories(values.get("unsubscribeCategoriesToAdd"));
        final List<String> removed = categories(values.get("unsubscribeCategoriesToRemove"));
        steps.add(
                (profile, warn) -> {
                    profile.channels = changed(profile.channels, addedChannels, removedChannels);
                    profile.categories = changed(profile.categories, added, removed);
                });
    }

    private static List<Object> changed(
            final List<Object> present, final List<String> added, final List<String> removed) {
        final Object more = PlainProfile.add(present, added);
        return PlainProfile.orEmpty(PlainProfile.remove(more, removed));
    }

    private static List<String> channels(final Map<String, Object> values, final String column)
            throws PlainReject {
        final List<String> names = names(values.get(column));
        reject(!CHANNELS.containsAll(names), "channel");
        return names;
    }

    private static List<String> categories(final Object value) throws PlainReject {
        return names(value).stream()
                .map(name -> name.matches("[0-9]+\\.0+") ? name.replaceFirst("\\..*", "") : name)
                .toList();
    }

    /** One name, or those in a list, as they are written there. */
    private static List<String> names(final Object value) throws PlainReject {
        final String text = filled(value);
        if (text == null) {
            return List.of();
        }
        List<String> names = List.of(text);
        if (text.matches("(?s)\\[.*\\]")) {
            final List<String> json = PlainJsonArray.texts(text);
            final List<String> bare = PlainValue.bareList(text);
            final List<String> python = PlainValue.python(text);
            names = json != null ? json : bare != null ? bare : names;
            if (json == null && python != null) {
                names =
                        python.stream()
                                .filter(name -> !name.equals("None"))
                                .map(
                                        name ->
                                                name.startsWith("'")
                                                        ? PlainValue.pythonText(name)
                                                        : name)
                                .toList();
            }
        }
        final List<String> kept = new ArrayList<>();
        for (final String name : names) {
            if (name != null && !name.isEmpty()) {
                reject(name.contains(PlainValue.NUL), "NUL");
                kept.add(name);
            }
        }
        return kept;
    }

    private void setSystemFields(final Map<String, Object> values) throws PlainReject {
        final Map<String, Object> changes = new LinkedHashMap<>();
        for (final String field : List.of("totalSessions", "timezoneOffsetSeconds")) {
            system(values, changes, field, text -> whole(text));
        }
        system(
                values,
                changes,
                "timeSpentInApp",
                text -> PlainValue.sum(BigDecimal.ZERO, decimal(text)));
        for (final String field : List.of("locale", "region", "city", "timezone")) {
            if ("".equals(values.get(field))) {
                changes.put(field, "");
            } else {
                detectable(values, changes, field, text -> text);
            }
        }
        detectable(
                values,
                changes,
                "country",
                text -> {
                    final String code = text.toUpperCase(Locale.ROOT);
                    reject(!List.of(Locale.getISOCountries()).contains(code), "country");
                    return code;
                });
        detectable(
                values,
                changes,
                "location",
                text -> {
                    final String degree = " *-?[0-9]+(\\.[0-9]+)? *";
                    reject(!text.matches(degree + "," + degree), "location");
                    final String[] degrees = text.split(",");
                    reject(
                            Math.abs(Double.parseDouble(degrees[0])) > 90
                                    || Math.abs(Double.parseDouble(degrees[1])) > 180,
                            "degrees");
                    return text;
                });
        detectable(
                values,
                changes,
                "locationAccuracyType",
                text -> {
                    reject(!text.matches("IP|CELL|GPS"), "accuracy");
                    return text;
                });
        devMode(values, changes);
        if (changes.get("location") != null) {
            // A cleared accuracy stays cleared.
            changes.putIfAbsent("locationAccuracyType", "IP");
        }
        steps.add((profile, warn) -> profile.system = PlainProfile.merge(profile.system, changes));
    }

    private static void devMode(final Map<String, Object> values, final Map<String, Object> changes)
            throws PlainReject {
        system(
                values,
                changes,
                "devMode",
                text -> {
                    reject(!text.matches("(?i)true|false"), "devMode");
                    return text.equalsIgnoreCase("true");
                });
    }

    /** For rows that have no other field of the user's. */
    private void setDevMode(final Map<String, Object> values) throws PlainReject {
        final Map<String, Object> changes = new LinkedHashMap<>();
        devMode(values, changes);
        steps.add((profile, warn) -> profile.system = PlainProfile.merge(profile.system, changes));
    }

    @FunctionalInterface
    private interface Parser {
        Object parse(String text) throws PlainReject;
    }

    private void detectable(
            final Map<String, Object> values,
            final Map<String, Object> changes,
            final String field,
            final Parser parser)
            throws PlainReject {
        if ("(detect)".equals(values.get(field))) {
            warnings.add(field);
        } else {
            system(values, changes, field, parser);
        }
    }

    private static void system(
            final Map<String, Object> values,
            final Map<String, Object> changes,
            final String field,
            final Parser parser)
            throws PlainReject {
        final String text = filled(values.get(field));
        if (text != null) {
            changes.put(field, parser.parse(text));
        } else if (values.containsKey(field) && values.get(field) == null) {
            changes.put(field, null);
        }
    }

    private void setDeviceAttributes(final Map<String, Object> values) throws PlainReject {
        reject(deviceId == null, "no device");
        setDevMode(values);
        final Map<String, Object> changes = new LinkedHashMap<>(values);
        changes.keySet().retainAll(PlainHeader.OF_DEVICES);
        reject(changes.isEmpty(), "no attribute");
        steps.add(
                (profile, warn) ->
                        profile.devices.put(
                                deviceId,
                                PlainProfile.merge(profile.devices.get(deviceId), changes)));
    }

    private void track(final Map<String, Object> values, final PlainSettings settings)
            throws PlainReject {
        setDevMode(values);
        final boolean ofMessage =
                filled(values.get("event")) == null && filled(values.get("messageId")) != null;
        final String name = ofMessage ? "" : filled(values.get("event"));
        reject(
                name == null || !ofMessage && settings.checkNames() && !PlainHeader.isName(name),
                "event");
        final String value = filled(values.get("value"));
        final String currency = filled(values.get("currencyCode"));
        final String messageId = filled(values.get("messageId"));
        final Instant time = time(values.get("time"));
        event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("time", time == null ? Instant.now() : time);
        put("value", value == null ? null : decimal(value));
        if (currency != null) {
            final String code = currency.toUpperCase(Locale.ROOT);
            reject(!CURRENCIES.contains(code), "currency");
            put("currency", code);
        }
        put("info", filled(values.get("info")));
        put("messageId", messageId == null ? null : whole(messageId));
        final Map<String, Object> params = new LinkedHashMap<>(group(values, "params", settings));
        reject(params.values().stream().anyMatch(Map.class::isInstance), "params");
        params.values().removeIf(each -> each == null);
        reject(params.size() > 50, "params");
        put("params", params.isEmpty() ? null : params);
        final String disposition = filled(values.get("disposition"));
        reject(
                disposition != null && !disposition.matches("active|passive|requireActive"),
                "disposition");
        active = !"passive".equals(disposition);
        outsideOfSession = "requireActive".equals(disposition);
    }

    private void put(final String name, final Object value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    // ---- Cells

    private static void reject(final boolean condition, final String reason) throws PlainReject {
        if (condition) {
            throw new PlainReject(reason);
        }
    }

    /** A cell's text; null when it is empty. */
    private static String filled(final Object value) throws PlainReject {
        reject(value instanceof List<?> || value instanceof Map<?, ?>, "no single value");
        if (value == null || value.equals("")) {
            return null;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static String key(final Object value) throws PlainReject {
        final String key = filled(value);
        if (key != null) {
            reject(key.length() > 500, "long key");
            reject(!key.equals(key.replaceAll("^ | $", "")), "space");
            reject(!PlainHeader.isClean(key), "invisible");
            reject(isPlaceholder(key), "placeholder");
            reject(key.startsWith("'"), "guard");
            reject(key.matches("[-+]?[0-9]+[.,][0-9]+"), "decimal");
            reject(
                    key.matches(
                            "[-+]?[0-9]([.,][0-9]+)?[eE][-+][0-9]+|[-+]?[0-9][.,][0-9]+[eE][0-9]+"),
                    "exponent");
        }
        return key;
    }

    private static boolean isPlaceholder(final String text) {
        return text != null
                && (isNull(text)
                        || text.matches("(?i)0|-1|[?]|true|false|anonymous|unknown|guest|[{][}]")
                        || text.matches("(?i)\\[\\]|\\[object object\\]|#getting_data")
                        || text.matches("0{8}(-0{4}){3}-0{12}|[{]0{8}(-0{4}){3}-0{12}[}]|0{32}")
                        || text.matches("(?i)f{8}(-f{4}){3}-f{12}")
                        || text.matches(
                                "(?i)#(ref!|value!|name[?]|div/0!|num!|spill!|calc!|field!|blocked!"
                                        + "|connect!|busy!|unknown!|error!)"));
    }

    private static boolean isNull(final String text) {
        return text != null
                && text.matches(
                        "(?i)null|[(]null[)]|<null>|\\[null\\]|\\\\n|none|[(]none[)]|<none>|nil|<nil>|nan|na|n/a|n[.]a[.]|<na>|#n/a|#null!"
                                + "|undefined|--?");
    }

    private static BigDecimal whole(final String text) throws PlainReject {
        reject(!text.matches("-?[0-9]{1,100}(\\.0{0,100})?"), "no whole number");
        final BigDecimal number = new BigDecimal(text).setScale(0);
        reject(number.abs().compareTo(BigDecimal.TWO.pow(53)) > 0, "large number");
        return number;
    }

    private static BigDecimal decimal(final String text) throws PlainReject {
        reject(!text.matches("-?[0-9]{1,1000}(\\.[0-9]{0,1000})?"), "no number");
        final BigDecimal number = new BigDecimal(text);
        reject(number.precision() > 1000, "many digits");
        return number;
    }

    private static Instant time(final Object value) throws PlainReject {
        final String text = filled(value);
        if (text == null) {
            return null;
        }
        Instant time = null;
        if (text.matches("-?[0-9]{1,100}(\\.[0-9]{0,100})?")) {
            final BigDecimal seconds = new BigDecimal(text);
            reject(seconds.signum() < 0 || seconds.compareTo(BigDecimal.TEN.pow(12)) > 0, "time");
            time = Instant.EPOCH.plus(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS);
        } else {
            try {
                time =
                        iso(
                                text.replaceFirst("(?i)^(.{10})[t ]", "$1T")
                                        .replaceFirst(" ?UTC$", "Z"));
            } catch (final DateTimeException none) {
                throw new PlainReject("time");
            }
        }
        reject(time.isBefore(Instant.EPOCH) || time.getEpochSecond() > 253_402_300_799L, "time");
        return time;
    }

    private static Instant iso(final String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return OffsetDateTime.parse(text.matches(".*T.*(Z|[-+].*)") ? text : text + "Z")
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS);
    }

    // ---- What it does

    /**
     * Does it.
     *
     * @return false when there is no such user and none is to be made
     */
    boolean apply(final PlainUsers users, final Runnable warn) {
        final PlainProfile profile = outsideOfSession ? null : find(users, warn);
        if (profile == null) {
            return false;
        }
        if (deviceId != null) {
            users.see(deviceId, profile);
        }
        for (final Map.Entry<String, Map<String, Object>> device : devices) {
            users.see(device.getKey(), profile);
            profile.devices.compute(
                    device.getKey(), (id, known) -> PlainProfile.merge(known, device.getValue()));
        }
        steps.forEach(step -> step.run(profile, warn));
        if (event != null) {
            users.track(profile, event);
            final Instant time = (Instant) event.get("time");
            if (active && (profile.lastActive == null || profile.lastActive.isBefore(time))) {
                profile.lastActive = time;
            }
        }
        return true;
    }

    private PlainProfile find(final PlainUsers users, final Runnable warn) {
        if (email != null) {
            return findByEmail(users, warn);
        }
        final PlainProfile found = userId == null ? users.byDevice(deviceId) : users.byId(userId);
        if (newUserId != null) {
            return findNamedAnew(users, found, warn);
        }
        return found != null || createNever
                ? found
                : users.create(userId == null ? deviceId : userId, null);
    }

    private PlainProfile findByEmail(final PlainUsers users, final Runnable warn) {
        PlainProfile profile = users.byEmail(email);
        final PlainProfile ofId = userId == null ? null : users.byId(userId);
        if (profile == null && ofId != null && ofId.email == null) {
            ofId.email = email;
            return ofId;
        }
        if (profile == null && !createNever) {
            profile = users.create(null, email);
        }
        if (profile != null && userId != null && !userId.equals(profile.userId)) {
            if (profile.userId == null && ofId == null) {
                profile.userId = userId;
            } else {
                warn.run();
            }
        }
        return profile;
    }

    private PlainProfile findNamedAnew(
            final PlainUsers users, final PlainProfile found, final Runnable warn) {
        final PlainProfile other = users.byId(newUserId);
        final boolean becomes =
                found != null && (renamesUsers || userId == null && PlainUsers.isUnnamed(found));
        if (!becomes) {
            return other != null || createNever ? other : users.create(newUserId, null);
        }
        if (other == found) {
            return found;
        }
        final boolean unnamed = PlainUsers.isUnnamed(found);
        if (!unnamed) {
            warn.run();
        }
        if (other == null) {
            found.userId = newUserId;
        } else if (unnamed) {
            users.merge(found, other);
            return other;
        }
        return found;
    }
}
