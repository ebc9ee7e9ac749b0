/** The keys of a page in a dialog that opens without scripts too. */

/** Keys with what each does. */
export type KeyTable = readonly (readonly [keys: string, what: string])[];

export function KeyList({ keys: table }: { readonly keys: KeyTable }) {
  return (
    <dialog id="keys" class="keys" popover="auto" aria-labelledby="keys-heading">
      <h2 id="keys-heading">Keys</h2>
      <table>
        <tbody>
          {table.map(([keys, what]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">Keys rest while you type. They can be switched off in the settings.</p>
      <button type="button" class="button" popovertarget="keys" popovertargetaction="hide">Close</button>
    </dialog>
  );
}
