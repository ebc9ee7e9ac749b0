/** Sentences shown once after an action; addresses carry their names, never their text. */

const NOTICES: Readonly<Record<string, string>> = {
  stale:
    "That card had moved on in the meantime: it was answered or changed elsewhere. Nothing was written twice.",
  unchanged: "The card was so already. Nothing was changed.",
  nothing: "There is nothing more of today to take back.",
  undone: "Taken back.",
  redone: "Done again.",
  suspend: "The card is suspended. It stays away until you take it up again.",
  unsuspend: "The card takes part again.",
  bury: "The card is buried until tomorrow.",
  bury_note: "The note is buried until tomorrow.",
  unbury: "The card is no longer buried.",
  flag: "Flag set.",
  set_due: "Due date set.",
  reset: "The card is new again. Its history is kept.",
  settings: "Settings saved.",
  preset: "Options saved.",
  preset_made: "New options made.",
  preset_deleted: "Options deleted. Their decks follow the first ones now.",
  preset_last: "The last set of options cannot be deleted.",
  cards_changed: "The cards were changed. “Take back” under Decks undoes it.",
  note_saved: "The note is saved.",
  note_deleted: "The note is deleted.",
  deck_made: "The deck is made. Write its first note.",
  deck_saved: "The deck is saved.",
  deck_deleted: "The deck is out of use.",
  notes_changed: "The notes were changed.",
  notes_unchanged: "No note needed to be changed.",
  notes_not_own:
    "These notes belong to decks that ship, and stay as they are. Notes of your own decks can be changed.",
  media_added: "The file is there now.",
  media_deleted: "The files are deleted.",
  media_kept: "Nothing was deleted: all of them are used by now.",
  replaced: "The text was replaced.",
  plan_updated: "The plan is as you chose.",
  plan_first: "You had changed something: this is the plan with it. Nothing is imported yet.",
  too_late: "This import is over already.",
  import_elsewhere: "Another program carries this import out: end it there, and what it wrote is taken back.",
  restored: "Your archive is restored. Everything is as it was.",
  restored_partly:
    "Your archive is restored, but some of its pictures or sounds are not in it: Media lists them as missing.",
  preset_chosen: "The deck follows these options now.",
};

export function noticeText(name: string | undefined): string | undefined {
  return name === undefined || !Object.hasOwn(NOTICES, name) ? undefined : NOTICES[name];
}
