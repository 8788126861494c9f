// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.SpecCase.spec;

import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of values that programs write and nobody means; docs/files.md has them in a table.
 */
@Tag("slow")
class AwkwardValuesTest {

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "keys",
        "placeholdersElsewhere",
        "numbers",
        "times",
        "newUserId",
        "allFaults",
        "vendorsDetails",
        "otherDialect"
    })
    void kind(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> keys() {
        final List<SpecCase> cases = new ArrayList<>();
        for (final String placeholder :
                List.of(
                        "null",
                        "NULL",
                        "(null)",
                        "undefined",
                        "NaN",
                        "None",
                        "(none)",
                        "<None>",
                        "nil",
                        "<nil>",
                        "N.A.",
                        "NA",
                        "n/a",
                        "0",
                        "-1",
                        "-",
                        "--",
                        "#N/A",
                        "#REF!",
                        "#VALUE!",
                        "#NAME?",
                        "#DIV/0!",
                        "#NUM!",
                        "[object Object]",
                        "true",
                        "FALSE",
                        "anonymous",
                        "Unknown",
                        "00000000-0000-0000-0000-000000000000",
                        "{00000000-0000-0000-0000-000000000000}",
                        "00000000000000000000000000000000",
                        "FFFFFFFF-ffff-ffff-ffff-ffffffffffff")) {
            final String error =
                    "\"%s\" stands for no value, and is not %s: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys";
            cases.add(
                    spec("userId " + placeholder)
                            .file(Text.format("userId,userAttributes.a\n%s,1\n", placeholder))
                            .gives(
                                    "rejected line 2, column userId: "
                                            + Text.format(error, placeholder, "an id")));
            cases.add(
                    spec("$user_id " + placeholder)
                            .file(Text.format("$user_id,a\n%s,1\n", placeholder))
                            .gives(
                                    "rejected line 2, column $user_id: "
                                            + Text.format(error, placeholder, "an id")));
            cases.add(
                    spec("deviceId " + placeholder)
                            .file(Text.format("deviceId,systemName\n%s,iOS\n", placeholder))
                            .gives(
                                    "rejected line 2, column deviceId: "
                                            + Text.format(error, placeholder, "an id")));
            cases.add(
                    spec("$email as key " + placeholder)
                            .set("Import Key", "$email")
                            .file(Text.format("$email,a\n%s,1\n", placeholder))
                            .gives(
                                    "rejected line 2, column $email: "
                                            + Text.format(
                                                    error, placeholder, "an e-mail address")));
        }
        for (final String key : List.of("1.23457E+17", "1,23457E+17", "1.2e+21", "1E+17")) {
            cases.add(
                    spec("an id as Excel shows it, " + key)
                            .file(Text.format("userId;userAttributes.a\n%s;1\n", key))
                            .gives(
                                    "rejected line 2, column userId: \""
                                            + key
                                            + "\" is a number with an exponent, as spreadsheets (Excel) and pandas write long ids: digits are lost, and several users would become one. Export the column as text"));
        }
        for (final String key : List.of("1001.0", "1001,0", "1001.5")) {
            cases.add(
                    spec("an id with decimals, " + key)
                            .file(Text.format("userId;userAttributes.a\n%s;1\n", key))
                            .gives(
                                    "rejected line 2, column userId: \""
                                            + key
                                            + "\" is a decimal, as spreadsheets (Excel) and pandas make of an id in a column of numbers: it would be another user than \"1001\". Export the column as text"));
        }
        for (final String key : List.of("1,000", "12.345", "-1,000")) {
            cases.add(
                    spec("an id with thousands set apart, " + key)
                            .file(Text.format("userId;userAttributes.a\n%s;1\n", key))
                            .gives(
                                    "rejected line 2, column userId: \""
                                            + key
                                            + "\" is a number with a separator of thousands or with decimals, as spreadsheets (Excel) write them, and would be another user than the one without. Export the column as text"));
        }
        for (final String[] key : new String[][] {{"0.0", "0"}, {"-1.0", "-1"}}) {
            cases.add(
                    spec("a placeholder with decimals, " + key[0])
                            .file(Text.format("userId;userAttributes.a\n%s;1\n", key[0]))
                            .gives(
                                    Text.format(
                                            "rejected line 2, column userId: \"%s\" is \"%s\" as pandas writes it, which stands for no value, and is not an id: all rows that have it would become one user. Leave the row out or give it its own",
                                            (Object[]) key)));
        }
        cases.add(
                spec("an id behind a spreadsheet's guard")
                        .file("userId,userAttributes.a\n'1001,1\n")
                        .gives(
                                "rejected line 2, column userId: \"'1001\" begins with ', which keeps spreadsheets from changing a cell and would make another user; remove it"));
        for (final String key :
                List.of(
                        "1e10",
                        "123e4567",
                        "00",
                        "1.2.3",
                        "10.0.0.1",
                        "O'Neil",
                        "nobody",
                        "nullo",
                        "1.x",
                        "-7",
                        "+4930",
                        "1001.")) {
            cases.add(
                    spec("a key like any other, " + key)
                            .file(Text.format("userId,userAttributes.a\n%s,1\n", key))
                            .gives(
                                    Text.format(
                                            "{\"id\": \"%s\", \"attributes\": {\"a\": 1}}", key)));
        }
        cases.add(
                spec("Placeholder Keys takes the place of the list")
                        .set("Placeholder Keys", "nobody, X")
                        .file("userId,userAttributes.a\nguest,1\nx,2\n")
                        .gives(
                                """
                                {"id": "guest", "attributes": {"a": 1}}
                                rejected line 3, column userId: "x" stands for no value, and is not an id: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys
                                """));
        cases.add(
                spec("Check Keys off takes decimals for ids")
                        .set("Check Keys", "false")
                        .file("userId\n'7\n1001.5\n")
                        .gives(
                                """
                                {"id": "'7"}
                                {"id": "1001.5"}
                                """));
        return cases;
    }

    static List<SpecCase> placeholdersElsewhere() {
        return List.of(
                spec("an e-mail address that stands for none is not stored (Dashly)")
                        .file("$user_id,$email,a\nu1,null,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                warning line 2, column $email: "null" stands for no value, and is not an e-mail address; it is ignored
                                """),
                spec("an e-mail address that stands for none is not stored (Leanplum)")
                        .file("userId,userAttributes.email\nu1,n@x.org\n")
                        .file("userId,userAttributes.email,userAttributes.a\nu1,#N/A,1\n")
                        .gives(
                                """
                                {"id": "u1", "email": "n@x.org", "attributes": {"a": 1, "email": "n@x.org"}}
                                warning line 2, column userAttributes.email: "#N/A" stands for no value, and is not an e-mail address; it is ignored
                                """),
                spec("in an attribute it is text")
                        .file("userId,userAttributes.a\nu1,anonymous\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": "anonymous"}}
                                """));
    }

    static List<SpecCase> numbers() {
        return List.of(
                spec("whole numbers as pandas writes them")
                        .file(
                                "userId,totalSessions,userAttributeValuesToIncrement.n,events.A.count\nu1,17.0,2.00,3.0\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": 2}, "system": {"totalSessions": 17}, "events": {"A": {"count": 3}}}
                                """),
                spec("numbers with a point behind them")
                        .file(
                                "userId,totalSessions,timeSpentInApp,userAttributeValuesToIncrement.n\nu1,17.,12.,2.\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": 2}, "system": {"timeSpentInApp": 12, "totalSessions": 17}}
                                """),
                spec("timeSpentInApp is a decimal")
                        .file("userId,timeSpentInApp\nu1,12.5\nu2,17.0\n")
                        .gives(
                                """
                                {"id": "u1", "system": {"timeSpentInApp": 12.5}}
                                {"id": "u2", "system": {"timeSpentInApp": 17}}
                                """),
                spec("a whole number with decimals that are not zero")
                        .file("userId,totalSessions\nu1,17.5\n")
                        .gives(
                                """
                                rejected line 2, column totalSessions: "17.5" is not a whole number
                                """),
                spec("digits of other scripts are no number where one is due")
                        .file("userId,userAttributeValuesToIncrement.n\nu1,٣\nu2,３\n")
                        .gives(
                                """
                                rejected line 2, column userAttributeValuesToIncrement.n: "٣" is not a whole number; write its digits as 0 to 9
                                rejected line 3, column userAttributeValuesToIncrement.n: "３" is not a whole number; write its digits as 0 to 9
                                """),
                spec("digits of other scripts in an attribute are text")
                        .file("userId,userAttributes.n\nu1,٣\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"n": "٣"}}
                                """));
    }

    static List<SpecCase> times() {
        final List<SpecCase> cases = new ArrayList<>();
        for (final String[] time :
                new String[][] {
                    {"1483228800", "2017-01-01T00:00:00Z"},
                    {"1483228800.", "2017-01-01T00:00:00Z"},
                    {"1483228800.0", "2017-01-01T00:00:00Z"},
                    {"1483228800.5", "2017-01-01T00:00:00.500Z"},
                    {"1483228800.1234567", "2017-01-01T00:00:00.123456Z"},
                    {"2017-01-01", "2017-01-01T00:00:00Z"},
                    {"2017-01-01T00:00:00Z", "2017-01-01T00:00:00Z"},
                    {"2017-01-01T02:00:00+02:00", "2017-01-01T00:00:00Z"},
                    {"2017-01-01T02:00:00+0200", "2017-01-01T00:00:00Z"},
                    {"2017-01-01T10:30:00", "2017-01-01T10:30:00Z"},
                    {"2017-01-01 10:30:00", "2017-01-01T10:30:00Z"},
                    {"2017-01-01 10:30:00.250 UTC", "2017-01-01T10:30:00.250Z"},
                    {"2017-01-01T10:30", "2017-01-01T10:30:00Z"}
                }) {
            cases.add(
                    spec("every column of times takes " + time[0])
                            .file(
                                    Text.format(
                                            "userId,created,lastActive,events.A.firstTime,states.B.lastTime\nu1,%1$s,%1$s,%1$s,%1$s\n",
                                            time[0]))
                            .gives(
                                    Text.format(
                                            "{\"id\": \"u1\", \"created\": \"%1$s\", \"lastActive\": \"%1$s\", \"events\": {\"A\": {\"firstTime\": \"%1$s\"}}, \"states\": {\"B\": {\"lastTime\": \"%1$s\"}}}",
                                            time[1])));
            cases.add(
                    spec("an event takes " + time[0])
                            .file(
                                    Text.format(
                                            "userId,event,time,disposition\nu1,A,%s,passive\n",
                                            time[0]))
                            .gives(
                                    Text.format(
                                            "{\"id\": \"u1\", \"tracked\": [{\"event\": \"A\", \"time\": \"%s\"}]}",
                                            time[1])));
        }
        for (final String time :
                List.of("2017-02-30", "2017-01-01T24:30:00Z", "01/02/2017", "1.4832288E9", "٣")) {
            cases.add(
                    spec("no time: " + time)
                            .file(Text.format("userId,created\nu1,%s\n", time))
                            .gives(
                                    Text.format(
                                            "rejected line 2, column created: \"%s\" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z",
                                            time)));
        }
        cases.add(
                spec("no time that a user was created at")
                        .file("userId,created\nu1,0001-01-01T00:00:00Z\n")
                        .gives(
                                """
                                rejected line 2, column created: "0001-01-01T00:00:00Z" is not a time between 1970 and 9999
                                """));
        return cases;
    }

    static List<SpecCase> newUserId() {
        final List<SpecCase> cases = new ArrayList<>();
        for (final String none : List.of("None", "null", "NaN", "undefined", "-")) {
            cases.add(
                    spec("newUserId " + none + " is none")
                            .file("userId,userAttributes.a\nu1,1\n")
                            .file(
                                    Text.format(
                                            "userId,newUserId,userAttributes.b\nu1,%1$s,2\nu2,%1$s,2\n",
                                            none))
                            .gives(
                                    Text.format(
                                            """
                                    {"id": "u1", "attributes": {"a": 1, "b": 2}}
                                    {"id": "u2", "attributes": {"b": 2}}
                                    warning line 2, column newUserId: "%1$s" stands for no value; the row is taken as one without a new id
                                    warning line 3, column newUserId: "%1$s" stands for no value; the row is taken as one without a new id
                                    """,
                                            none)));
        }
        cases.add(
                spec("newUserId that was meant to be one and is not")
                        .file("userId,newUserId\nu1,[object Object]\n")
                        .gives(
                                """
                                rejected line 2, column newUserId: "[object Object]" stands for no value, and is not an id: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys
                                """));
        return cases;
    }

    static List<SpecCase> vendorsDetails() {
        return List.of(
                spec("devMode of a device's row and of an event's")
                        .file("deviceId,systemName,devMode\nd1,iOS,true\n")
                        .file("userId,event,time,disposition,devMode\nu1,A,0,passive,false\n")
                        .gives(
                                """
                                {"id": "d1", "system": {"devMode": true}, "devices": {"d1": {"systemName": "iOS"}}}
                                {"id": "u1", "system": {"devMode": false}, "tracked": [{"event": "A", "time": "1970-01-01T00:00:00Z"}]}
                                """),
                spec("requireActive needs a session: the row is skipped")
                        .file("userId,event,disposition\nu1,A,requireActive\n")
                        .gives(
                                """
                                warning line 2, column disposition: requireActive is for events within a session, and an import has none; request skipped.
                                """),
                spec("an empty event with a messageId is the message's Send or View")
                        .file(
                                "userId,event,messageId,time,disposition\nu1,,17,0,passive\nu1,,,0,\n")
                        .gives(
                                """
                                {"id": "u1", "tracked": [{"event": "", "messageId": 17, "time": "1970-01-01T00:00:00Z"}]}
                                rejected line 3, column event: is empty; track needs the name of the event
                                """));
    }

    /** Columns of one layout in a file of the other. */
    static List<SpecCase> otherDialect() {
        final String throughout =
                " Or use Leanplum's columns throughout: userId and userAttributes.email instead of"
                        + " $user_id and $email\n";
        return List.of(
                spec("Dashly's e-mail beside Leanplum's id")
                        .file("userId,$email\nu1,a@x.org\n")
                        .gives(
                                "failed: users.csv, line 1, column userId: is a column of Leanplum's layout, and this file is read in Dashly's, where it is named $user_id; rename it, or add the property userId = $user_id to PutUserImport, which maps the column."
                                        + throughout),
                spec("which, so mapped, works")
                        .set("userId", "$user_id")
                        .file("userId,$email\nu1,a@x.org\n")
                        .gives("{\"id\": \"u1\", \"email\": \"a@x.org\"}\n"),
                spec("and is a property for who says so")
                        .set("userId", "userId")
                        .set("Import Key", "$email")
                        .file("userId,$email\nu1,a@x.org\n")
                        .gives("{\"email\": \"a@x.org\", \"attributes\": {\"userId\": \"u1\"}}\n"),
                spec("and beside Dashly's id")
                        .file("$user_id,userId\nu1,x\n")
                        .gives("{\"id\": \"u1\", \"attributes\": {\"userId\": \"x\"}}\n"),
                spec("Leanplum's attributes in Dashly's file")
                        .file("$user_id,a,userAttributes.b\nu1,1,2\n")
                        .gives(
                                "failed: users.csv, line 1, column userAttributes.b: is a column of Leanplum's layout, and this file is read in Dashly's, where it is named b; rename it, or add the property userAttributes.b = b to PutUserImport, which maps the column."
                                        + throughout),
                spec("Leanplum's e-mail in Dashly's file")
                        .file("$user_id,userAttributes.Email\nu1,a@x.org\n")
                        .gives(
                                "failed: users.csv, line 1, column userAttributes.Email: is a column of Leanplum's layout, and this file is read in Dashly's, where it is named $email; rename it, or add the property userAttributes.Email = $email to PutUserImport, which maps the column."
                                        + throughout),
                noneLikeIt("newUserId", throughout),
                noneLikeIt("createDisposition", throughout),
                noneLikeIt("userAttributes", throughout),
                noneLikeIt("userAttributeValuesToAdd.s", throughout),
                noneLikeIt("userAttributeValuesToIncrement.n", throughout),
                noneLikeIt("events.Item bought.countIncrement", throughout),
                noneLikeIt("states.v1.5.firstTime", throughout),
                spec("Leanplum's event in Dashly's file")
                        .file("$email,event,params.sku\na@x.org,E,1\n")
                        .gives(
                                "failed: users.csv, line 1, column params.sku: is a column of Leanplum's layout, and this file is read in Dashly's, which has none like it; remove it."
                                        + throughout),
                spec("words that Leanplum has too are Dashly's properties")
                        .file(
                                "$user_id,created,city,country,devices,deviceId,action,events.x,params.y\n"
                                        + "u1,2017-01-01,Rome,Italy,two,d1,none,1,2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"created": "2017-01-01", "city": "Rome", "country": "Italy", "devices": "two", "deviceId": "d1", "action": "none", "events.x": 1, "params.y": 2}}
                                """),
                spec("Leanplum's unsubscribe columns work in Dashly's file")
                        .file("$user_id,unsubscribeChannelsToAdd\nu1,Email\n")
                        .gives("{\"id\": \"u1\", \"channels\": [\"Email\"]}\n"),
                spec("Dashly's columns in a file that is said to be Leanplum's")
                        .set("Layout", "Leanplum")
                        .file("userId,$email\nu1,a@x.org\n")
                        .file("$user_id,userId\nu1,u1\n")
                        .file("userId,$name\nu1,Ann\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column $email: is a column of Dashly's layout, and this file is read in Leanplum's, where it is named userAttributes.email; rename it, or add the property $email = userAttributes.email to PutUserImport, which maps the column
                                failed: users.csv, line 1, column $user_id: is a column of Dashly's layout, and this file is read in Leanplum's, where it is named userId; rename it, or add the property $user_id = userId to PutUserImport, which maps the column
                                failed: users.csv, line 1, column $name: is a column of Dashly's layout, and this file is read in Leanplum's, where it is named userAttributes.name; rename it, or add the property $name = userAttributes.name to PutUserImport, which maps the column
                                """),
                spec("also where other columns become attributes, but for names that find nobody")
                        .set("Layout", "Leanplum")
                        .set("Unmapped Columns", "Attribute")
                        .file("userId,$email\nu1,a@x.org\n")
                        .file("userId,$name\nu1,Ann\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column $email: is a column of Dashly's layout, and this file is read in Leanplum's, where it is named userAttributes.email; rename it, or add the property $email = userAttributes.email to PutUserImport, which maps the column
                                {"id": "u1", "attributes": {"$name": "Ann"}}
                                """),
                spec("which, so mapped, works too")
                        .set("Layout", "Leanplum")
                        .set("$email", "userAttributes.email")
                        .file("userId,$email\nu1,a@x.org\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "attributes": {"email": "a@x.org"}}
                                """));
    }

    private static SpecCase noneLikeIt(final String column, final String throughout) {
        return spec("Leanplum's " + column + " in Dashly's file")
                .file("$user_id," + column + "\nu1,1\n")
                .gives(
                        "failed: users.csv, line 1, column "
                                + column
                                + ": is a column of Leanplum's layout, and this file is read in"
                                + " Dashly's, which has none like it; remove it."
                                + throughout);
    }

    static List<SpecCase> allFaults() {
        return List.of(
                spec("every fault of a user's row is told")
                        .file(
                                "userId,country,devMode,totalSessions,userAttributes.a\nu1,Atlantis,maybe,many,1\nu2,DE,true,1,1\n")
                        .gives(
                                """
                                {"id": "u2", "attributes": {"a": 1}, "system": {"country": "DE", "devMode": true, "totalSessions": 1}}
                                rejected line 2, column country\ndevMode\ntotalSessions: column country: "Atlantis" is not a country code of two letters (ISO 3166-1), such as DE; column devMode: "maybe" is neither true nor false; column totalSessions: "many" is not a whole number
                                """),
                spec("every fault of totals, sets, keys and channels")
                        .file(
                                "userId,createDisposition,events.A.count,events.A.firstTime,states.B.count,userAttributeValuesToIncrement.n,unsubscribeChannelsToAdd\nnull,x,a,b,c,d,SMS\n")
                        .gives(
                                """
                                rejected line 2, column userId\ncreateDisposition\nevents.A.count\nevents.A.firstTime\nstates.B.count\nuserAttributeValuesToIncrement.n\nunsubscribeChannelsToAdd: column userId: "null" stands for no value, and is not an id: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys; column createDisposition: "x" is neither CreateIfNeeded nor CreateNever; column events.A.count: "a" is not a whole number; column events.A.firstTime: "b" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z; column states.B.count: "c" is not a whole number; column userAttributeValuesToIncrement.n: "d" is not a whole number; column unsubscribeChannelsToAdd: "SMS" is not a channel; the channels are Email, Push Notification, Webhook, Newsfeed Message, App Inbox
                                """),
                spec("every fault of an event")
                        .file(
                                "userId,event,time,value,currencyCode,messageId,disposition\nu1,42,a,b,DOL,c,idle\n")
                        .gives(
                                """
                                rejected line 2, column event\ntime\nvalue\ncurrencyCode\nmessageId\ndisposition: column event: the name "42" is a number; a name must not be one; column time: "a" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z; column value: "b" is not a number, such as 12.50; column currencyCode: "DOL" is not a currency code of three letters (ISO 4217), such as EUR; column messageId: "c" is not a whole number; column disposition: "idle" is neither active nor passive
                                """),
                spec("every fault of a row of Dashly's, limits too")
                        .set("Limits", "Dashly")
                        .set("Person", "$user_id")
                        .file(
                                Text.format(
                                        "Person,$email,a\n'7,%s,%s\n",
                                        "e".repeat(501), "x".repeat(256)))
                        .gives(
                                """
                                rejected line 2, column Person\n$email\na: column Person: "'7" begins with ', which keeps spreadsheets from changing a cell and would make another user; remove it; column $email: has 501 characters; an e-mail address has at most 500; column $email: has 501 characters; a text may have at most 255; column a: has 256 characters; a text may have at most 255
                                """));
    }
}
