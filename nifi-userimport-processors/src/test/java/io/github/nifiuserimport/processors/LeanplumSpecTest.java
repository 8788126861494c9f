// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.SpecCase.spec;

import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of docs/leanplum.md that are about files, one case or more each. */
class LeanplumSpecTest {

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "theFile",
        "who",
        "createDisposition",
        "userAttributes",
        "unsubscribes",
        "historicalTotals",
        "systemFields",
        "newUserId",
        "deviceAttributes",
        "devices",
        "wholeGroups",
        "track",
        "actions",
        "names"
    })
    void line(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> theFile() {
        return List.of(
                spec("CSV with commas, a header row, UTF-8")
                        .file("userId,userAttributes.a\nu1,ä😀\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": "ä😀"}}
                                """),
                spec("ours accepts and drops a byte order mark")
                        .file("\uFEFFuserId,userAttributes.a\nu1,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                """),
                spec("a malformed file fails the job")
                        .file("userId,userAttributes.a\nu1,1\nu2,\"2\nu3,3\n")
                        .gives(
                                """
                                failed: users.csv, line 3, column userAttributes.a: a double quote opens here and is never closed; close it, or double every quote that is part of a value
                                """),
                spec("file size: ours is a property")
                        .set("Maximum File Size", "20 B")
                        .file("userId,userAttributes.a\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, the file has 29 bytes; at most 20 are allowed. Split it, or raise Maximum File Size
                                """),
                spec("a dot nests")
                        .file("userId,userAttributes.address.city\nu1,Rome\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"address": {"city": "Rome"}}}
                                """),
                spec("a list value: [Jimmy, Sara, Amy]")
                        .file("userId,userAttributes.friends\nu1,\"[Jimmy, Sara, Amy]\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"friends": ["Jimmy", "Sara", "Amy"]}}
                                """),
                spec("a JSON array in a cell is taken as such")
                        .file("userId,userAttributes.a\nu1,\"[1, \"\"two\"\", true]\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": [1, "two", true]}}
                                """),
                spec("a JSON object in a cell is taken as such")
                        .file("userId,userAttributes.a\nu1,\"{\"\"b\"\": {\"\"c\"\": 1}}\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": {"b": {"c": 1}}}}
                                """),
                spec("Leanplum's own sample")
                        .file(
                                """
                                userId,created,lastActive,userAttributes.age,userAttributes.gender,userAttributes.friends
                                sample_user,1483228800,1496275200,24,female,"[Jimmy, Sara, Amy]"
                                """)
                        .gives(
                                """
                                {"id": "sample_user", "created": "2017-01-01T00:00:00Z", "lastActive": "2017-06-01T00:00:00Z", "attributes": {"age": 24, "gender": "female", "friends": ["Jimmy", "Sara", "Amy"]}}
                                """));
    }

    static List<SpecCase> who() {
        return List.of(
                spec("userId, in any column")
                        .file("userAttributes.a,userId\n1,u1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                """),
                spec("both: that user on that device")
                        .file("userId,deviceId,userAttributes.a\nu1,d1,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "devices": {"d1": {}}}
                                """),
                spec("only deviceId: the user last seen on it")
                        .file("userId,deviceId\nu1,d1\nu2,d1\n")
                        .file("deviceId,userAttributes.a\nd1,1\n")
                        .gives(
                                """
                                {"id": "u1", "devices": {"d1": {}}}
                                {"id": "u2", "attributes": {"a": 1}, "devices": {"d1": {}}}
                                """),
                spec("only deviceId: else a user whose id is the device's")
                        .file("userId\nd1\n")
                        .file("deviceId,userAttributes.a\nd1,1\nd2,2\n")
                        .gives(
                                """
                                {"id": "d1", "attributes": {"a": 1}, "devices": {"d1": {}}}
                                {"id": "d2", "attributes": {"a": 2}, "devices": {"d2": {}}}
                                """),
                spec("who: a row with neither")
                        .file("userId,deviceId,userAttributes.a\n,,1\n")
                        .gives(
                                """
                                rejected line 2, column userId: is empty; every row needs the id of its user or of a device
                                """),
                spec("who: a file with neither")
                        .file("user_id,userAttributes.a\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no userId column. The header has user_id, userAttributes.a. Is user_id meant? Rename it to userId, or map it: add the property user_id = userId to PutUserImport
                                """),
                spec("who: an unclean device id")
                        .file("deviceId,userAttributes.a\n\"d1 \",1\n")
                        .gives(
                                """
                                rejected line 2, column deviceId: has U+0020 SPACE at position 3; remove it, since it would make another user
                                """));
    }

    static List<SpecCase> createDisposition() {
        final String skipped =
                """
                warning line 2: User not found; request skipped.
                """;
        return List.of(
                spec("createDisposition: CreateIfNeeded is the default for setUserAttributes")
                        .file("userId\nu1\n")
                        .gives("{\"id\": \"u1\"}"),
                spec("createDisposition: CreateIfNeeded is the default for setDeviceAttributes")
                        .file("deviceId,systemName\nd1,iOS\n")
                        .gives(
                                """
                                {"id": "d1", "devices": {"d1": {"systemName": "iOS"}}}
                                """),
                spec("createDisposition: CreateIfNeeded is the default for track")
                        .file("userId,event,time\nu1,Bought,1483228800\n")
                        .gives(
                                """
                                {"id": "u1", "lastActive": "2017-01-01T00:00:00Z", "tracked": [{"event": "Bought", "time": "2017-01-01T00:00:00Z"}]}
                                """),
                spec("CreateNever as property: an unknown user's row is skipped with a warning")
                        .set("Create Disposition", "CreateNever")
                        .file("userId,userAttributes.a\nu1,1\n")
                        .gives(skipped),
                spec("CreateNever for setDeviceAttributes")
                        .set("Create Disposition", "CreateNever")
                        .file("deviceId,systemName\nd1,iOS\n")
                        .gives(skipped),
                spec("CreateNever for track")
                        .set("Create Disposition", "CreateNever")
                        .file("userId,event\nu1,Bought\n")
                        .gives(skipped),
                spec("CreateNever as column: a known user's row is applied")
                        .file("userId\nu1\n")
                        .file(
                                "userId,createDisposition,userAttributes.a\n"
                                        + "u0,CreateNever,0\nu1,CreateNever,1\nu2,,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                {"id": "u2", "attributes": {"a": 2}}
                                """
                                        + skipped),
                spec("createDisposition: the column overrides the property")
                        .set("Create Disposition", "CreateNever")
                        .file("userId,createDisposition\nu1,CreateIfNeeded\n")
                        .gives("{\"id\": \"u1\"}"),
                spec("createDisposition: anything else")
                        .file("userId,createDisposition\nu1,Never\n")
                        .gives(
                                """
                                rejected line 2, column createDisposition: "Never" is neither CreateIfNeeded nor CreateNever
                                """));
    }

    static List<SpecCase> userAttributes() {
        return List.of(
                spec("userAttributes.NAME: any type; those not named are kept")
                        .file("userId,userAttributes.kept,userAttributes.a\nu1,1,old\n")
                        .file(
                                "userId,userAttributes.a,userAttributes.b,userAttributes.c,userAttributes.d\n"
                                        + "u1,24,1.50,true,2017-06-01T12:00:00\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"kept": 1, "a": 24, "b": 1.50, "c": true, "d": "2017-06-01T12:00:00"}}
                                """),
                spec("userAttributes: an attribute named email is also the profile's e-mail")
                        .file("userId,userAttributes.Email\nu1,jimmy@example.com\n")
                        .gives(
                                """
                                {"id": "u1", "email": "jimmy@example.com", "attributes": {"Email": "jimmy@example.com"}}
                                """),
                spec("userAttributes: an e-mail quoted and empty is not given")
                        .file("userId,userAttributes.email\nu1,jimmy@example.com\n")
                        .file("userId,userAttributes.email\nu1,\"\"\n")
                        .gives(
                                """
                                {"id": "u1", "email": "jimmy@example.com", "attributes": {"email": "jimmy@example.com"}}
                                """),
                spec("userAttributes as one JSON object")
                        .file(
                                "userId,userAttributes\n"
                                        + "u1,\"{\"\"EMAIL\"\": \"\"a@example.com\"\", \"\"n\"\": 1}\"\n"
                                        + "u2,\"{\"\"EMAIL\"\": 1}\"\nu3,x\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@example.com", "attributes": {"EMAIL": "a@example.com", "n": 1}}
                                rejected line 3, column userAttributes.EMAIL: is not an e-mail address; give one as text
                                rejected line 4, column userAttributes: is not a JSON object; give one, or name attributes userAttributes.NAME
                                """),
                spec("userAttributeValuesToAdd.NAME: a value, or a list")
                        .file("userId,userAttributes.set\nu1,[a]\n")
                        .file("userId,userAttributeValuesToAdd.set\nu1,b\nu1,\"[b, c, a]\"\nu2,x\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"set": ["a", "b", "c"]}}
                                {"id": "u2", "attributes": {"set": ["x"]}}
                                """),
                spec("userAttributeValuesToAdd.NAME: a number is one however it is written")
                        .file(
                                "userId,userAttributeValuesToAdd.a,userAttributeValuesToAdd.b\n"
                                        + "u1,[1e2],[1234567890123456]\n")
                        .file(
                                "userId,userAttributeValuesToAdd.a,userAttributeValuesToAdd.b\n"
                                        + "u1,100,[1234567890123456]\nu1,[1.0e2],[1234567890123456]\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": [100], "b": [1234567890123456]}}
                                """),
                spec("userAttributeValuesToAdd.NAME: an object that names nothing adds nothing")
                        .file("userId,userAttributes.set\nu1,[a]\n")
                        .file(
                                "userId,userAttributeValuesToAdd.set\nu1,{}\nu1,\"{\"\"x\"\": {}}\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"set": ["a"]}}
                                """),
                spec("userAttributeValuesToRemove.NAME: a value, or a list")
                        .file("userId,userAttributes.set\nu1,\"[a, b, c, d]\"\n")
                        .file("userId,userAttributeValuesToRemove.set\nu1,b\nu1,\"[c, x]\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"set": ["a", "d"]}}
                                """),
                spec("userAttributeValuesTo…: set, add, remove in one row take effect in that order")
                        .file(
                                "userId,userAttributeValuesToRemove.s,userAttributeValuesToAdd.s,userAttributes.s\n"
                                        + "u1,a,\"[b, c]\",\"[a, d]\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"s": ["d", "b", "c"]}}
                                """),
                spec("userAttributeValuesToAdd: a field of an object")
                        .file("userId,userAttributeValuesToAdd.o.set\nu1,1\nu1,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"o": {"set": [1, 2]}}}
                                """),
                spec("userAttributeValuesToIncrement.NAME: added, unset counts as 0")
                        .file("userId,userAttributes.n\nu1,5\n")
                        .file("userId,userAttributeValuesToIncrement.n\nu1,3\nu1,-1\nu2,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": 7}}
                                {"id": "u2", "attributes": {"n": 2}}
                                """),
                spec("userAttributeValuesToIncrement.NAME: no integer present is a row warning")
                        .file("userId,userAttributes.n\nu1,x\nu2,1.5\n")
                        .file(
                                "userId,userAttributeValuesToIncrement.n,userAttributes.m\nu1,1,1\nu2,1,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": "x", "m": 1}}
                                {"id": "u2", "attributes": {"n": 1.5, "m": 2}}
                                warning line 2, column userAttributeValuesToIncrement.n: The present value is not a whole number; it is left as it is.
                                warning line 3, column userAttributeValuesToIncrement.n: The present value is not a whole number; it is left as it is.
                                """),
                spec("userAttributeValuesToIncrement.NAME: no integer set in the same row")
                        .file(
                                "userId,userAttributes.n,userAttributeValuesToAdd.n,userAttributeValuesToIncrement.n\n"
                                        + "u1,x,,1\nu2,,7,1\nu3,5,,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": "x"}}
                                {"id": "u2", "attributes": {"n": [7]}}
                                {"id": "u3", "attributes": {"n": 6}}
                                warning line 2, column userAttributeValuesToIncrement.n: The present value is not a whole number; it is left as it is.
                                warning line 3, column userAttributeValuesToIncrement.n: The present value is not a whole number; it is left as it is.
                                """),
                spec("userAttributeValuesToIncrement.NAME: a cell that is no integer")
                        .file("userId,userAttributeValuesToIncrement.n\nu1,1.5\nu2,one\n")
                        .gives(
                                """
                                rejected line 2, column userAttributeValuesToIncrement.n: "1.5" is not a whole number
                                rejected line 3, column userAttributeValuesToIncrement.n: "one" is not a whole number
                                """),
                spec("userAttributeValuesToIncrement: a field of an object")
                        .file("userId,userAttributes.o.n\nu1,x\n")
                        .file("userId,userAttributeValuesToIncrement.o.n\nu1,1\nu2,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"o": {"n": "x"}}}
                                {"id": "u2", "attributes": {"o": {"n": 1}}}
                                warning line 2, column userAttributeValuesToIncrement.o.n: The present value is not a whole number; it is left as it is.
                                """),
                spec("setUserAttributes: an unknown column")
                        .file("userId,userAtributes.a\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userAtributes.a: is not a column of this import; was userAttributes.NAME meant? A user's own attributes are named userAttributes.NAME
                                """));
    }

    static List<SpecCase> unsubscribes() {
        return List.of(
                spec("unsubscribeCategoriesToAdd: a list of ids, or one")
                        .file("userId,unsubscribeCategoriesToAdd\nu1,\"[10, 007]\"\nu1,11\n")
                        .gives(
                                """
                                {"id": "u1", "categories": ["10", "007", "11"]}
                                """),
                spec("unsubscribeCategoriesToAdd: half of a character is no id")
                        .file("userId,unsubscribeCategoriesToAdd\nu1,\"[\"\"\\ud83d\"\"]\"\n")
                        .gives(
                                """
                                rejected line 2, column unsubscribeCategoriesToAdd: holds U+D83D (\\ud83d in JSON), which is half of a character; remove it or write both halves
                                """),
                spec("unsubscribeCategoriesToRemove")
                        .file("userId,unsubscribeCategoriesToAdd\nu1,\"[10, 11, 12]\"\n")
                        .file(
                                "userId,unsubscribeCategoriesToRemove\nu1,\"[\"\"10\"\", \"\"12\"\"]\"\n")
                        .gives(
                                """
                                {"id": "u1", "categories": ["11"]}
                                """),
                spec("unsubscribeChannelsToAdd: one channel, with only userId beside it")
                        .file("userId,unsubscribeChannelsToAdd\nu1,Email\n")
                        .gives(
                                """
                                {"id": "u1", "channels": ["Email"]}
                                """),
                spec("unsubscribeChannelsToAdd: a list, all five")
                        .file(
                                "userId,unsubscribeChannelsToAdd\n"
                                        + "u1,\"[Email, Push Notification, Webhook, Newsfeed Message, App Inbox]\"\n")
                        .gives(
                                """
                                {"id": "u1", "channels": ["Email", "Push Notification", "Webhook", "Newsfeed Message", "App Inbox"]}
                                """),
                spec("unsubscribeChannelsToRemove: re-subscribing keeps the category unsubscribes")
                        .file(
                                "userId,unsubscribeChannelsToAdd,unsubscribeCategoriesToAdd\n"
                                        + "u1,\"[Email, Webhook]\",10\n")
                        .file("userId,unsubscribeChannelsToRemove\nu1,Email\n")
                        .gives(
                                """
                                {"id": "u1", "channels": ["Webhook"], "categories": ["10"]}
                                """),
                spec("unsubscribeChannels…: a name outside the known ones")
                        .file("userId,unsubscribeChannelsToAdd\nu1,SMS\nu2,\"[Email, email]\"\n")
                        .gives(
                                """
                                rejected line 2, column unsubscribeChannelsToAdd: "SMS" is not a channel; the channels are Email, Push Notification, Webhook, Newsfeed Message, App Inbox
                                rejected line 3, column unsubscribeChannelsToAdd: "email" is not a channel; the channels are Email, Push Notification, Webhook, Newsfeed Message, App Inbox
                                """));
    }

    static List<SpecCase> historicalTotals() {
        return List.of(
                spec("events.NAME: every field")
                        .file(
                                "userId,events.Purchase.count,events.Purchase.value,events.Purchase.firstTime,events.Purchase.lastTime\n"
                                        + "u1,3,29.97,1483228800,1496275200\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"Purchase": {"count": 3, "value": 29.97, "firstTime": "2017-01-01T00:00:00Z", "lastTime": "2017-06-01T00:00:00Z"}}}
                                """),
                spec("events.NAME.countIncrement and .valueIncrement: added, unset counts as 0")
                        .file("userId,events.Purchase.count,events.Purchase.value\nu1,3,29.97\n")
                        .file(
                                "userId,events.Purchase.countIncrement,events.Purchase.valueIncrement\n"
                                        + "u1,1,0.03\nu2,1,9.99\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"Purchase": {"count": 4, "value": 30}}}
                                {"id": "u2", "events": {"Purchase": {"count": 1, "value": 9.99}}}
                                """),
                spec("events.NAME.count: within what every reader of JSON takes for a whole number")
                        .file(
                                "userId,events.E.count\nu1,9007199254740992\nu2,9007199254740993\n"
                                        + "u3,-9223372036854775808\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"E": {"count": 9007199254740992}}}
                                rejected line 3, column events.E.count: "9007199254740993" is not a whole number
                                rejected line 4, column events.E.count: "-9223372036854775808" is not a whole number
                                """),
                spec("events: set and added to in one row, whatever the order of the columns")
                        .file("userId,events.E.countIncrement,events.E.count\nu1,1,3\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"E": {"count": 4}}}
                                """),
                spec("events: names may hold spaces, and dots")
                        .file(
                                "userId,events.Opened the App.count,events.v1.2 start.count\nu1,1,2\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"Opened the App": {"count": 1}, "v1.2 start": {"count": 2}}}
                                """),
                spec("events: those not named are kept")
                        .file("userId,events.A.count,events.B.count\nu1,1,1\n")
                        .file("userId,events.B.firstTime\nu1,0\n")
                        .gives(
                                """
                                {"id": "u1", "events": {"A": {"count": 1}, "B": {"count": 1, "firstTime": "1970-01-01T00:00:00Z"}}}
                                """),
                spec("events: values of the wrong type")
                        .file(
                                "userId,events.A.count,events.A.value,events.A.firstTime\n"
                                        + "u1,1.5,,\nu2,,much,\nu3,,,2017-01-32\n")
                        .gives(
                                """
                                rejected line 2, column events.A.count: "1.5" is not a whole number
                                rejected line 3, column events.A.value: "much" is not a number, such as 12.50
                                rejected line 4, column events.A.firstTime: "2017-01-32" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z
                                """),
                spec("events: an unknown field")
                        .file("userId,events.A.counts\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column events.A.counts: does not end in a field of events; was count meant? Name it events.NAME. and one of count, countIncrement, value, valueIncrement, firstTime, lastTime
                                """),
                spec("states.NAME: every field")
                        .file(
                                "userId,states.Level 2.count,states.Level 2.firstTime,states.Level 2.lastTime\n"
                                        + "u1,3,1483228800,1496275200\n")
                        .file("userId,states.Level 2.countIncrement\nu1,2\n")
                        .gives(
                                """
                                {"id": "u1", "states": {"Level 2": {"count": 5, "firstTime": "2017-01-01T00:00:00Z", "lastTime": "2017-06-01T00:00:00Z"}}}
                                """),
                spec("states have no value")
                        .file("userId,states.A.value\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column states.A.value: does not end in a field of states. Name it states.NAME. and one of count, countIncrement, firstTime, lastTime
                                """));
    }

    static List<SpecCase> systemFields() {
        return List.of(
                spec("created, lastActive: Unix seconds")
                        .file("userId,created,lastActive\nu1,1483228800,1496275200\nu2,soon,\n")
                        .gives(
                                """
                                {"id": "u1", "created": "2017-01-01T00:00:00Z", "lastActive": "2017-06-01T00:00:00Z"}
                                rejected line 3, column created: "soon" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z
                                """),
                spec("totalSessions, timeSpentInApp, timezoneOffsetSeconds: integer")
                        .file(
                                "userId,totalSessions,timeSpentInApp,timezoneOffsetSeconds\n"
                                        + "u1,17,3600,-7200\nu2,1.5,,\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"totalSessions": 17, "timeSpentInApp": 3600, "timezoneOffsetSeconds": -7200}}
                                rejected line 3, column totalSessions: "1.5" is not a whole number
                                """),
                spec("locale, region, city, timezone: string")
                        .file(
                                "userId,locale,region,city,timezone\nu1,en_US,CA,0815,America/Los_Angeles\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"locale": "en_US", "region": "CA", "city": "0815", "timezone": "America/Los_Angeles"}}
                                """),
                spec("country: ISO, 2 letters")
                        .file("userId,country\nu1,us\nu2,USA\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"country": "US"}}
                                rejected line 3, column country: "USA" is not a country code of two letters (ISO 3166-1), such as DE
                                """),
                spec("location: lat,lon; locationAccuracyType: default IP")
                        .file(
                                "userId,location\nu1,\"37.775,-122.418\"\nu2,Rome\n"
                                        + "u3,\"37.7f,-122d\"\nu4,\"+.5, -1E1\"\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"location": "37.775,-122.418", "locationAccuracyType": "IP"}}
                                {"id": "u4", "system": {"location": "+.5, -1E1", "locationAccuracyType": "IP"}}
                                rejected line 3, column location: "Rome" is not a location: give latitude and longitude, such as "37.775,-122.418"
                                rejected line 4, column location: "37.7f,-122d" is not a location: give latitude and longitude, such as "37.775,-122.418"
                                """),
                spec("locationAccuracyType: IP, CELL, GPS")
                        .file(
                                "userId,location,locationAccuracyType\n"
                                        + "u1,\"1,2\",IP\nu2,\"1,2\",CELL\nu3,\"1,2\",GPS\nu4,\"1,2\",WIFI\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"location": "1,2", "locationAccuracyType": "IP"}}
                                {"id": "u2", "system": {"location": "1,2", "locationAccuracyType": "CELL"}}
                                {"id": "u3", "system": {"location": "1,2", "locationAccuracyType": "GPS"}}
                                rejected line 5, column locationAccuracyType: "WIFI" is not one of IP, CELL, GPS
                                """),
                spec("(detect): a row warning, the value ignored")
                        .file(
                                "userId,locale,country,region,city,location,locationAccuracyType,timezone,userAttributes.a\n"
                                        + "u1,(detect),(detect),(detect),(detect),(detect),(detect),(detect),1\n")
                        .gives(
                                "{\"id\": \"u1\", \"attributes\": {\"a\": 1}}\n"
                                        + List.of(
                                                        "locale",
                                                        "country",
                                                        "region",
                                                        "city",
                                                        "location",
                                                        "locationAccuracyType",
                                                        "timezone")
                                                .stream()
                                                .map(
                                                        column ->
                                                                "warning line 2, column "
                                                                        + column
                                                                        + ": (detect) is not supported in an import; the value is ignored\n")
                                                .collect(Collectors.joining())),
                spec("cells quoted and empty, as of programs that quote all: nothing is given")
                        .file(
                                "\"userId\",\"created\",\"totalSessions\",\"country\",\"location\",\"locationAccuracyType\",\"devMode\",\"city\"\n"
                                        + "\"u1\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n")
                        .gives(
                                """
                                {"id": "u1"}
                                """),
                spec("devMode: boolean")
                        .file("userId,devMode\nu1,true\nu2,False\nu3,yes\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"devMode": true}}
                                {"id": "u2", "system": {"devMode": false}}
                                rejected line 4, column devMode: "yes" is neither true nor false
                                """));
    }

    static List<SpecCase> newUserId() {
        return List.of(
                spec("newUserId, switch user: who has an id keeps it; the other is created")
                        .file("userId,userAttributes.a\nu1,1\n")
                        .file("userId,newUserId,userAttributes.b\nu1,u2,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                {"id": "u2", "attributes": {"b": 2}}
                                """),
                spec("newUserId, switch user: the other is known")
                        .file("userId,userAttributes.a\nu1,1\nu2,1\n")
                        .file("userId,newUserId,userAttributes.b\nu1,u2,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                {"id": "u2", "attributes": {"a": 1, "b": 2}}
                                """),
                spec("newUserId, switch user on a device whose user has an id")
                        .file("userId,deviceId,userAttributes.a\nu1,d1,1\n")
                        .file("deviceId,newUserId,userAttributes.b\nd1,u2,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "devices": {"d1": {}}}
                                {"id": "u2", "attributes": {"b": 2}, "devices": {"d1": {}}}
                                """),
                spec("newUserId, switch user: an unknown one is not created by CreateNever")
                        .file("userId,userAttributes.a\nu1,1\n")
                        .file("userId,newUserId,createDisposition\nu1,u2,CreateNever\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                warning line 2: User not found; request skipped.
                                """),
                spec("newUserId, register: a user of a device alone is given the id")
                        .file("deviceId,userAttributes.a\nd1,1\n")
                        .file("deviceId,newUserId,userAttributes.b\nd1,u2,2\n")
                        .gives(
                                """
                                {"id": "u2", "attributes": {"a": 1, "b": 2}, "devices": {"d1": {}}}
                                """),
                spec("newUserId renames by a property, which warns")
                        .set("New User Id", "Rename User")
                        .file("userId,userAttributes.a\nu1,1\n")
                        .file("userId,newUserId\nu1,u2\n")
                        .gives(
                                """
                                {"id": "u2", "attributes": {"a": 1}}
                                warning line 2, column newUserId: The user u1 was renamed to u2.
                                """),
                spec("newUserId: known, and no user id under the present one: merged")
                        .file("deviceId,userAttributes.a\nd1,1\n")
                        .file("userId,userAttributes.b\nu2,2\n")
                        .file("deviceId,newUserId\nd1,u2\n")
                        .gives(
                                """
                                {"id": "u2", "attributes": {"a": 1, "b": 2}, "devices": {"d1": {}}}
                                """),
                spec("newUserId: unclean")
                        .file("userId,newUserId\nu1,\u200Bu2\n")
                        .gives(
                                """
                                rejected line 2, column newUserId: has U+200B ZERO WIDTH SPACE at position 1; remove it, since it would make another user
                                """));
    }

    static List<SpecCase> deviceAttributes() {
        return List.of(
                spec("setDeviceAttributes: every attribute, all strings")
                        .file(
                                "deviceId,appVersion,systemName,systemVersion,browserName,browserVersion,deviceName,deviceModel,iosPushToken,gcmRegistrationId,webPushSubscription\n"
                                        + "d1,1.0,iOS,17,Safari,17.1,Jim's phone,iPhone,0012,g1,\"{\"\"endpoint\"\": \"\"x\"\"}\"\n")
                        .gives(
                                """
                                {"id": "d1", "devices": {"d1": {"appVersion": "1.0", "systemName": "iOS", "systemVersion": "17", "browserName": "Safari", "browserVersion": "17.1", "deviceName": "Jim's phone", "deviceModel": "iPhone", "iosPushToken": "0012", "gcmRegistrationId": "g1", "webPushSubscription": "{\\"endpoint\\": \\"x\\"}"}}}
                                """),
                spec("setDeviceAttributes: userId updates the device for that user")
                        .file("userId,deviceId,systemName\nu1,d1,iOS\nu2,d1,iPadOS\n")
                        .gives(
                                """
                                {"id": "u1", "devices": {"d1": {"systemName": "iOS"}}}
                                {"id": "u2", "devices": {"d1": {"systemName": "iPadOS"}}}
                                """),
                spec("setDeviceAttributes: a known device is updated")
                        .file("userId,deviceId,systemName,appVersion\nu1,d1,iOS,1\n")
                        .file("deviceId,appVersion\nd1,2\n")
                        .gives(
                                """
                                {"id": "u1", "devices": {"d1": {"systemName": "iOS", "appVersion": "2"}}}
                                """),
                spec("setDeviceAttributes: deviceId is required, in the header")
                        .set("Action", "setDeviceAttributes")
                        .file("userId,systemName\nu1,iOS\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no deviceId column, which setDeviceAttributes needs. The header has userId, systemName. If another column is meant, rename it to deviceId, or map it: add a property with its name and the value deviceId to PutUserImport
                                """),
                spec("setDeviceAttributes: deviceId is required, in the row")
                        .file("userId,deviceId,systemName\nu1,,iOS\n")
                        .gives(
                                """
                                rejected line 2, column deviceId: is empty; setDeviceAttributes needs the id of the device
                                """),
                spec("setDeviceAttributes: at least one of, in the header")
                        .set("Action", "setDeviceAttributes")
                        .file("deviceId\nd1\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no column of a device's attributes; setDeviceAttributes needs at least one of appVersion, systemName, systemVersion, browserName, browserVersion, deviceName, deviceModel, iosPushToken, gcmRegistrationId, webPushSubscription
                                """),
                spec("setDeviceAttributes: at least one of, in the row")
                        .file("deviceId,systemName\nd1,\n")
                        .gives(
                                """
                                rejected line 2: the row gives no attribute of the device; at least one of appVersion, systemName, systemVersion, browserName, browserVersion, deviceName, deviceModel, iosPushToken, gcmRegistrationId, webPushSubscription is needed
                                """));
    }

    static List<SpecCase> devices() {
        return List.of(
                spec("devices: a list of a user's devices, each with its columns")
                        .file(
                                """
                                userId,devices
                                u1,"[{""deviceId"": ""d1"", ""systemName"": ""iOS"", ""systemVersion"": 17}, {""deviceId"": ""d2"", ""iosPushToken"": ""0012""}]"
                                """)
                        .gives(
                                """
                                {"id": "u1", "devices": {"d1": {"systemName": "iOS", "systemVersion": "17"}, "d2": {"iosPushToken": "0012"}}}
                                """),
                spec("devices: known ones are updated, those that a row does not name stay")
                        .file(
                                """
                                userId,devices
                                u1,"[{""deviceId"": ""d1"", ""systemName"": ""iOS"", ""appVersion"": ""1""}, {""deviceId"": ""d2""}]"
                                u1,"{""deviceId"": ""d1"", ""appVersion"": null, ""deviceName"": ""\""}"
                                u1,[]
                                u1,
                                """)
                        .gives(
                                """
                                {"id": "u1", "devices": {"d1": {"systemName": "iOS", "deviceName": ""}, "d2": {}}}
                                """),
                spec("devices: beside other columns, and beside the deviceId that names the user")
                        .file("userId,deviceId\nu1,d1\n")
                        .file(
                                """
                                deviceId,userAttributes.a,devices
                                d1,1,"[{""deviceId"": ""d1"", ""systemName"": ""iOS""}, {""deviceId"": ""d2""}]"
                                """)
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "devices": {"d1": {"systemName": "iOS"}, "d2": {}}}
                                """),
                spec("devices: the user is the one last seen on them")
                        .file("userId,devices\nu1,\"[{\"\"deviceId\"\": \"\"d1\"\"}]\"\n")
                        .file("deviceId,userAttributes.a\nd1,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "devices": {"d1": {}}}
                                """),
                spec("devices: every fault is told with its place")
                        .file(
                                """
                                userId,devices
                                u1,d1
                                u2,"[{""systemName"": ""iOS""}, ""d1"", {""deviceId"": ""null""}]"
                                u3,"[{""deviceId"": ""d1"", ""systemName"": [1]}, {""deviceId"": ""d2"", ""name"": ""x""}]"
                                """)
                        .gives(
                                """
                                rejected line 2, column devices: is not a list of devices; give one as JSON, such as [{"deviceId": "d1", "systemName": "iOS"}]
                                rejected line 3, column devices[0].deviceId\ndevices[1]\ndevices[2].deviceId: column devices[0].deviceId: is empty; every device needs its id; column devices[1]: is not a device; give a JSON object with its deviceId, such as {"deviceId": "d1", "systemName": "iOS"}; column devices[2].deviceId: "null" stands for no value, and is not an id: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys
                                rejected line 4, column devices[0].systemName\ndevices[1].name: column devices[0].systemName: is a list; give a single value; column devices[1].name: is not an attribute of a device; it has appVersion, systemName, systemVersion, browserName, browserVersion, deviceName, deviceModel, iosPushToken, gcmRegistrationId, webPushSubscription
                                """),
                spec("devices: another action's rows have none")
                        .set("Action", "track")
                        .file("userId,event,devices\nu1,E,\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column devices: is a column of setUserAttributes, and the file's action is track; remove it, or let an action column say what each row does
                                """));
    }

    /** Groups of names as one column that holds a JSON object. */
    static List<SpecCase> wholeGroups() {
        return List.of(
                spec("userAttributes as one column")
                        .file(
                                """
                                userId,userAttributes
                                u1,"{""a"": 1, ""b"": [""x"", ""y""], ""Email"": ""a@x.org"", ""o"": {""p"": true}}"
                                u1,"{""a"": null, ""o"": {""q"": 2}}"
                                u1,
                                """)
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "attributes": {"b": ["x", "y"], "Email": "a@x.org", "o": {"p": true, "q": 2}}}
                                """),
                spec("events and states as one column each")
                        .file(
                                """
                                userId,events,states
                                u1,"{""Item bought"": {""count"": 3, ""value"": 9.99, ""firstTime"": 0}}","{""Trial"": {""count"": 1}}"
                                u1,"{""Item bought"": {""countIncrement"": 2}, ""v1.5 seen"": {""count"": 1}}",
                                """)
                        .gives(
                                """
                                {"id": "u1", "events": {"Item bought": {"count": 5, "value": 9.99, "firstTime": "1970-01-01T00:00:00Z"}, "v1.5 seen": {"count": 1}}, "states": {"Trial": {"count": 1}}}
                                """),
                spec("params as one column")
                        .file(
                                """
                                userId,event,time,disposition,params
                                u1,E,0,passive,"{""sku"": ""0815"", ""qty"": 2}"
                                """)
                        .gives(
                                """
                                {"id": "u1", "tracked": [{"event": "E", "time": "1970-01-01T00:00:00Z", "params": {"sku": "0815", "qty": 2}}]}
                                """),
                spec("the three other groups of attributes as one column each")
                        .file(
                                """
                                userId,userAttributeValuesToAdd,userAttributeValuesToRemove,userAttributeValuesToIncrement
                                u1,"{""s"": [""x"", ""y""]}","{""s"": ""x""}","{""n"": 2}"
                                """)
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": 2, "s": ["y"]}}
                                """),
                spec("what is not a JSON object is rejected, with what to do")
                        .file("userId,userAttributes,events\nu1,red,7\nu2,\"{a: 1}\",\n")
                        .gives(
                                """
                                rejected line 2, column userAttributes\nevents: column userAttributes: is not a JSON object; give one, or name attributes userAttributes.NAME; column events: is not a JSON object; give one, or name columns events.NAME.count
                                rejected line 3, column userAttributes: is not a JSON object; give one, or name attributes userAttributes.NAME
                                """),
                spec("params that are no JSON object")
                        .file("userId,event,params\nu1,E,[1]\n")
                        .gives(
                                """
                                rejected line 2, column params: is not a JSON object; give one, or name parameters params.NAME
                                """));
    }

    static List<SpecCase> track() {
        return List.of(
                spec("track: every column")
                        .file(
                                "userId,event,value,currencyCode,info,time,params.sku,params.qty,messageId,disposition\n"
                                        + "u1,Purchase,9.99,EUR,a note,1483228800,0815,2,42,active\n")
                        .gives(
                                """
                                {"id": "u1", "lastActive": "2017-01-01T00:00:00Z", "tracked": [{"event": "Purchase", "time": "2017-01-01T00:00:00Z", "value": 9.99, "currency": "EUR", "info": "a note", "messageId": 42, "params": {"sku": "0815", "qty": 2}}]}
                                """),
                spec("track: event is required, in the header")
                        .set("Action", "track")
                        .file("userId,value\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no event column, which track needs. The header has userId, value. If another column is meant, rename it to event, or map it: add a property with its name and the value event to PutUserImport
                                """),
                spec("track: event is required, in the row")
                        .file("userId,event\nu1,\n")
                        .gives(
                                """
                                rejected line 2, column event: is empty; track needs the name of the event
                                """),
                spec("track: value is a number")
                        .file("userId,event,value\nu1,E,free\n")
                        .gives(
                                """
                                rejected line 2, column value: "free" is not a number, such as 12.50
                                """),
                spec("track: currencyCode is of ISO 4217")
                        .file("userId,event,currencyCode,time\nu1,E,usd,0\nu2,E,DOL,0\n")
                        .gives(
                                """
                                {"id": "u1", "lastActive": "1970-01-01T00:00:00Z", "tracked": [{"event": "E", "time": "1970-01-01T00:00:00Z", "currency": "USD"}]}
                                rejected line 3, column currencyCode: "DOL" is not a currency code of three letters (ISO 4217), such as EUR
                                """),
                spec("track: time defaults to when the row is imported")
                        .file("userId,event\nu1,E\n")
                        .gives(
                                """
                                {"id": "u1", "lastActive": "now", "tracked": [{"event": "E", "time": "now"}]}
                                """),
                spec("track: time is Unix seconds")
                        .file("userId,event,time\nu1,E,1483228800000\n")
                        .gives(
                                """
                                rejected line 2, column time: "1483228800000" is not a time between 1970 and 9999 in Unix seconds; are these milliseconds? Divide them by 1000
                                """),
                spec("track: 50 parameters")
                        .file(parameters(50))
                        .gives(
                                "{\"id\": \"u1\", \"lastActive\": \"now\", \"tracked\": [{\"event\": \"E\","
                                        + " \"time\": \"now\", \"params\": {"
                                        + IntStream.range(0, 50)
                                                .mapToObj(i -> "\"p" + i + "\": " + i)
                                                .collect(Collectors.joining(", "))
                                        + "}}]}"),
                spec("track: at most 50 parameters")
                        .file(parameters(51))
                        .gives(
                                """
                                failed: users.csv, line 1, column params.p50: is parameter 51; an event may have at most 50
                                """),
                spec("track: at most 50 parameters, in one JSON object")
                        .set("Maximum Event Parameters", "1")
                        .file("userId,event,params\nu1,E,\"{\"\"a\"\": 1, \"\"b\"\": 2}\"\n")
                        .gives(
                                """
                                rejected line 2, column params: has 2 parameters; an event may have at most 1
                                """),
                spec("track: parameters are flat, in the header")
                        .file("userId,event,params.a.b\nu1,E,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column params.a.b: has a second dot; parameters are flat: params.NAME
                                """),
                spec("track: parameters are flat, in the row")
                        .file("userId,event,params.a\nu1,E,\"{\"\"b\"\": 1}\"\n")
                        .gives(
                                """
                                rejected line 2, column params.a: is a JSON object; parameters are flat, give each its own name
                                """),
                spec("track: messageId is a number")
                        .file("userId,event,messageId\nu1,E,m1\n")
                        .gives(
                                """
                                rejected line 2, column messageId: "m1" is not a whole number
                                """),
                spec("track: active moves lastActive forward, never back")
                        .file("userId,lastActive\nu1,1000\nu2,3000\n")
                        .file("userId,event,time,disposition\nu1,E,2000,active\nu2,E,2000,\n")
                        .gives(
                                """
                                {"id": "u1", "lastActive": "1970-01-01T00:33:20Z", "tracked": [{"event": "E", "time": "1970-01-01T00:33:20Z"}]}
                                {"id": "u2", "lastActive": "1970-01-01T00:50:00Z", "tracked": [{"event": "E", "time": "1970-01-01T00:33:20Z"}]}
                                """),
                spec("track: passive does not")
                        .file("userId,event,time,disposition\nu1,E,2000,passive\n")
                        .gives(
                                """
                                {"id": "u1", "tracked": [{"event": "E", "time": "1970-01-01T00:33:20Z"}]}
                                """),
                spec("track: any other disposition")
                        .file("userId,event,disposition\nu1,E,idle\n")
                        .gives(
                                """
                                rejected line 2, column disposition: "idle" is neither active nor passive
                                """),
                spec("track: on a device")
                        .file("deviceId,event,time\nd1,E,0\n")
                        .gives(
                                """
                                {"id": "d1", "lastActive": "1970-01-01T00:00:00Z", "devices": {"d1": {}}, "tracked": [{"event": "E", "time": "1970-01-01T00:00:00Z"}]}
                                """));
    }

    private static String parameters(final int count) {
        return "userId,event,"
                + IntStream.range(0, count)
                        .mapToObj(i -> "params.p" + i)
                        .collect(Collectors.joining(","))
                + "\nu1,E,"
                + IntStream.range(0, count)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    static List<SpecCase> actions() {
        final String mixed =
                """
                action,userId,deviceId,userAttributes.a,systemName,event,time
                setUserAttributes,u1,,1,,,
                setDeviceAttributes,u1,d1,,iOS,,
                track,u1,,,,E,0
                """;
        final String applied =
                """
                {"id": "u1", "attributes": {"a": 1}, "devices": {"d1": {"systemName": "iOS"}}, "lastActive": "1970-01-01T00:00:00Z", "tracked": [{"event": "E", "time": "1970-01-01T00:00:00Z"}]}
                """;
        return List.of(
                spec("without defaultAction every row names its own").file(mixed).gives(applied),
                spec("without defaultAction every row names its own, by property")
                        .set("Action", "Action Column")
                        .file(mixed)
                        .gives(applied),
                spec("without defaultAction every row names its own, by attribute")
                        .set("Action", "From Attribute")
                        .file(mixed)
                        .gives(applied),
                spec("without defaultAction: no action column")
                        .set("Action", "From Attribute")
                        .file("userId\nu1\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no action column, which has to name the action of each row. The header has userId. If another column is meant, rename it to action, or map it: add a property with its name and the value action to PutUserImport
                                """),
                spec("without defaultAction: an empty action, and an unknown one")
                        .file("userId,action\nu1,\nu2,start\n")
                        .gives(
                                """
                                rejected line 2, column action: is empty; give one of setUserAttributes, setDeviceAttributes, track, or set an action for such rows
                                rejected line 3, column action: "start" is not one of setUserAttributes, setDeviceAttributes, track
                                """),
                spec("defaultAction is for rows that do not name their own")
                        .set("Action", "From Attribute")
                        .attribute("userimport.action", "track")
                        .file(
                                "userId,action,event,time,userAttributes.a\nu1,,E,0,\nu1,setUserAttributes,,,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "lastActive": "1970-01-01T00:00:00Z", "tracked": [{"event": "E", "time": "1970-01-01T00:00:00Z"}]}
                                """),
                spec("an unknown defaultAction")
                        .set("Action", "From Attribute")
                        .attribute("userimport.action", "advance")
                        .file("userId\nu1\n")
                        .gives(
                                """
                                failed: users.csv: the attribute userimport.action is "advance"; it has to be setUserAttributes, setDeviceAttributes or track
                                """),
                spec("a column of another action than the row's")
                        .file("userId,action,event,userAttributes.a.b\nu1,track,E,1\nu2,track,E,\n")
                        .gives(
                                """
                                {"id": "u2", "lastActive": "now", "tracked": [{"event": "E", "time": "now"}]}
                                rejected line 2, column userAttributes.a.b: is a column of setUserAttributes, and the row's action is track; leave it empty
                                """),
                spec("a column of another action than the file's")
                        .set("Action", "setUserAttributes")
                        .file("userId,event\nu1,E\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column event: is a column of track, and the file's action is setUserAttributes; remove it, or let an action column say what each row does
                                """));
    }

    static List<SpecCase> names() {
        final String rule = "failed: users.csv, line 1, column %s: the name \"%s\" %s\n";
        final String long140 = "n".repeat(140);
        return List.of(
                spec("names: under 140 characters")
                        .file("userId,userAttributes." + "n".repeat(139) + "\nu1,1\n")
                        .gives(
                                "{\"id\": \"u1\", \"attributes\": {\""
                                        + "n".repeat(139)
                                        + "\": 1}}"),
                spec("names: not 140 characters")
                        .file("userId,userAttributes." + long140 + "\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "userAttributes." + long140,
                                        "n".repeat(60) + "…",
                                        "has 140 characters; a name must have fewer than 140")),
                spec("names: not starting with a dot")
                        .file("userId,events..a.count\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "events..a.count",
                                        ".a",
                                        "starts with .; a name must not start with . or -")),
                spec("names: an attribute not starting with a dot")
                        .file("userId,userAttributes..a\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userAttributes..a: a dot in a column's name stands between two names; one begins or ends this name, or two follow each other
                                """),
                spec("names: not starting with a dash")
                        .file("userId,userAttributes.-a\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "userAttributes.-a",
                                        "-a",
                                        "starts with -; a name must not start with . or -")),
                spec("names: not ending in a slash")
                        .file("userId,userAttributeValuesToAdd.a/\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "userAttributeValuesToAdd.a/",
                                        "a/",
                                        "ends with /; a name must not")),
                spec("names: no comma")
                        .file("userId;\"states.a,b.count\"\nu1;1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "states.a,b.count",
                                        "a,b",
                                        "holds a comma; a name must not hold a comma, pipe, double quote, tab or line break")),
                spec("names: no pipe")
                        .file("userId,event,params.a|b\nu1,E,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "params.a|b",
                                        "a|b",
                                        "holds a pipe; a name must not hold a comma, pipe, double quote, tab or line break")),
                spec("names: no double quote")
                        .file("userId,\"userAttributes.a\"\"b\"\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "userAttributes.a\"b",
                                        "a\"b",
                                        "holds a double quote; a name must not hold a comma, pipe, double quote, tab or line break")),
                spec("names: no tab")
                        .file("userId,\"userAttributes.a\tb\"\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userAttributes.a<U+0009>b: the name holds U+0009 CHARACTER TABULATION at position 17; remove it, or if it is the delimiter, set it: comma (,) is in force
                                """),
                spec("names: no line break")
                        .file("userId,\"userAttributes.a\nb\"\nu1,1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userAttributes.a<U+000A>b: the name holds U+000A LINE FEED (LF) at position 17; remove it
                                """),
                spec("names: not a number")
                        .file("userId,userAttributes.42\nu1,1\n")
                        .gives(
                                Text.format(
                                        rule,
                                        "userAttributes.42",
                                        "42",
                                        "is a number; a name must not be one")),
                spec("names: of a tracked event")
                        .file("userId,event\nu1,\"a,b\"\n")
                        .gives(
                                """
                                rejected line 2, column event: the name "a,b" holds a comma; a name must not hold a comma, pipe, double quote, tab or line break
                                """),
                spec("names: in a JSON object")
                        .file("userId,userAttributes\nu1,\"{\"\"1\"\": 1}\"\n")
                        .gives(
                                """
                                rejected line 2, column userAttributes: the name "1" is a number; a name must not be one
                                """),
                spec("names: ours can be turned off")
                        .set("Check Names", "false")
                        .file("userId,userAttributes.42\nu1,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"42": 1}}
                                """));
    }
}
