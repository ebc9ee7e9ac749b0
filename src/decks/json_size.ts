/** Tells before JSON is parsed how much it holds: a short text can become fifty times its size in memory. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;
const END_OF_LIST = 0x5d;
const END_OF_OBJECT = 0x7d;
const SPACE = 0x20;

/**
 * Whether there are more than `most` values in the text, lists and objects among them: the whole, the first of each that
 * is not empty, and one after each comma. Marks within strings are none.
 */
export function holdsMoreValues(text: string, most: number): boolean {
  let values = text.trimStart() === "" ? 0 : 1;
  for (let at = 0; at < text.length && values <= most; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COMMA:
        values++;
        break;
      case BRACKET:
      case BRACE:
        if (!isEmpty(text, at)) values++;
    }
  }
  return values > most;
}

function isEmpty(text: string, start: number): boolean {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) <= SPACE) at++;
  const next = text.charCodeAt(at);
  return at === text.length || next === END_OF_LIST || next === END_OF_OBJECT;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}
