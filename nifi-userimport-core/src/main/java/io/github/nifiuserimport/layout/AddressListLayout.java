// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A list of e-mail addresses and of what nobody who has one of them wants: the address and {@code
 * unsubscribe…} columns, nothing else. It is in both dialects.
 */
public final class AddressListLayout implements Layout {

    private static final Set<String> ADDRESSES =
            Set.of(
                    "email",
                    "$email",
                    "e-mail",
                    "email address",
                    "e-mail address",
                    "email_address",
                    "emailaddress",
                    "userattributes.email");

    private final LayoutSettings settings;
    private final boolean addressesAlone;

    /**
     * @param addressesAlone whether a file need not say what of: it is of the channel Email then
     */
    public AddressListLayout(final LayoutSettings settings, final boolean addressesAlone) {
        this.settings = settings;
        this.addressesAlone = addressesAlone;
    }

    private static boolean isAddress(final String name) {
        return ADDRESSES.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean speaks(final List<String> names) {
        return names.stream().filter(AddressListLayout::isAddress).count() == 1
                && names.stream().anyMatch(Unsubscribes.COLUMNS::contains)
                && names.stream()
                        .allMatch(name -> isAddress(name) || Unsubscribes.COLUMNS.contains(name));
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return names.stream()
                .map(
                        name ->
                                isAddress(name) || Unsubscribes.COLUMNS.contains(name)
                                        ? new ColumnPlace(List.of(name), true)
                                        : settings.unmapped() == UnmappedColumns.IGNORE
                                                ? ColumnPlace.PASSED_OVER
                                                : new ColumnPlace(List.of(name), true))
                .toList();
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        String address = null;
        for (final Column column : header) {
            if (column.isPassedOver() || Unsubscribes.COLUMNS.contains(column.path().getFirst())) {
                continue;
            }
            final String name = column.path().getFirst();
            if (!isAddress(name) || address != null) {
                throw new FileFault(
                        FileFault.OF_HEADER,
                        column.name(),
                        "is not a column of a list of addresses, which has email and maybe"
                                + " unsubscribeChannelsToAdd and the like. Remove it, or set Unmapped"
                                + " Columns to Ignore");
            }
            address = name;
        }
        if (address == null) {
            throw MissingColumn.fault("email", ", which names who is unsubscribed", header);
        }
        return new AddressListRows(address, settings.keys(), addressesAlone);
    }

    /** A user may have an address that others have too: rows are not told apart by users. */
    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        return new PartitionKey(Optional.empty(), List.of());
    }
}
