/** Where a deck of one's own is made, named and deleted. */

export interface OwnDeckModel {
  /** undefined for a new deck. */
  readonly slug: string | undefined;
  readonly name: string;
  readonly description: string;
  readonly parent: string;
  readonly parents: readonly { readonly slug: string; readonly name: string }[];
  readonly problem: string | undefined;
}

export function OwnDeckPage({ model }: { readonly model: OwnDeckModel }) {
  const { slug, problem } = model;
  const address = slug === undefined ? "/decks" : `/decks/${encodeURIComponent(slug)}/edit`;
  return (
    <>
      <h1>{slug === undefined ? "New deck" : "Edit deck"}</h1>
      <form method="post" action={address} class="stacked-form">
        <label for="name">Name</label>
        <input
          id="name"
          type="text"
          name="name"
          defaultValue={model.name}
          required
          maxLength={120}
          autocomplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : "deck-problem"}
        />
        {problem !== undefined && <p id="deck-problem" class="problem" role="alert">{problem}</p>}
        <label for="parent">Lies in</label>
        <select id="parent" name="parent">
          <option value="">no other deck</option>
          {model.parents.map((deck) => (
            <option key={deck.slug} value={deck.slug} selected={deck.slug === model.parent}>
              {deck.name}
            </option>
          ))}
        </select>
        <label for="description">What it is about, in Markdown</label>
        <textarea
          id="description"
          name="description"
          rows={4}
          maxLength={2000}
          defaultValue={model.description}
        />
        <div class="actions">
          <button type="submit" class="button primary">
            {slug === undefined ? "Make the deck" : "Save"}
          </button>
          <a class="button" href={slug === undefined ? "/" : `/decks/${encodeURIComponent(slug)}`}>Back</a>
        </div>
      </form>
      {slug !== undefined && (
        <section aria-labelledby="delete-deck">
          <h2 id="delete-deck">Delete</h2>
          <form method="post" action={`/decks/${encodeURIComponent(slug)}/delete`}>
            <p>
              The deck, the decks in it and their notes go out of use. What you learnt is kept aside, and
              comes back when the same notes are imported again.
            </p>
            <button type="submit" class="button">Delete this deck</button>
          </form>
        </section>
      )}
    </>
  );
}
