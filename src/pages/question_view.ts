/** Makes the view of a question, in a review or in practice: texts rendered, nothing of the key shown too early. */
import { unreachable } from "../base/invariant.ts";
import type { Asked } from "../decks/card_type.ts";
import type { Back, Face, FaceField, Given, Prose, Verdict } from "../decks/face.ts";
import { plainText } from "../text/markdown.ts";
import type {
  BackView,
  FieldView,
  GivenView,
  Html,
  OptionView,
  QuestionView,
  VerdictView,
} from "../ui/models.ts";
import { markdownProse, type ProseRenderer } from "./prose.ts";

export interface Standing {
  readonly render: ProseRenderer;
  /** Whether the back is seen. */
  readonly turned: boolean;
  /** Whether right values may stand beside what was given: before the last try nothing of the key is shown. */
  readonly withKey: boolean;
  readonly given: Given | undefined;
  readonly verdict: Verdict | undefined;
}

export function questionView(asked: Asked, standing: Standing): QuestionView {
  const { face } = asked;
  const { render, turned, verdict } = standing;
  return {
    kicker: face.kind === "fields" && face.generated ? "Generated: the numbers change each time" : undefined,
    face: face.kind,
    prompt: render.block(face.prompt),
    conventions: face.kind === "fields"
      ? face.conventions.map((line) => render.line(markdownProse(line)))
      : [],
    many: face.kind === "options" && face.many,
    options: optionsView(face, render),
    fields: face.kind === "fields" ? face.fields.map((field) => fieldView(field, render)) : [],
    turned,
    back: turned || asked.judge === undefined ? backView(backLeft(asked, standing), render) : undefined,
    given: givenView(standing.given),
    echoes: [],
    verdict: verdict === undefined ? undefined : verdictView(verdict, standing),
  };
}

/** Where keys and marks stand beside what was given, they are not said again in the answer. */
function backLeft({ back, face }: Asked, { withKey, verdict }: Standing): Back {
  if (face.kind === "options" && withKey && (verdict?.marks.length ?? 0) > 0 && back.marked !== undefined) {
    return { ...back, answer: back.marked.answer };
  }
  if (face.kind !== "fields" || !face.generated || !withKey || verdict === undefined) return back;
  const said = face.fields.every(({ id }) =>
    verdict.marks.some((mark) => mark.id === id && mark.expected !== undefined)
  );
  return said ? { ...back, answer: undefined } : back;
}

function optionsView(face: Face, render: ProseRenderer): readonly OptionView[] {
  return face.kind === "options"
    ? face.options.map(({ id, label }) => ({ id, label: render.line(label) }))
    : [];
}

function fieldView(field: FaceField, render: ProseRenderer): FieldView {
  return {
    id: field.id,
    label: render.line(field.label),
    name: plainOf(field.label),
    input: field.input,
    shape: field.shape,
    options: field.options.map(({ id, label }) => ({ id, label: render.line(label) })),
    form: field.form,
    unit: field.unit,
  };
}

export function backView(back: Back, render: ProseRenderer): BackView {
  return {
    answer: back.answer === undefined ? undefined : render.block(back.answer),
    steps: back.steps.map(render.block),
    points: back.points.map(({ id, label, weight }) => ({ id, label: render.line(label), weight })),
    reasons: Object.entries(back.marked?.reasons ?? {}).map(([id, why]) => ({ id, html: render.block(why) })),
    source: back.source === undefined ? undefined : render.line(markdownProse(back.source)),
  };
}

function plainOf({ kind, source }: Prose): string {
  return kind === "markdown" ? plainText(source) : source.replaceAll(/<[^>]*>/g, " ").trim();
}

function givenView(given: Given | undefined): GivenView {
  return given ?? { chosen: [], typed: {} };
}

function verdictView(
  verdict: Verdict,
  { render, withKey }: Pick<Standing, "render" | "withKey">,
): VerdictView {
  const inline = (text: string | undefined): Html | undefined =>
    text === undefined ? undefined : render.line(markdownProse(text));
  return {
    kind: verdict.kind,
    headline: headlineOf(verdict, withKey),
    message: verdict.message === undefined ? undefined : render.block(verdict.message),
    marks: verdict.marks.map((mark) => ({
      id: mark.id,
      outcome: mark.outcome,
      read: inline(mark.read),
      expected: withKey ? inline(mark.expected) : undefined,
    })),
  };
}

function headlineOf(verdict: Verdict, isFinal: boolean): string {
  switch (verdict.kind) {
    case "right":
      return "Right";
    case "partial":
      return isFinal ? "Partly right" : "Partly right. Try once more.";
    case "wrong":
      return isFinal ? "Not right" : "Not right. Try once more.";
    case "unreadable":
      return "This could not be read";
    default:
      return unreachable(verdict);
  }
}
