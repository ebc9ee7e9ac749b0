/** Rows of the browser's table, drawn by the server and, as one scrolls, in the browser. */
import { Icon } from "../icon.tsx";
import { RichPhrase } from "../rich.tsx";
import { flagName } from "../words.ts";
import type { BrowseRow } from "./browse_models.ts";

export function BrowseHead() {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="tick">
          <span class="visually-hidden">Ticked</span>
        </th>
        <th scope="col" class="browse-card">Card</th>
        <th scope="col">Side</th>
        <th scope="col">Deck</th>
        <th scope="col" class="browse-next">Next</th>
        <th scope="col" class="number">Reviews</th>
        <th scope="col" class="number">Lapses</th>
        <th scope="col">Tags</th>
      </tr>
    </thead>
  );
}

interface BrowseRowProps {
  readonly row: BrowseRow;
  readonly ticked: boolean;
  readonly onTick: ((cardId: number, ticked: boolean) => void) | undefined;
}

export function BrowseRowView({ row, ticked, onTick }: BrowseRowProps) {
  return (
    <tr aria-rowindex={row.row + 1} class={row.suspended ? "suspended" : undefined}>
      <td class="tick">
        <input
          type="checkbox"
          name="card"
          value={row.cardId}
          checked={ticked}
          aria-label={`Tick row ${row.row}`}
          onChange={onTick && ((event) => onTick(row.cardId, event.currentTarget.checked))}
        />
      </td>
      <th scope="row" class="browse-card">
        <a href={`/cards/${row.cardId}`}>
          {row.summary === "" ? "(empty)" : <RichPhrase html={row.summary} />}
          {/* Sides of one note differ in this alone, and a formula may be no name to whom it is read. */}
          <span class="visually-hidden">{`, ${row.label}`}</span>
        </a>
      </th>
      <td>{row.label}</td>
      <td>
        <a href={`/decks/${encodeURIComponent(row.deckSlug)}`}>{row.deck}</a>
      </td>
      <td>
        {row.status}
        {row.flag > 0 && (
          <span class="flag" data-flag={row.flag}>
            <Icon name="flag" /> <span class="visually-hidden">{`flag ${flagName(row.flag)}`}</span>
          </span>
        )}
        {row.leech && <span class="leech">leech</span>}
      </td>
      <td class="number">{row.reviews}</td>
      <td class="number">{row.lapses}</td>
      <td class="browse-tags">{row.tags.join(" ")}</td>
    </tr>
  );
}
