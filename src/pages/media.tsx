/** The files of a person's notes: what is missing, what nobody uses, what is used where. */
import { countOf } from "../ui/words.ts";

export const MEDIA_LISTS = ["missing", "unused", "used"] as const;
export type MediaList = typeof MEDIA_LISTS[number];

export interface MediaRow {
  readonly name: string;
  /** undefined for one that is not there. */
  readonly size: string | undefined;
  /** Address of the picture; undefined for what is none. */
  readonly picture: string | undefined;
  /** "in 3 notes" and where they are found. */
  readonly uses: { readonly text: string; readonly address: string | undefined } | undefined;
}

export interface MediaModel {
  readonly list: MediaList;
  readonly counts: Readonly<Record<MediaList, number>>;
  readonly size: string;
  readonly from: number;
  readonly rows: readonly MediaRow[];
  /** Addresses of the pages before and after. */
  readonly earlier: string | undefined;
  readonly later: string | undefined;
  readonly problem: string | undefined;
}

const TITLES: Readonly<Record<MediaList, string>> = { missing: "Missing", unused: "Not used", used: "Used" };

export function MediaPage({ model }: { readonly model: MediaModel }) {
  const { list, counts } = model;
  return (
    <>
      <h1>Pictures and sounds</h1>
      <p class="lead">{`${countOf(counts.used + counts.unused, "file")}, ${model.size}`}</p>
      {model.problem !== undefined && <p class="problem" role="alert">{model.problem}</p>}
      <nav class="media-lists" aria-label="Lists">
        {MEDIA_LISTS.map((one) => (
          <a key={one} href={`/media?show=${one}`} aria-current={one === list ? "page" : undefined}>
            {`${TITLES[one]} (${counts[one]})`}
          </a>
        ))}
      </nav>
      <section aria-labelledby="list">
        <h2 id="list">{TITLES[list]}</h2>
        <p class="hint">{WORDS[list]}</p>
        {model.rows.length === 0 && <p class="empty">None.</p>}
        <ul class="media-files">
          {model.rows.map((row) => (
            <li key={row.name}>
              {row.picture !== undefined && <img src={row.picture} alt="" loading="lazy" />}
              <span class="media-name">
                {row.picture === undefined ? row.name : <a href={row.picture}>{row.name}</a>}
              </span>
              {row.size !== undefined && <span class="hint">{row.size}</span>}
              {row.uses !== undefined && (
                row.uses.address === undefined
                  ? <span class="hint">{row.uses.text}</span>
                  : <a href={row.uses.address}>{row.uses.text}</a>
              )}
              {list === "missing" && <Bring name={row.name} />}
            </li>
          ))}
        </ul>
        <p class="actions">
          {model.earlier !== undefined && <a class="button" href={model.earlier}>Earlier files</a>}
          {model.later !== undefined && <a class="button" href={model.later}>Later files</a>}
          {list === "unused" && counts.unused > 0 && (
            <a class="button" href="/media/unused">Delete what is not used …</a>
          )}
          <a class="button" href="/browse">Back to Browse</a>
        </p>
      </section>
    </>
  );
}

const WORDS: Readonly<Record<MediaList, string>> = {
  missing: "Notes, note types or decks of yours ask for these, and they are not here.",
  unused: "No note, note type or deck of yours names these.",
  used:
    "Named by notes, note types or decks of yours; also by notes that were deleted and may be taken back.",
};

function Bring({ name }: { readonly name: string }) {
  return (
    <form class="media-bring" method="post" action="/media/missing" encType="multipart/form-data">
      <input type="hidden" name="name" value={name} />
      <input type="file" name="file" required aria-label={`A file to be ${name}`} />
      <button type="submit" class="button">
        Add <span class="visually-hidden">{name}</span>
      </button>
    </form>
  );
}

export interface DeleteMediaModel {
  readonly names: readonly string[];
  readonly size: string;
  /** Of today, which stay. */
  readonly fresh: number;
}

export function DeleteMediaPage({ model }: { readonly model: DeleteMediaModel }) {
  const { names, fresh } = model;
  return (
    <>
      <h1>Delete what is not used</h1>
      {fresh > 0 && (
        <p>
          {`${countOf(fresh, "file")} of today ${
            fresh === 1 ? "stays" : "stay"
          }: a note that is being written may need ${fresh === 1 ? "it" : "them"}.`}
        </p>
      )}
      {names.length === 0
        ? <p class="empty">Nothing is left to delete.</p>
        : (
          <form class="form" method="post" action="/media/unused">
            <p>{`${countOf(names.length, "file")}, ${model.size}. This cannot be taken back.`}</p>
            <ul class="media-names" tabIndex={0} aria-label="Files to delete">
              {names.map((name) => <li key={name}>{name}</li>)}
            </ul>
            <textarea name="names" hidden defaultValue={`\n${JSON.stringify(names)}`} />
            <div class="actions">
              <button type="submit" class="button danger">{`Delete ${countOf(names.length, "file")}`}</button>
              <a class="button" href="/media?show=unused">Keep them</a>
            </div>
          </form>
        )}
      {names.length === 0 && (
        <p class="actions">
          <a class="button" href="/media">Back</a>
        </p>
      )}
    </>
  );
}
