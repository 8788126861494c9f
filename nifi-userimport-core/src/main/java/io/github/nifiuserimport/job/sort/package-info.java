// SPDX-License-Identifier: Apache-2.0
/**
 * Puts the rows of a file in order of their keys before they are applied, so that the rows of a
 * batch are neighbours in the key's index: what a row costs does not grow with the file then. What
 * comes out has to be what comes out in file order, so only those files are put in order of which
 * that can be shown. The rule is the one under which parts of a file may be applied side by side
 * ({@link io.github.nifiuserimport.layout.PartitionKey}).
 *
 * <table>
 *   <caption>Which files are put in order</caption>
 *   <tr><th>File</th><th>Order</th><th>Why</th></tr>
 *   <tr>
 *     <td>Each row names its user by an id: Leanplum's {@code userId}, Dashly's {@code $user_id}
 *     </td>
 *     <td>of the ids</td>
 *     <td>Rows of different ids touch different users. Rows of one id stay in file order</td>
 *   </tr>
 *   <tr>
 *     <td>Dashly's rows by {@code $email}</td>
 *     <td>of the addresses</td>
 *     <td>Rows of different addresses touch different users; of several users with one address the
 *         newest is changed, and all rows of that address are neighbours, in file order</td>
 *   </tr>
 *   <tr>
 *     <td>The same with a value in {@code $user_id} in any row</td>
 *     <td>of the file</td>
 *     <td>A user found by an address may become the one that another row names by id</td>
 *   </tr>
 *   <tr>
 *     <td>{@code deviceId} or {@code devices} in any row</td>
 *     <td>of the file</td>
 *     <td>A device moves from one user to the other, and the last row has it</td>
 *   </tr>
 *   <tr>
 *     <td>{@code newUserId} in any row</td>
 *     <td>of the file</td>
 *     <td>The new id may be that of another row's user</td>
 *   </tr>
 *   <tr>
 *     <td>E-mail addresses, and in any row a value in {@code unsubscribeChannelsToRemove} or
 *         {@code unsubscribeCategoriesToRemove}</td>
 *     <td>of the file</td>
 *     <td>What one user takes back for an address is not given to others who get it later</td>
 *   </tr>
 *   <tr>
 *     <td>Lists of addresses that want no e-mail</td>
 *     <td>of the file</td>
 *     <td>They name no user</td>
 *   </tr>
 *   <tr>
 *     <td>No CSV; smaller than it is worth; doubtful in any way</td>
 *     <td>of the file</td>
 *     <td>There is nothing to be gained, or the reader that knows better has to look at it</td>
 *   </tr>
 * </table>
 *
 * <p>Two things would still tell the order of a file. Of several users with one address, the one
 * that was inserted last is the newest: new users count as inserted in the order of the file's
 * lines ({@link io.github.nifiuserimport.job.run.Batch#inserted}). And what is said of rows has
 * their lines and ordinals, which rows in order keep ({@link
 * io.github.nifiuserimport.csv.LineColumn}).
 *
 * <p>Nothing fails for want of a temporary file: what cannot be put in order, or no longer, is
 * applied in file order, behind the place that was reached.
 */
package io.github.nifiuserimport.job.sort;
