// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.SpecCase.spec;

import java.util.List;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of docs/files.md: what files of other programs hold, and what becomes of it. */
class AwkwardFilesTest {

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cells", "rows", "headers"})
    void line(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> cells() {
        return List.of(
                spec("quoted empty cells are not given")
                        .file("userId,userAttributes.a,userAttributes.b\nu1,1,x\n")
                        .file(
                                "\"userId\",\"userAttributes.a\",\"userAttributes.b\"\n\"u1\",\"\",\"\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1, "b": "x"}}
                                """),
                spec("quoted empty cells add nothing to sets")
                        .file(
                                "userId,userAttributeValuesToAdd.a,unsubscribeCategoriesToAdd\nu1,\"\",\"\"\n")
                        .gives(
                                """
                                {"id": "u1"}
                                """),
                spec("\\N without quotes is not given, in quotes it is text")
                        .file("userId,userAttributes.a,userAttributes.b\nu1,1,x\n")
                        .file("userId,userAttributes.a,userAttributes.b\nu1,\\N, \\N \n")
                        .file("userId,userAttributes.a\nu2,\"\\N\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1, "b": "x"}}
                                {"id": "u2", "attributes": {"a": "\\\\N"}}
                                """),
                spec("\\N is no new user id")
                        .file("userId,newUserId,userAttributes.a\nu1,\\N,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                """),
                spec("other markers are text")
                        .file("userId,userAttributes.a,userAttributes.b\nu1,NULL,None\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": "NULL", "b": "None"}}
                                """),
                spec("spaces around cells, quotes and names are dropped, those within quotes are not")
                        .file(
                                " userId , \"userAttributes.a\", userAttributes.b\n u1 ,\t\"x@y\" , \" x, y \"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": "x@y", "b": " x, y "}}
                                """),
                spec("a text in a formula is the text, other formulas are text")
                        .file(
                                "userId,userAttributes.a,userAttributes.b\n=\"1002\",=\"007\",\"=\"\"a,\"\"\"\"b\"\"\"\n1002,\"=\"\"007\"\"\",=1+1\n")
                        .gives(
                                """
                                {"id": "1002", "attributes": {"a": "007", "b": "=1+1"}}
                                """),
                spec("lists as Python writes them")
                        .file(
                                "userId,userAttributes.a,userAttributes.b\nu1,\"['red', 'green, blue']\",\"['it\\'s', 1, True, None]\"\nu2,\"[\"\"a\"\", 'b']\",\"['a', b]\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": ["red", "green, blue"], "b": ["it's", 1, true, null]}}
                                {"id": "u2", "attributes": {"a": "[\\"a\\", 'b']", "b": "['a', b]"}}
                                """),
                spec("categories as Python writes them")
                        .file("userId,unsubscribeCategoriesToAdd\nu1,\"['101', '102']\"\n")
                        .gives(
                                """
                                {"id": "u1", "categories": ["101", "102"]}
                                """),
                spec("categories as numbers with a zero fraction are the whole numbers")
                        .file(
                                "userId,unsubscribeCategoriesToAdd\nu1,\"[101.0, 102.00]\"\nu2,103.0\nu3,\"[101.5, 1e3, 1., .0, a.0, 101.0.0]\"\n")
                        .gives(
                                """
                                {"id": "u1", "categories": ["101", "102"]}
                                {"id": "u2", "categories": ["103"]}
                                {"id": "u3", "categories": ["101.5", "1e3", "1.", ".0", "a.0", "101.0.0"]}
                                """),
                spec("and are taken back as such")
                        .file("userId,unsubscribeCategoriesToAdd\nu1,\"[101, 102]\"\n")
                        .file("userId,unsubscribeCategoriesToRemove\nu1,[101.0]\n")
                        .gives(
                                """
                                {"id": "u1", "categories": ["102"]}
                                """));
    }

    static List<SpecCase> rows() {
        return List.of(
                spec("rows of nothing but delimiters are passed over")
                        .file("userId,userAttributes.a\n,\n\"\",\"\"\n , \n,,,\nu1,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                """),
                spec("empty cells behind the header are dropped")
                        .file("userId,userAttributes.a\nu1,1,\n")
                        .file("userId,userAttributes.b\nu1,x,,\"\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1, "b": "x"}}
                                """),
                spec("a value behind the header is none too many for nothing")
                        .file("userId,userAttributes.a\nu1,1\nu1,2,x\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                rejected line 3: the row has 3 cells, the header has 2 columns; put a cell that holds the delimiter, comma (,), in double quotes
                                """),
                spec("columns without a name behind the others are passed over where they are empty")
                        .file("userId,userAttributes.a,,\nu1,1,,\nu1,2,,x\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                rejected line 3: column 4 has a value here and no name in the header; name it there, or empty the cell
                                """),
                spec("the header once more is passed over with a warning")
                        .file("userId,userAttributes.a\nu1,1\nuserId,userAttributes.a\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                warning line 3: the row repeats the header and is passed over; were several files put together?
                                """),
                spec("the header once more, with its byte order mark and quotes")
                        .file(
                                "\uFEFF\"userId\",\"userAttributes.a\"\nu1,1\n\uFEFF\"userId\",\"userAttributes.a\"\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}}
                                warning line 3: the row repeats the header and is passed over; were several files put together?
                                """),
                spec("the header once more in the other dialect")
                        .file("$user_id;$name\n1;A\n$user_id;$name\n")
                        .gives(
                                """
                                {"id": "1", "attributes": {"$name": "A"}}
                                warning line 3: the row repeats the header and is passed over; were several files put together?
                                """),
                spec("sep= as first line names the delimiter")
                        .file("sep=;\nuserId;userAttributes.a\nu1;1\n")
                        .file("\uFEFF\"sep=|\"\r\nuserId|userAttributes.b\r\nu1|x\r\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1, "b": "x"}}
                                """));
    }

    static List<SpecCase> headers() {
        return List.of(
                spec("no key, and a column that looks as if it were one")
                        .file("Email,First Name\na@x.org,A\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no userId column. The header has Email, First Name. If users are identified by Email, map it: add the property Email = $email to PutUserImport, and set Import Key = $email
                                """),
                spec("read as one column")
                        .file("\"userId,userAttributes.a\"\n\"u1,1\"\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no userId column. The header has userId,userAttributes.a: it is read as one column, because its cells are not separated at the comma (,). Set Delimiter of the UserImportCSVReader to Comma, or send delimiter=, with the request
                                """),
                spec("read as one column that has tabs")
                        .file("\"userId\tuserAttributes.a\"\n\"u1\t1\"\n")
                        .gives(
                                """
                                failed: users.csv, line 1, column userId<U+0009>userAttributes.a: the name holds U+0009 CHARACTER TABULATION at position 7; remove it, or if it is the delimiter, set it: comma (,) is in force
                                """),
                spec("read as one column that has pipes, in the other dialect")
                        .set("Layout", "Dashly")
                        .file("\"$user_id|a\"\n\"u1|1\"\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no $user_id column, by which users are found. The header has $user_id|a: it is read as one column, because its cells are not separated at the pipe (|). Set Delimiter of the UserImportCSVReader to Pipe, or send delimiter=| with the request
                                """),
                spec("addresses alone, that are not said to be a list of whom to unsubscribe")
                        .file("email\na@x.org\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no userId column. The header has email. If users are identified by email, map it: add the property email = $email to PutUserImport, and set Import Key = $email (with Layout Dashly or Detect). If it is a list of addresses to unsubscribe, set Action = unsubscribe
                                """),
                spec("the same under Dashly's name")
                        .file("$email\na@x.org\n")
                        .gives(
                                """
                                failed: users.csv, line 1: there is no $user_id column, by which users are found. The header has $email. If users are identified by $email, set Import Key = $email (with Layout Dashly or Detect). If it is a list of addresses to unsubscribe, set Action = unsubscribe
                                """),
                spec("what the message says to do imports the users")
                        .set("Import Key", "$email")
                        .set("email", "$email")
                        .file("email\na@x.org\n")
                        .file("$email\nb@x.org\n")
                        .gives(
                                """
                                {"email": "a@x.org"}
                                {"email": "b@x.org"}
                                """));
    }
}
