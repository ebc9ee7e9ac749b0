/** How an answer is read, as HTML for beside its field. */
import type { Echo } from "../actions/echo_answer.ts";
import { renderInline } from "../text/markdown.ts";
import type { EchoView } from "../ui/models.ts";

const OPTIONS = { mediaBase: undefined, fence: undefined } as const;

export function echoView({ field, read, problem }: Echo): EchoView {
  return {
    field,
    html: renderInline(read === undefined ? problem ?? "" : `read as ${read}`, OPTIONS),
    isProblem: read === undefined,
  };
}
