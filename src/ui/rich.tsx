/** Rendered text in the page. */
import type { Html } from "./models.ts";

interface RichProps {
  /** Rendered and sanitised on the server: the only HTML that is put into a page as it is. */
  readonly html: Html;
  readonly class?: string;
}

/** A block of prose. */
export function Rich({ html, class: name = "prose" }: RichProps) {
  return <div class={name} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A phrase inside a line. The text of a single paragraph loses the paragraph, so that it can stand in a label. */
export function RichPhrase({ html, class: name = "phrase" }: RichProps) {
  const only = /^\s*<p>((?:(?!<\/?p>)[\s\S])*)<\/p>\s*$/.exec(html)?.[1];
  return <span class={name} dangerouslySetInnerHTML={{ __html: only ?? html }} />;
}
