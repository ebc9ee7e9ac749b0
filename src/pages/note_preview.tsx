/** How a note that is being written comes out: what is wrong with it, or its cards. */
import { Icon } from "../ui/icon.tsx";
import { countOf } from "../ui/words.ts";
import type { NotePreview } from "./note_editor_model.ts";
import { TriedCardView } from "./workbench.tsx";

interface NotePreviewProps {
  /** undefined while nothing is written. */
  readonly preview: NotePreview | undefined;
}

export function NotePreviewView({ preview }: NotePreviewProps) {
  if (preview === undefined) return <p class="hint">They are drawn here as you write.</p>;
  const { problems, cards } = preview;
  return (
    <div class="note-preview">
      {problems.length > 0 && (
        <div class="problems" role="alert">
          <h3>
            <Icon name="alert" /> {countOf(problems.length, "problem")}
          </h3>
          <ul>
            {problems.map(({ line, column, message, expected }) => (
              <li key={`${line}:${column}:${message}`}>
                <code>{`line ${line}`}</code> {message}
                <span class="hint">{`Expected: ${expected}`}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {cards.map((card) => <TriedCardView key={card.label} card={card} />)}
    </div>
  );
}
