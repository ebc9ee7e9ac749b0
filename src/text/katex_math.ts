/** Sets one formula with KaTeX, and says what is wrong with it when that fails. */
import katex, { type KatexOptions, type TrustContext } from "katex";
import { err, ok, type Result } from "../base/result.ts";
import { escapeHtml } from "./escape.ts";

/** What is wrong with a formula; `at` is an index into its TeX. */
export interface TexProblem {
  readonly at: number;
  readonly message: string;
}

const LONGEST = 5000;

const CLOZE_CLASS = /^cloze(?: [a-z-]+)*$/;

/** HTML with MathML for a formula that was checked or not: a bad one shows as code with the reason as its title. */
export function renderTex(tex: string, display: boolean): string {
  const html = setTex(tex, display);
  if (!html.ok) {
    const title = `This formula cannot be set: ${html.error.message}`;
    return `<code class="bad-formula" title="${escapeHtml(title)}">${escapeHtml(tex)}</code>`;
  }
  return html.value;
}

/** A display formula in a frame that can be scrolled by keys; a span where it stands inside a paragraph. */
export function renderFormula(tag: "div" | "span", tex: string): string {
  const attributes = `class="formula" tabindex="0" role="group" aria-label="Formula"`;
  return `<${tag} ${attributes}>${renderTex(tex.trim(), true)}</${tag}>`;
}

/** Everything that KaTeX has against a formula; empty when it sets well. */
export function texProblems(tex: string, display: boolean): readonly TexProblem[] {
  const html = setTex(tex, display);
  return html.ok ? [] : [html.error];
}

function setTex(tex: string, display: boolean): Result<string, TexProblem> {
  if (tex.trim() === "") return err({ at: 0, message: "The formula is empty" });
  if (tex.length > LONGEST) {
    return err({ at: LONGEST, message: `The formula is longer than ${LONGEST} characters` });
  }
  const complaints: TexProblem[] = [];
  const options: KatexOptions = {
    displayMode: display,
    output: "htmlAndMathml",
    throwOnError: true,
    maxSize: 20,
    maxExpand: 1000,
    trust: (context) => {
      if (isOurClass(context)) return true;
      complaints.push({
        at: Math.max(0, tex.indexOf(context.command)),
        message: `${context.command} is not allowed`,
      });
      return false;
    },
    strict: (code, message, token) => {
      // The other codes are habits that KaTeX reads as their authors mean them.
      if (code === "unknownSymbol" || code === "newLineInDisplayMode") {
        complaints.push({ at: token?.loc?.start ?? 0, message });
      }
      return "ignore";
    },
  };
  try {
    const html = katex.renderToString(tex, options);
    const complaint = complaints[0];
    return complaint === undefined ? ok(html) : err(complaint);
  } catch (error) {
    // KaTeX walks a formula by recursion, and runs out of stack in absurdly nested ones.
    if (error instanceof RangeError) return err({ at: 0, message: "The formula is nested too deep" });
    if (!(error instanceof katex.ParseError)) throw error;
    return err({ at: Math.min(error.position ?? 0, tex.length), message: error.rawMessage });
  }
}

/** `\htmlClass` is ours alone, for the deletions of cloze cards. */
function isOurClass(context: TrustContext): boolean {
  return context.command === "\\htmlClass" && CLOZE_CLASS.test(context.class);
}
