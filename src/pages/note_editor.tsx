/** Where a note is written: a text or fields, with its cards beside them. */
import NoteTools from "../../islands/note_tools.tsx";
import type { Assets } from "../ui/assets.ts";
import { Island } from "../ui/island.tsx";
import type { NoteEditorModel } from "./note_editor_model.ts";
import { NotePreviewView } from "./note_preview.tsx";

interface NoteEditorProps {
  readonly model: NoteEditorModel;
  readonly assets: Assets;
}

export function NoteEditorPage({ model, assets }: NoteEditorProps) {
  const { noteId, preview, back } = model;
  const action = noteId === undefined ? "/notes" : `/notes/${noteId}`;
  return (
    <>
      <h1>{model.title}</h1>
      {model.decks.length === 0
        ? (
          <p class="empty">
            Notes are written into decks of your own. <a href="/decks/new">Make a deck</a> first.
          </p>
        )
        : (
          <div class="note-editor">
            <form class="note-form" method="post" action={action} encType="multipart/form-data">
              {/* Enter in a field presses the first button. */}
              <button type="submit" name="step" value="save" hidden />
              <input type="hidden" name="back" value={back} />
              <input type="hidden" name="was" value={model.draft.kind} />
              {model.said.map((sentence) => <p key={sentence} class="notice" role="status">{sentence}</p>)}
              <Choices model={model} />
              {model.fields.length > 0 ? <Fields model={model} /> : <Text model={model} />}
              <label for="tags">Tags, with blanks between</label>
              <input
                id="tags"
                type="text"
                name="tags"
                defaultValue={model.draft.tags.join(" ")}
                maxLength={1000}
                autocomplete="off"
              />
              <label for="source">Source, if any</label>
              <input
                id="source"
                type="text"
                name="source"
                defaultValue={model.draft.source}
                maxLength={1000}
                autocomplete="off"
              />
              <label for="media">Pictures, sounds, films (or paste and drop them into the text)</label>
              <input id="media" type="file" name="media" multiple accept="image/*,audio/*,video/*" />
              <div class="actions">
                <button type="submit" class="button primary" name="step" value="save">Save</button>
                {noteId === undefined && (
                  <button type="submit" class="button" name="step" value="another">
                    Save and write another
                  </button>
                )}
                <button type="submit" class="button" name="step" value="preview">Show the cards</button>
                <a class="button" href={back}>Back</a>
              </div>
            </form>
            <section class="note-cards-shown" aria-labelledby="cards-shown">
              <h2 id="cards-shown">Its cards</h2>
              <div id="note-preview" aria-live="polite">
                <NotePreviewView preview={preview} />
              </div>
              <Island
                name="note_tools"
                src={assets.islands["note_tools"]}
                of={NoteTools}
                props={{ isCloze: model.isCloze, isHtml: model.fields.length > 0 }}
              />
            </section>
          </div>
        )}
      {noteId !== undefined && (
        <form method="post" action={`/notes/${noteId}/delete`} class="note-delete">
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="button">Delete this note</button>
          <span class="hint">It can be taken back.</span>
        </form>
      )}
    </>
  );
}

function Choices({ model }: { readonly model: NoteEditorModel }) {
  const { draft } = model;
  return (
    <div class="note-choices">
      <label for="kind">Kind</label>
      <select id="kind" name="kind">
        {model.kinds.map(({ id, title }) => (
          <option key={id} value={id} selected={id === draft.kind}>{title}</option>
        ))}
      </select>
      <label for="deck">Deck</label>
      <select id="deck" name="deck">
        {model.decks.map(({ slug, name }) => (
          <option key={slug} value={slug} selected={slug === draft.deck}>{name}</option>
        ))}
      </select>
      <button type="submit" class="button" name="step" value="kind">Change</button>
    </div>
  );
}

function Text({ model }: { readonly model: NoteEditorModel }) {
  return (
    <>
      <label for="text">
        Text in Markdown: settings of its kind if any, the front, a line <code>---</code>, the back
      </label>
      <textarea
        id="text"
        name="text"
        class="note-text"
        rows={16}
        spellcheck
        aria-describedby="note-preview"
        defaultValue={inTextArea(model.draft.text)}
      />
    </>
  );
}

function Fields({ model }: { readonly model: NoteEditorModel }) {
  return (
    <>
      {model.fields.map(({ name, value, rtl, hint }, index) => (
        <div key={name} class="note-field">
          <label for={`field-${index}`}>{name}</label>
          <textarea
            id={`field-${index}`}
            name={`field.${name}`}
            class="note-text"
            rows={4}
            dir={rtl ? "rtl" : undefined}
            placeholder={hint === "" ? undefined : hint}
            defaultValue={inTextArea(value)}
          />
        </div>
      ))}
    </>
  );
}

/** A browser takes the first line break of a text area for none of its text. */
function inTextArea(text: string): string {
  return text.startsWith("\n") ? `\n${text}` : text;
}
