/** What a pressed key says, and where keys are left to the page. */

/** The part of a keyboard event that decides. */
export interface Pressed {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly target: EventTarget | null;
}

export const TYPING = "input, textarea, select, [contenteditable]";
/** Things that answer to Space and Enter themselves. */
export const OWN_KEYS = "button, a[href], summary, dialog, [data-island^=explore]";

export function isWithin(target: EventTarget | null, selector: string): boolean {
  return typeof Element !== "undefined" && target instanceof Element && target.closest(selector) !== null;
}
