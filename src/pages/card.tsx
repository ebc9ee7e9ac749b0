/** One card: both sides, what is known of it, its history, and everything that can be done to it. */
import { FlagForm, PostButton, SetDueForm } from "../ui/card_actions.tsx";
import { Icon } from "../ui/icon.tsx";
import type { CardModel } from "../ui/models.ts";
import { PracticeLinks } from "../ui/practice/practice_links.tsx";
import { Rich, RichPhrase } from "../ui/rich.tsx";
import { Flag } from "./deck.tsx";
import { HistoryTable } from "./history_table.tsx";

export function CardPage({ model }: { readonly model: CardModel }) {
  return (
    <>
      <section aria-labelledby="card">
        <p class="hint">
          <a href={`/decks/${encodeURIComponent(model.deck.slug)}`}>{model.deck.name}</a>
        </p>
        <h1 id="card">
          <RichPhrase html={model.summary} />
        </h1>
        <p class="note-facts">
          {model.type}, {model.label}
          {model.tags.map((tag) => <span key={tag} class="tag">{tag}</span>)}
          <span class="status">{model.status}</span>
          {model.flag > 0 && <Flag flag={model.flag} />}
        </p>
      </section>
      <Sides model={model} />
      <Memory model={model} />
      <Actions model={model} />
      <section aria-labelledby="history">
        <h2 id="history">History</h2>
        <HistoryTable rows={model.history} />
      </section>
      {model.siblings.length > 0 && <Siblings siblings={model.siblings} />}
    </>
  );
}

function Sides({ model }: { readonly model: CardModel }) {
  return (
    <section aria-labelledby="front">
      <h2 id="front" class="visually-hidden">Front</h2>
      <Rich html={model.front} />
      <div class="answer">
        <h2 class="visually-hidden">Back</h2>
        <Rich html={model.back} />
        {model.source !== undefined && <Rich html={model.source} class="source" />}
      </div>
      {model.generator !== undefined && <PracticeLinks generator={model.generator} />}
    </section>
  );
}

function Memory({ model }: { readonly model: CardModel }) {
  return (
    <section aria-labelledby="memory">
      <h2 id="memory">Memory</h2>
      <dl class="facts">
        {model.memory.map(({ label, value, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              <small>{help}</small>
            </dd>
          </div>
        ))}
      </dl>
      {model.next.length > 0 && (
        <p class="lead">
          Answered now, it comes back:{" "}
          {model.next.map((grade) => `${grade.label} ${grade.spoken}`).join(" · ")}.
        </p>
      )}
    </section>
  );
}

function Actions({ model }: { readonly model: CardModel }) {
  const action = (verb: string) => `/cards/${model.cardId}/${verb}`;
  const common = { version: model.version, back: `/cards/${model.cardId}` };
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">Change</h2>
      <div class="card-actions">
        {model.suspended
          ? (
            <PostButton action={action("unsuspend")} {...common} verb="unsuspend">
              <Icon name="suspend" /> Take up again
            </PostButton>
          )
          : (
            <PostButton action={action("suspend")} {...common} verb="suspend">
              <Icon name="suspend" /> Suspend
            </PostButton>
          )}
        {model.buried
          ? (
            <PostButton action={action("unbury")} {...common} verb="unbury">
              <Icon name="bury" /> Unbury
            </PostButton>
          )
          : (
            <>
              <PostButton action={action("bury")} {...common} verb="bury">
                <Icon name="bury" /> Bury until tomorrow
              </PostButton>
              <PostButton action={action("bury-note")} {...common} verb="bury-note">
                <Icon name="bury" /> Bury its whole note
              </PostButton>
            </>
          )}
        <PostButton action={action("reset")} {...common} verb="reset">
          <Icon name="reset" /> Forget: start as new
        </PostButton>
      </div>
      <FlagForm action={action("flag")} {...common} flag={model.flag} />
      <SetDueForm action={action("set-due")} {...common} />
      <div id="edit" class="edit-hint" tabIndex={-1}>
        <h3>Edit</h3>
        {model.editHint !== undefined && <p>{model.editHint}</p>}
        {model.editAddress !== undefined && (
          <p>
            <a class="button" href={`${model.editAddress}?back=/cards/${model.cardId}`}>
              <Icon name="edit" /> Edit the note
            </a>
          </p>
        )}
      </div>
    </section>
  );
}

function Siblings({ siblings }: Pick<CardModel, "siblings">) {
  return (
    <section aria-labelledby="siblings">
      <h2 id="siblings">Other cards of this note</h2>
      <ul class="note-cards">
        {siblings.map((card) => (
          <li key={card.cardId}>
            <a href={`/cards/${card.cardId}`}>{card.label}</a> <span class="status">{card.status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
