// SPDX-License-Identifier: Apache-2.0
/**
 * Lets a file that is small be imported beside others that came before it, and keeps the order of
 * what is said of one user: a file waits for those before it that may be about one of its users.
 *
 * <table>
 *   <caption>Which files wait for which</caption>
 *   <tr><th>File</th><th>Waits for those before it</th><th>Why</th></tr>
 *   <tr>
 *     <td>Few rows, each of which names its user in the key's column</td>
 *     <td>that may have one of its users in rows that are not applied yet</td>
 *     <td>Rows of different keys touch different users ({@link
 *     io.github.nifiuserimport.layout.PartitionKey})</td>
 *   </tr>
 *   <tr>
 *     <td>The same with many rows</td>
 *     <td>with many rows, and those with few that may have one of its users</td>
 *     <td>Of many rows only a summary is kept, which two of them cannot be compared by; and two
 *     large imports at once would take no less time</td>
 *   </tr>
 *   <tr>
 *     <td>With a device, a new user id or an unsubscription that is taken back in any row; lists of
 *     addresses; large and no CSV</td>
 *     <td>all, and all behind it wait for it</td>
 *     <td>Its rows may be about users whom they do not name</td>
 *   </tr>
 *   <tr>
 *     <td>Another app's</td>
 *     <td>none</td>
 *     <td>Users of different apps are different users</td>
 *   </tr>
 * </table>
 *
 * <p>Kept in memory: what waits is looked into again after a restart.
 */
package io.github.nifiuserimport.job.order;
