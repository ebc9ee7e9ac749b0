/** The keys of a review, listed; opens without scripts too. */

const KEYS = [
  ["Space or Enter", "Show the answer, then give the suggested grade, or Good"],
  ["1 2 3 4", "Again, Hard, Good, Easy"],
  ["u", "Undo the last change"],
  ["Shift + U", "Redo it"],
  ["e", "See and edit the card"],
  ["b", "Bury the card until tomorrow"],
  ["h", "Show a hint"],
  ["?", "Show this list"],
  ["Esc", "Close it"],
] as const;

export function KeyList() {
  return (
    <dialog id="keys" class="keys" popover="auto" aria-labelledby="keys-heading">
      <h2 id="keys-heading">Keys</h2>
      <table>
        <tbody>
          {KEYS.map(([keys, what]) => (
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
