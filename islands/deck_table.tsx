/** The table of decks: links without scripts; with them, j and k move along the rows and Enter studies. */
import { useEffect, useRef } from "preact/hooks";
import type { DeckRow } from "../src/ui/models.ts";

interface DeckTableProps {
  readonly decks: readonly DeckRow[];
  readonly keys: boolean;
}

export default function DeckTable({ decks, keys }: DeckTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);

  useEffect(() => {
    if (!keys) return;
    const press = (event: KeyboardEvent) => {
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const typing = event.target instanceof Element &&
        event.target.closest("input, textarea, select, [contenteditable]") !== null;
      if (step === 0 || !plain || typing || body.current === null) return;
      const links = [...body.current.querySelectorAll<HTMLAnchorElement>("a.study")];
      const row = document.activeElement?.closest("tr");
      const at = links.findIndex((link) => link.closest("tr") === row);
      links[at === -1 ? (step > 0 ? 0 : links.length - 1) : at + step]?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys]);

  return (
    <>
      <table class="decks">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="number">Due</th>
            <th scope="col" class="number">Learning</th>
            <th scope="col" class="number">New</th>
            <th scope="col" class="when">Next</th>
            <th scope="col">
              <span class="visually-hidden">More</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {decks.map((deck) => <Row key={deck.slug} deck={deck} />)}
        </tbody>
      </table>
      {keys && (
        <p class="hint keys-hint">
          <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> studies
        </p>
      )}
    </>
  );
}

function Row({ deck }: { readonly deck: DeckRow }) {
  const { due, learning, new: fresh } = deck.counts;
  return (
    <tr>
      <th scope="row" style={{ paddingInlineStart: `${deck.depth * 1.25}rem` }}>
        <a class="study" href={`/review?deck=${encodeURIComponent(deck.slug)}`}>{deck.name}</a>
      </th>
      <Count value={due} />
      <Count value={learning} />
      <Count value={fresh} />
      <td class="when">{deck.next ?? "–"}</td>
      <td class="more-cell">
        <a href={`/decks/${encodeURIComponent(deck.slug)}`}>
          Cards <span class="visually-hidden">of {deck.name}</span>
        </a>
      </td>
    </tr>
  );
}

function Count({ value }: { readonly value: number }) {
  return <td class={value === 0 ? "number none" : "number"}>{value}</td>;
}
