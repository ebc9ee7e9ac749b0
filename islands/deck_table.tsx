/** The table of decks: links without scripts; with them, j and k move, Enter studies, branches open in place. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../src/ui/icon.tsx";
import { fetchModel } from "../src/ui/live/send.ts";
import type { DeckRow, DeckRows } from "../src/ui/models.ts";

interface DeckTableProps {
  readonly decks: DeckRows;
  readonly keys: boolean;
}

export default function DeckTable({ decks: first, keys }: DeckTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [decks, setDecks] = useState(first);

  const go = async (address: string) => {
    const next = await fetchModel(address, isDeckRows);
    if (next === undefined) return;
    history.replaceState(history.state, "", address);
    setDecks(next);
  };

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
      <table class="decks" data-flat={decks.rows.every(({ toggle }) => toggle === undefined) || undefined}>
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
          {decks.rows.map((deck) => <Row key={deck.id} deck={deck} go={go} />)}
        </tbody>
      </table>
      <More decks={decks} />
      {keys && (
        <p class="hint keys-hint">
          <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> studies
        </p>
      )}
    </>
  );
}

interface RowProps {
  readonly deck: DeckRow;
  readonly go: (address: string) => Promise<void>;
}

function Row({ deck, go }: RowProps) {
  const { due, learning, new: fresh } = deck.counts;
  return (
    <tr id={`deck-${deck.id}`}>
      <th scope="row" style={{ "--depth": deck.depth }}>
        <span class="name">
          {deck.toggle === undefined
            ? <span class="leaf" />
            : <Toggle deck={deck} toggle={deck.toggle} go={go} />}
          <a class="study" href={`/review?deck=${encodeURIComponent(deck.slug)}`}>{deck.name}</a>
        </span>
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

interface ToggleProps extends RowProps {
  readonly toggle: NonNullable<DeckRow["toggle"]>;
}

function Toggle({ deck, toggle, go }: ToggleProps) {
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(toggle.address);
  };
  return (
    <a
      class="toggle"
      href={`${toggle.address}#deck-${deck.id}`}
      aria-expanded={toggle.isOpen}
      aria-label={`Decks in ${deck.name}`}
      onClick={open}
    >
      <Icon name="branch" />
    </a>
  );
}

function More({ decks }: { readonly decks: DeckRows }) {
  if (decks.earlier === undefined && decks.later === undefined) return null;
  const last = decks.from + decks.rows.length;
  return (
    <p class="actions">
      <span class="hint">
        {`${(decks.from + 1).toLocaleString("en")} to ${last.toLocaleString("en")} of ${
          decks.total.toLocaleString("en")
        } decks`}
      </span>
      {decks.earlier !== undefined && <a class="button" href={decks.earlier}>Earlier decks</a>}
      {decks.later !== undefined && <a class="button" href={decks.later}>Later decks</a>}
    </p>
  );
}

function Count({ value }: { readonly value: number }) {
  return <td class={value === 0 ? "number none" : "number"}>{value}</td>;
}

function isDeckRows(value: unknown): value is DeckRows {
  return typeof value === "object" && value !== null && "rows" in value && Array.isArray(value.rows);
}
