// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.row.RowFormat;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.junit.jupiter.api.Test;

class RecordRowFormatTest {

    /** NiFi hands services out as proxies of all their interfaces, never as themselves. */
    @Test
    void knowsOurOwnReaderBehindItsProxy() {
        final RecordReaderFactory proxy =
                (RecordReaderFactory)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                UserImportCSVReader.class.getInterfaces(),
                                (self, method, arguments) ->
                                        "rowFormat".equals(method.getName())
                                                ? CsvFormat.defaults()
                                                : null);
        assertThat(format(proxy)).isSameAs(CsvFormat.defaults());
    }

    @Test
    void readsTheRecordsOfAnyOther() {
        assertThat(format(new JsonTreeReader())).isInstanceOf(RecordRowFormat.class);
    }

    private static RowFormat format(final RecordReaderFactory readers) {
        return RecordRowFormat.of(readers, Map.of(), 0, null);
    }
}
