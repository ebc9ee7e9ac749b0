/** What went wrong, in words: what was asked, what was found, what to do now. */
import type { ErrorModel } from "../ui/models.ts";

export function ErrorPage({ model }: { readonly model: ErrorModel }) {
  return (
    <section class="error" aria-labelledby="error">
      <p class="hint">{model.status}</p>
      <h1 id="error">{model.title}</h1>
      <p>{model.detail}</p>
      <p>{model.mend}</p>
      <p class="actions">
        {model.again !== undefined && <a class="button primary" href={model.again}>Go on</a>}
        <a class={model.again === undefined ? "button primary" : "button"} href="/">To the decks</a>
      </p>
      {model.reference !== undefined && (
        <p class="hint">
          The server wrote this down under <code>{model.reference}</code>.
        </p>
      )}
    </section>
  );
}
