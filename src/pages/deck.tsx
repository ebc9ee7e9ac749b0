/** One deck: the decks below it, its notes with the state of each card, found by search; and the options it follows. */
import DeckTable from "../../islands/deck_table.tsx";
import type { Assets } from "../ui/assets.ts";
import { Icon } from "../ui/icon.tsx";
import { Island } from "../ui/island.tsx";
import type { DeckModel, NoteRow } from "../ui/models.ts";
import { Rich, RichPhrase } from "../ui/rich.tsx";
import { countOf, flagName } from "../ui/words.ts";

interface DeckPageProps {
  readonly model: DeckModel;
  readonly assets: Assets;
  readonly keys: boolean;
}

export function DeckPage({ model, assets, keys }: DeckPageProps) {
  const { due, learning, new: fresh } = model.counts;
  const left = due + learning + fresh;
  return (
    <>
      <section class="today" aria-labelledby="deck">
        {model.above.length > 0 && <Above decks={model.above} />}
        <h1 id="deck">{model.name}</h1>
        {model.origin === "imported" && (
          <p class="hint">
            Imported. <a href="/import">Your imports</a> tell from which file, and can be undone.
          </p>
        )}
        {model.description !== "" && <Rich html={model.description} class="lead" />}
        <div class="actions">
          {left > 0
            ? <a class="button primary" href={`/review?deck=${encodeURIComponent(model.slug)}`}>Study</a>
            : <span class="hint">Nothing is left today.</span>}
          {left > 0 && <span class="lead">{`${due} due, ${learning} learning, ${fresh} new`}</span>}
        </div>
        <div class="actions">
          {model.origin !== "shipped" && (
            <>
              <a class="button" href={`/notes/new?deck=${encodeURIComponent(model.slug)}`}>Write a note</a>
              <a class="button quiet" href={`/decks/${encodeURIComponent(model.slug)}/edit`}>
                <Icon name="edit" /> Name and place
              </a>
            </>
          )}
          <a class="button quiet" href={`/export?deck=${encodeURIComponent(model.slug)}`}>
            <Icon name="export" /> Export
          </a>
        </div>
      </section>
      {model.below.total > 0 && (
        <section aria-labelledby="below">
          <h2 id="below">Decks in it</h2>
          <Island
            name="deck_table"
            src={assets.islands["deck_table"]}
            of={DeckTable}
            props={{ decks: model.below, keys }}
          />
        </section>
      )}
      {(model.noteCount > 0 || model.search !== "" || model.below.total === 0) && <Notes model={model} />}
      <PresetChoice model={model} />
    </>
  );
}

function Above({ decks }: { readonly decks: DeckModel["above"] }) {
  return (
    <nav aria-label="Decks above">
      <ol class="crumbs">
        {decks.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/decks/${encodeURIComponent(slug)}`}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Notes({ model }: { readonly model: DeckModel }) {
  const address = `/decks/${encodeURIComponent(model.slug)}`;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">
        {model.search === "" ? countOf(model.noteCount, "note") : `${countOf(model.noteCount, "note")} found`}
      </h2>
      <form class="inline-form search" method="get" action={address} role="search">
        <label for="search">Search in notes and tags</label>
        <input id="search" type="search" name="search" defaultValue={model.search} maxLength={200} />
        <button type="submit" class="button">
          <Icon name="search" /> Search
        </button>
        {model.search !== "" && <a href={address}>Show all</a>}
      </form>
      {model.notes.length === 0
        ? (
          <p class="empty">
            {model.search === ""
              ? EMPTY[model.origin]
              : `No note of this deck holds “${model.search}”. Try fewer letters, or a tag.`}
          </p>
        )
        : (
          <ul class="notes">
            {model.notes.map((note) => (
              <Note key={note.noteId} note={note} editable={model.origin !== "shipped"} back={address} />
            ))}
          </ul>
        )}
      {model.more !== undefined && (
        <p>
          <a class="button" href={model.more}>More notes</a>
        </p>
      )}
    </section>
  );
}

const EMPTY: Readonly<Record<DeckModel["origin"], string>> = {
  shipped: "This deck has no notes yet. Notes are written in its file deck.md.",
  imported: "This deck has no notes. They may have been moved to other decks since it was imported.",
  own: "This deck has no notes yet.",
};

interface NoteProps {
  readonly note: NoteRow;
  readonly editable: boolean;
  readonly back: string;
}

function Note({ note, editable, back }: NoteProps) {
  return (
    <li class="note">
      <p class="note-summary">
        <RichPhrase html={note.summary} />
      </p>
      <p class="note-facts">
        {note.type}
        {note.tags.map((tag) => <span key={tag} class="tag">{tag}</span>)}
        {editable && (
          <a href={`/notes/${note.noteId}/edit?back=${encodeURIComponent(back)}`}>
            Edit <span class="visually-hidden">this note</span>
          </a>
        )}
      </p>
      <ul class="note-cards">
        {note.cards.map((card) => (
          <li key={card.cardId}>
            <a href={`/cards/${card.cardId}`}>{card.label}</a> <span class="status">{card.status}</span>
            {card.flag > 0 && <Flag flag={card.flag} />}
            {card.leech && <span class="leech">leech</span>}
          </li>
        ))}
      </ul>
    </li>
  );
}

export function Flag({ flag }: { readonly flag: number }) {
  return (
    <span class="flag" data-flag={flag}>
      <Icon name="flag" /> {flagName(flag)}
    </span>
  );
}

function PresetChoice({ model }: { readonly model: DeckModel }) {
  const chosen = model.presets.find((preset) => preset.chosen);
  return (
    <section aria-labelledby="options">
      <h2 id="options">Options</h2>
      <form
        class="inline-form"
        method="post"
        action={`/decks/${encodeURIComponent(model.slug)}/preset`}
      >
        <label for="preset">This deck follows</label>
        <select id="preset" name="preset">
          {model.presets.map((preset) => (
            <option key={preset.id} value={preset.id} selected={preset.chosen}>{preset.name}</option>
          ))}
        </select>
        <button type="submit" class="button">Use these</button>
        {chosen !== undefined && <a href={`/presets/${chosen.id}`}>Change the options “{chosen.name}”</a>}
      </form>
    </section>
  );
}
