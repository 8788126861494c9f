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

/** The lines of docs/dashly.md that are about files, one case or more each. */
class DashlySpecTest {

    private static final String SAMPLE =
            """
            "$user_id";"$name";"Action"
            777;"Harry Potter";"catches golden snitch"
            246;"Severus Snape";"casts a spell"
            """;

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"theFile", "keys", "tags", "unclean", "types", "limits", "mapping"})
    void line(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> theFile() {
        final String harry =
                """
                {"id": "246", "attributes": {"$name": "Severus Snape", "Action": "casts a spell"}}
                {"id": "777", "attributes": {"$name": "Harry Potter", "Action": "catches golden snitch"}}
                """;
        return List.of(
                spec("Dashly's own sample").file(SAMPLE).gives(harry),
                spec("Dashly's own sample, with the layout set")
                        .set("Layout", "Dashly")
                        .file(SAMPLE)
                        .gives(harry),
                spec("delimiter ,").file(SAMPLE.replace(';', ',')).gives(harry),
                spec("delimiter |").file(SAMPLE.replace(';', '|')).gives(harry),
                spec("delimiter tab").file(SAMPLE.replace(';', '\t')).gives(harry),
                spec("delimiter space").file(SAMPLE.replace(';', ' ')).gives(harry),
                spec("a system property that is not known is an attribute too, the $ kept")
                        .file("$user_id;$phone;$anything\n1;+49 30 1;2\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"$phone": "+49 30 1", "$anything": 2}}
                                """),
                spec("a custom property with a dot in its name is one property")
                        .file("$user_id;a.b;a;.c\n1;2;3;4\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"a.b": 2, "a": 3, ".c": 4}}
                                """),
                spec("found users are updated, others created")
                        .file(SAMPLE)
                        .file("$user_id;$name\n777;Harry\n1;Ron\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"$name": "Ron"}}
                                {"id": "246", "attributes": {"$name": "Severus Snape", "Action": "casts a spell"}}
                                {"id": "777", "attributes": {"$name": "Harry", "Action": "catches golden snitch"}}
                                """));
    }

    static List<SpecCase> keys() {
        return List.of(
                spec("import key $user_id needs that column")
                        .file("$email;$name\na@example.com;A\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no $user_id column, by which users are found. The header has $email, $name. If users are identified by $email, set Import Key = $email
                                """),
                spec("import key $email needs that column")
                        .set("Import Key", "$email")
                        .file("$user_id;$name\n1;A\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no $email column, by which users are found. The header has $user_id, $name. If another column is meant, rename it to $email, or map it: add a property with its name and the value $email to PutUserImport
                                """),
                spec("import key: a row without its value")
                        .file("$user_id;$name\n;A\n")
                        .gives(
                                """
                                rejected line 2, column $user_id: is empty; every row needs what its user is found by
                                """),
                spec("import key $email: a row without its value")
                        .set("Import Key", "$email")
                        .file("$email;$name\n;A\n")
                        .gives(
                                """
                                rejected line 2, column $email: is empty; every row needs what its user is found by
                                """),
                spec("import key by attribute")
                        .attribute("userimport.key", "$email")
                        .file("$email;$name\na@example.com;A\n")
                        .file("$email;$name\na@example.com;B\n")
                        .gives(
                                """
                                {"email": "a@example.com", "attributes": {"$name": "B"}}
                                """),
                spec("import key: any other")
                        .attribute("userimport.key", "$phone")
                        .file(SAMPLE)
                        .gives(
                                """
                                failed: users.csv: Import Key is "$phone"; it has to be $user_id or $email
                                """),
                spec("$email beside $user_id is the profile's e-mail, and no attribute")
                        .file("$user_id;$email\n1;a@example.com\n")
                        .gives(
                                """
                                {"id": "1", "email": "a@example.com"}
                                """),
                spec("an attribute named email is not the profile's e-mail")
                        .file("$user_id;email\n1;a@example.com\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"email": "a@example.com"}}
                                """),
                spec("$user_id beside the key $email is the profile's user id")
                        .set("Import Key", "$email")
                        .file("$email;$name\na@example.com;A\n")
                        .file("$email;$user_id\na@example.com;1\nb@example.com;2\n")
                        .gives(
                                """
                                {"id": "1", "email": "a@example.com", "attributes": {"$name": "A"}}
                                {"id": "2", "email": "b@example.com"}
                                """),
                spec("by e-mail, a user who has an id keeps it, and is updated")
                        .set("Import Key", "$email")
                        .file("$email;$user_id;$name\na@example.com;1;A\n")
                        .file(
                                "$email;$user_id;$name\na@example.com;2;B\na@example.com;3;C\na@example.com;1;D\n")
                        .gives(
                                """
                                {"id": "1", "email": "a@example.com", "attributes": {"$name": "D"}}
                                warning line 2, column $user_id: The user with this address has the id 1; 2 is ignored.
                                warning line 3, column $user_id: The user with this address has the id 1; 3 is ignored.
                                """),
                spec("by e-mail, the id of another user is left with that one")
                        .set("Import Key", "$email")
                        .file("userId,userAttributes.email\n1,other@example.com\n")
                        .file("$email;$user_id;$name\na@example.com;1;A\na@example.com;;B\n")
                        .gives(
                                """
                                {"id": "1", "email": "other@example.com", "attributes": {"email": "other@example.com"}}
                                {"email": "a@example.com", "attributes": {"$name": "B"}}
                                warning line 2, column $user_id: 1 is the id of another user; the user with this address is left without one.
                                """),
                spec("by e-mail, nobody has the address, but the user of the id has none")
                        .set("Import Key", "$email")
                        .file("userId\n1\n")
                        .file("$email;$user_id;$name\na@example.com;1;A\n")
                        .gives(
                                """
                                {"id": "1", "email": "a@example.com", "attributes": {"$name": "A"}}
                                """),
                spec("by e-mail, of three users the one with the most recent activity is updated")
                        .attribute("userimport.key", "$email")
                        .file(
                                "userId,lastActive,userAttributes.email\n"
                                        + "u1,1000,a@example.com\nu2,3000,a@example.com\nu3,2000,a@example.com\n")
                        .file("$email;$name\na@example.com;A\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@example.com", "lastActive": "1970-01-01T00:16:40Z", "attributes": {"email": "a@example.com"}}
                                {"id": "u2", "email": "a@example.com", "lastActive": "1970-01-01T00:50:00Z", "attributes": {"email": "a@example.com", "$name": "A"}}
                                {"id": "u3", "email": "a@example.com", "lastActive": "1970-01-01T00:33:20Z", "attributes": {"email": "a@example.com"}}
                                """),
                spec("by e-mail, of users never active the newest")
                        .set("Import Key", "$email")
                        .file("userId,userAttributes.email\nu1,a@example.com\nu2,a@example.com\n")
                        .file("$email;$name\na@example.com;A\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@example.com", "attributes": {"email": "a@example.com"}}
                                {"id": "u2", "email": "a@example.com", "attributes": {"email": "a@example.com", "$name": "A"}}
                                """));
    }

    static List<SpecCase> tags() {
        final String tagged =
                """
                {"id": "1", "tags": ["super_tag", "import_tag_2"]}
                """;
        return List.of(
                spec("tags: each JSON-encoded, separated by commas")
                        .attribute("userimport.tags", "\"super_tag\",\"import_tag_2\"")
                        .file("$user_id\n1\n")
                        .gives(tagged),
                spec("tags: ours also takes a JSON array")
                        .set("Tags", "[\"super_tag\", \"import_tag_2\"]")
                        .file("$user_id\n1\n")
                        .gives(tagged),
                spec("tags: ours also takes plain names")
                        .set("Tags", "super_tag, import_tag_2, super_tag")
                        .file("$user_id\n1\n")
                        .gives(tagged),
                spec("tags are added to every imported user, beside those it has")
                        .set("Tags", "${filename}, all")
                        .file("$user_id\n1\n2\n")
                        .file("$user_id\n2\n")
                        .gives(
                                """
                                {"id": "1", "tags": ["users.csv", "all"]}
                                {"id": "2", "tags": ["users.csv", "all"]}
                                """),
                spec("tags: no JSON")
                        .attribute("userimport.tags", "\"super_tag\",\"import")
                        .file("$user_id\n1\n")
                        .gives(
                                """
                                failed: users.csv: Tags: ""super_tag","import" are not names of tags; give them as "one","two" or ["one","two"] or one, two
                                """));
    }

    static List<SpecCase> unclean() {
        return List.of(
                spec("column names: an extra space")
                        .file("$user_id;\"name \"\n1;A\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column name : U+0020 SPACE at the end of "name "; remove it
                                """),
                spec("column names: an invisible character")
                        .file("$user_id;na\u200Bme\n1;A\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column na<U+200B>me: the name holds U+200B ZERO WIDTH SPACE at position 3; remove it
                                """),
                spec("key values: an extra space")
                        .file("$user_id;$name\n\"1 \";A\n")
                        .gives(
                                """
                                rejected line 2, column $user_id: has U+0020 SPACE at position 2; remove it, since it would make another user
                                """),
                spec("key values: an invisible character in an e-mail address")
                        .set("Import Key", "$email")
                        .file("$email;$name\na\u00A0@example.com;A\n")
                        .gives(
                                """
                                rejected line 2, column $email: has U+00A0 NO-BREAK SPACE at position 2; remove it, since it would make another user
                                """));
    }

    static List<SpecCase> types() {
        return List.of(
                spec("found from the value: number, string, date/time, boolean, list")
                        .file(
                                "$user_id;n;s;t;d;b;l\n"
                                        + "1;42;text;2017-06-01T12:00:00;2017-06-01;true;[a, b]\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"n": 42, "s": "text", "t": "2017-06-01T12:00:00", "d": "2017-06-01", "b": true, "l": ["a", "b"]}}
                                """),
                spec("ours: decimals are kept as decimals")
                        .set("Limits", "Dashly")
                        .file("$user_id;n\n1;1.50\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"n": 1.50}}
                                """));
    }

    static List<SpecCase> limits() {
        return List.of(
                spec("number: within ±2⁵³")
                        .set("Limits", "Dashly")
                        .file(
                                "$user_id;n\n1;9007199254740992\n2;9007199254740993\n3;-9007199254740993\n"
                                        + "12345678901234567890;1\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"n": "9007199254740992"}}
                                {"id": "12345678901234567890", "attributes": {"n": 1}}
                                rejected line 3, column n: is the whole number 9007199254740993; one is at least -9,007,199,254,740,992 and at most 9,007,199,254,740,992
                                rejected line 4, column n: is the whole number -9007199254740993; one is at least -9,007,199,254,740,992 and at most 9,007,199,254,740,992
                                """),
                spec("string: at most 255 characters")
                        .set("Limits", "Dashly")
                        .file(
                                Text.format(
                                        "$user_id;s\n1;%s\n2;%s\n",
                                        "😀".repeat(255), "s".repeat(256)))
                        .gives(
                                Text.format(
                                        """
                                {"id": "1", "attributes": {"s": "%s"}}
                                rejected line 3, column s: has 256 characters; a text may have at most 255
                                """,
                                        "😀".repeat(255))),
                spec("list: at most 30 strings")
                        .set("Limits", "Dashly")
                        .file(Text.format("$user_id;l\n1;%s\n2;%s\n", list(30), list(31)))
                        .gives(
                                Text.format(
                                        """
                                {"id": "1", "attributes": {"l": [%s]}}
                                rejected line 3, column l: has 31 items; a list may have at most 30
                                """,
                                        list(30).replaceAll("[\\[\\]]", "")
                                                .replaceAll("x", "\"x\""))),
                spec("list: of at most 255 characters each")
                        .set("Limits", "Dashly")
                        .file(Text.format("$user_id;l\n1;[%s]\n", "s".repeat(256)))
                        .gives(
                                """
                                rejected line 2, column l: has 256 characters; a text may have at most 255
                                """),
                spec("at most 250 columns")
                        .set("Limits", "Dashly")
                        .file(columns(251))
                        .gives(
                                """
                                failed: users.csv, line 1: the header has 251 columns; at most 250 are allowed. Remove some, or raise Maximum Columns
                                """),
                spec("less than 30 MB")
                        .set("Limits", "Dashly")
                        .file("$user_id\n" + "1234567\n".repeat(3_750_000 - 2) + "\n".repeat(7))
                        .gives(
                                """
                                failed: users.csv, the file has 30,000,000 bytes; at most 29,999,999 are allowed. Split it, or raise Maximum File Size
                                """),
                spec("limits: a single one takes the place of the set's")
                        .set("Limits", "Dashly")
                        .set("Maximum Text Length", "256")
                        .set("Maximum List Items", "31")
                        .set("Maximum Columns", "251")
                        .file(columns(251))
                        .file(Text.format("$user_id;s;l\n1;%s;%s\n", "s".repeat(256), list(31)))
                        .gives(
                                Text.format(
                                        """
                                {"id": "1", "attributes": {"s": "%s", "l": [%s]}}
                                """,
                                        "s".repeat(256),
                                        list(31).replaceAll("[\\[\\]]", "")
                                                .replaceAll("x", "\"x\""))),
                spec("limits: off unless they are on")
                        .file(Text.format("$user_id;s;l\n1;%s;%s\n", "s".repeat(256), list(31)))
                        .gives(
                                Text.format(
                                        """
                                {"id": "1", "attributes": {"s": "%s", "l": [%s]}}
                                """,
                                        "s".repeat(256),
                                        list(31).replaceAll("[\\[\\]]", "")
                                                .replaceAll("x", "\"x\""))));
    }

    private static String list(final int items) {
        return "[" + "x,".repeat(items - 1) + "x]";
    }

    private static String columns(final int count) {
        return "$user_id;"
                + IntStream.range(1, count).mapToObj(i -> "c" + i).collect(Collectors.joining(";"))
                + "\n";
    }

    /** Not of the page: files that speak neither dialect. */
    static List<SpecCase> mapping() {
        final String spoken = "E-mail address;First name;Notes\na@example.com;Ann;x\n";
        return List.of(
                spec("mapping: to Dashly's columns; the others are custom properties")
                        .set("Import Key", "$email")
                        .set("E-mail address", "$email")
                        .set("First name", "$name")
                        .file(spoken)
                        .gives(
                                """
                                {"email": "a@example.com", "attributes": {"$name": "Ann", "Notes": "x"}}
                                """),
                spec("mapping: the others ignored")
                        .set("Import Key", "$email")
                        .set("E-mail address", "$email")
                        .set("First name", "first.name")
                        .set("Unmapped Columns", "Ignore")
                        .file(spoken)
                        .gives(
                                """
                                {"email": "a@example.com", "attributes": {"first.name": "Ann"}}
                                """),
                spec("mapping: to Leanplum's columns; the others are an error")
                        .set("E-mail address", "userId")
                        .set("First name", "userAttributes.firstName")
                        .file(spoken)
                        .gives(
                                """
                                failed: users.csv, line 1, column Notes: is not a column of this import. A user's own attributes are named userAttributes.NAME
                                """),
                spec("mapping: to Leanplum's columns; the others ignored")
                        .set("E-mail address", "userId")
                        .set("First name", "userAttributes.name.first")
                        .set("Unmapped Columns", "Ignore")
                        .file(spoken)
                        .gives(
                                """
                                {"id": "a@example.com", "attributes": {"name": {"first": "Ann"}}}
                                """),
                spec("mapping: to Leanplum's columns; the others attributes")
                        .set("E-mail address", "userId")
                        .set("First name", "userAttributes.email")
                        .set("Unmapped Columns", "Attribute")
                        .file(spoken.replace("Notes", "Notes.all"))
                        .gives(
                                """
                                {"id": "a@example.com", "email": "Ann", "attributes": {"email": "Ann", "Notes.all": "x"}}
                                """),
                spec("mapping: faults name the file's own columns")
                        .set("Client", "userId")
                        .set("Since", "created")
                        .set("Town", "city")
                        .file("Client;Since;Town\n;1;\nu2;soon;\nu3;1;(detect)\n")
                        .gives(
                                """
                                {"id": "u3", "created": "1970-01-01T00:00:01Z"}
                                rejected line 2, column Client: is empty; every row needs the id of its user or of a device
                                rejected line 3, column Since: "soon" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z
                                warning line 4, column Town: (detect) is not supported in an import; the value is ignored
                                """),
                spec("mapping: warnings of what is stored name the file's own columns")
                        .set("Client", "userId")
                        .set("Visits", "userAttributeValuesToIncrement.o.n")
                        .set("Becomes", "newUserId")
                        .set("New User Id", "Rename User")
                        .file("Client;Visits;Becomes\nu1;;\n")
                        .file("userId,userAttributes.o.n\nu1,x\nu2,\n")
                        .file("Client;Visits;Becomes\nu1;1;u2\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"o": {"n": "x"}}}
                                {"id": "u2"}
                                warning line 2, column Becomes: There is a user u2 already, and this user has an id too; the two are not merged.
                                warning line 2, column Visits: The present value is not a whole number; it is left as it is.
                                """),
                spec("mapping: so do those of Dashly's columns")
                        .set("Import Key", "$email")
                        .set("E-mail address", "$email")
                        .set("Number", "$user_id")
                        .file("E-mail address;Number\na@example.com;1\na@example.com;2\n")
                        .gives(
                                """
                                {"id": "1", "email": "a@example.com"}
                                warning line 3, column Number: The user with this address has the id 1; 2 is ignored.
                                """),
                spec("mapping: two columns to one")
                        .set("Client", "userId")
                        .file("Client;userId\nu1;u1\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userId: it means userId, and so does column Client; remove one, or map it to another
                                """),
                spec("mapping: to a column that there is not")
                        .set("Client", "userId")
                        .set("First name", "userAtributes.name")
                        .file("Client;First name\nu1;Ann\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column First name: is not a column of this import; was userAttributes.NAME meant? A user's own attributes are named userAttributes.NAME
                                """));
    }
}
