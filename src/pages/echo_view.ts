/** How an answer is read, as HTML for beside its field. */
import type { Echo } from "../actions/echo_answer.ts";
import { renderInline } from "../text/markdown.ts";
import { placeWords } from "../ui/cells.ts";
import type { EchoView } from "../ui/models.ts";

const OPTIONS = { mediaBase: undefined, fence: undefined } as const;

export function echoView({ field, at, read, problem }: Echo): EchoView {
  return {
    field,
    at,
    html: read === undefined
      ? `${placeWords(at, field)}${renderInline(problem ?? "", OPTIONS)}`
      : renderInline(`read as ${read}`, OPTIONS),
    isProblem: read === undefined,
  };
}
