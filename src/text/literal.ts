/** Text that somebody typed, as Markdown that shows just that text. */

/** Escapes every sign that Markdown or a formula could obey; line breaks become spaces. */
export function literal(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
