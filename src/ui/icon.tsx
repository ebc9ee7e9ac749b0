/** Icons: always beside a word, so never read aloud. */

/** Name in the page by name of the drawing in the icon set; the build makes the sprite of these. */
export const ICONS = {
  undo: "undo-2",
  redo: "redo-2",
  keys: "keyboard",
  settings: "settings",
  decks: "layers",
  edit: "pencil",
  bury: "calendar-clock",
  suspend: "pause",
  flag: "flag",
  right: "check",
  wrong: "x",
  missed: "minus",
  unreadable: "circle-question-mark",
  alert: "triangle-alert",
  back: "chevron-left",
  search: "search",
  leave: "log-out",
  reset: "rotate-ccw",
  up: "arrow-up",
  down: "arrow-down",
  left: "arrow-left",
  next: "arrow-right",
  branch: "chevron-right",
  practice: "dumbbell",
  solve: "calculator",
  import: "import",
  export: "download",
} as const;

export type IconName = keyof typeof ICONS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true" focusable="false">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
