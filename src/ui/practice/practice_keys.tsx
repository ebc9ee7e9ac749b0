/** The keys of practice, listed; opens without scripts too. */

const KEYS = [
  ["Enter", "Check what you typed, then go on to the next question"],
  ["h", "Show a hint"],
  ["n", "Next question"],
  ["r", "The same numbers again"],
  ["?", "Show this list"],
  ["Esc", "Leave an input; close this list"],
] as const;

export function PracticeKeys() {
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
