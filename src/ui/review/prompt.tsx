/** What is asked: the text, set larger where it is short, and the conventions that hold. */
import type { QuestionView } from "../models.ts";
import { Rich } from "../rich.tsx";

export function Prompt({ card }: { readonly card: QuestionView }) {
  return (
    <div id="prompt">
      <h2 class={card.kicker === undefined ? "visually-hidden" : "kicker"} id="question" tabIndex={-1}>
        {card.kicker ?? "Question"}
      </h2>
      <Rich html={card.prompt} class={isShort(card.prompt) ? "prose short" : "prose"} />
      {card.conventions.length > 0 && (
        <ul class="conventions" aria-label="Conventions">
          {card.conventions.map((line) => (
            <li key={line}>
              <Rich html={line} class="convention" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Short prompts are set larger: under 60 characters and without display maths, lists, tables or pictures. */
function isShort(html: string): boolean {
  if (/katex-display|formula|<(ul|ol|table|pre|img|figure|svg|div)\b/.test(html)) return false;
  const shown = html.replaceAll(/<span class="katex-mathml">.*?<\/math><\/span>/gs, "").replaceAll(
    /<[^>]*>/g,
    "",
  );
  return shown.trim().length < 60;
}
