// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.CsvFormat;
import java.util.Map;

/** A record reader whose files are CSV. */
public interface CsvFormatService extends RowFormatService {

    @Override
    CsvFormat rowFormat(Map<String, String> attributes);
}
