// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.SpecCase.spec;

import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lists of e-mail addresses do, whichever layout they come in. */
class AddressListsTest {

    private static final String KEPT =
            "warning line 2: No user has this address; it is kept for when one gets it.\n";

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void list(final SpecCase each) throws Exception {
        bench.run(each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void noAddress(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> noAddress() {
        final List<SpecCase> cases = new ArrayList<>();
        for (final String text :
                List.of(
                        "jim",
                        "jim@",
                        "@x.org",
                        "jim kirk@x.org",
                        "a@x.org;b@x.org",
                        "a@x.org,b@x.org",
                        "Jim <a@x.org>",
                        "<a@x.org>",
                        "mailto:a@x.org",
                        "MAILTO:a@x.org")) {
            cases.add(
                    spec(text)
                            .file(
                                    Text.format(
                                            "email,unsubscribeChannelsToAdd\n\"%s\",Email\n", text))
                            .gives(
                                    Text.format(
                                            "rejected line 2, column email: \"%s\" is not an e-mail address, and would unsubscribe nobody; give one address alone, such as jim@example.com\n",
                                            text)));
        }
        for (final String text : List.of("o'neil+news@x.org", "jürgen@müller.de", "a@localhost")) {
            cases.add(
                    spec(text)
                            .file(Text.format("email,unsubscribeChannelsToAdd\n%s,Email\n", text))
                            .gives(KEPT));
        }
        return cases;
    }

    static List<SpecCase> lists() {
        final String users = "userId,userAttributes.email\nu1,a@x.org\nu2,a@x.org\nu3,b@x.org\n";
        final String all =
                """
                {"id": "u1", "email": "a@x.org", "attributes": {"email": "a@x.org"}, "channels": ["Email"]}
                {"id": "u2", "email": "a@x.org", "attributes": {"email": "a@x.org"}, "channels": ["Email"]}
                {"id": "u3", "email": "b@x.org", "attributes": {"email": "b@x.org"}}
                """;
        return List.of(
                spec("everyone who has the address is unsubscribed")
                        .file(users)
                        .file("email,unsubscribeChannelsToAdd\na@x.org,Email\n")
                        .gives(all),
                spec("in Dashly's name of it too")
                        .file(users)
                        .file("$email;unsubscribeChannelsToAdd\na@x.org;Email\n")
                        .gives(all),
                spec("in Leanplum's name of it too")
                        .set("Layout", "Leanplum")
                        .file(users)
                        .file("userAttributes.email,unsubscribeChannelsToAdd\na@x.org,Email\n")
                        .gives(all),
                spec("an unknown address is kept for who gets it, by id")
                        .file("email,unsubscribeChannelsToAdd\na@x.org,\"[Email, Webhook]\"\n")
                        .file("$user_id,$email\nu1,a@x.org\nu2,b@x.org\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "channels": ["Email", "Webhook"]}
                                {"id": "u2", "email": "b@x.org"}
                                """
                                        + KEPT),
                spec("and for who gets it among other changes")
                        .file("email,unsubscribeCategoriesToAdd\na@x.org,7\n")
                        .file(
                                "userId,userAttributes.email,userAttributeValuesToIncrement.n\nu1,a@x.org,1\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "attributes": {"email": "a@x.org", "n": 1}, "categories": ["7"]}
                                """
                                        + KEPT),
                spec("letter case does not matter")
                        .file(
                                "userId,userAttributes.email\nu1,Two@X.de\nu2,two@x.de\nu3,TWO@X.DE\n")
                        .file("email,unsubscribeChannelsToAdd\nTWO@x.de,Email\n")
                        .gives(
                                """
                                {"id": "u1", "email": "Two@X.de", "attributes": {"email": "Two@X.de"}, "channels": ["Email"]}
                                {"id": "u2", "email": "two@x.de", "attributes": {"email": "two@x.de"}, "channels": ["Email"]}
                                {"id": "u3", "email": "TWO@X.DE", "attributes": {"email": "TWO@X.DE"}, "channels": ["Email"]}
                                """),
                spec("nor for who gets it later")
                        .file("email,unsubscribeChannelsToAdd\nTWO@x.de,Email\ntwo@x.de,Webhook\n")
                        .file("userId,userAttributes.email\nu1,Two@X.de\n")
                        .gives(
                                """
                                {"id": "u1", "email": "Two@X.de", "attributes": {"email": "Two@X.de"}, "channels": ["Email", "Webhook"]}
                                """
                                        + KEPT),
                spec("nor for who takes it back")
                        .file("userId,userAttributes.email\nu1,Two@X.de\n")
                        .file("email,unsubscribeChannelsToAdd\nTWO@x.de,Email\n")
                        .file("userId,unsubscribeChannelsToRemove\nu1,Email\n")
                        .file("userId,userAttributes.email\nu1,two@x.DE\n")
                        .gives(
                                """
                                {"id": "u1", "email": "two@x.DE", "attributes": {"email": "two@x.DE"}}
                                """),
                spec("an import again subscribes nobody")
                        .file(users)
                        .file("email,unsubscribeChannelsToAdd\na@x.org,Email\n")
                        .file(users)
                        .gives(all),
                spec("who takes it back is subscribed, and stays so")
                        .file("userId,userAttributes.email\nu1,a@x.org\n")
                        .file("email,unsubscribeChannelsToAdd\na@x.org,Email\n")
                        .file("userId,unsubscribeChannelsToRemove\nu1,Email\n")
                        .file("userId,userAttributes.email\nu1,a@x.org\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "attributes": {"email": "a@x.org"}}
                                """),
                spec("a list takes it back too")
                        .file("email,unsubscribeChannelsToAdd\na@x.org,Email\n")
                        .file("email,unsubscribeChannelsToRemove\na@x.org,Email\n")
                        .file("userId,userAttributes.email\nu1,a@x.org\n")
                        .gives(
                                """
                                {"id": "u1", "email": "a@x.org", "attributes": {"email": "a@x.org"}}
                                """
                                        + KEPT
                                        + KEPT),
                spec("addresses that stand for none, channels that are none")
                        .file("email,unsubscribeChannelsToAdd\nnull,SMS\n")
                        .gives(
                                """
                                rejected line 2, column email\nunsubscribeChannelsToAdd: column email: "null" stands for no value, and is not an e-mail address: all rows that have it would become one user. Leave the row out or give it its own; if it is a real one, take it out of Placeholder Keys; column unsubscribeChannelsToAdd: "SMS" is not a channel; the channels are Email, Push Notification, Webhook, Newsfeed Message, App Inbox
                                """),
                spec("Dashly's users by id are unsubscribed by the columns")
                        .file("$user_id,unsubscribeChannelsToAdd,a\nu1,Email,1\n")
                        .gives(
                                """
                                {"id": "u1", "attributes": {"a": 1}, "channels": ["Email"]}
                                """),
                spec("addresses alone, by the action that says so")
                        .set("Action", "unsubscribe")
                        .file("Email\na@x.org\n")
                        .gives(KEPT));
    }
}
