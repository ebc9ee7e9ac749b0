/** Reads the list of settings under a note's heading, one `- key: value` an item. */
import type { DeckProblem, SourceText } from "../note.ts";
import { problemAt, shown, slice } from "../source_text.ts";
import { type Entry, readYamlMap } from "../yaml_map.ts";

export interface ReadSettings {
  readonly settings: ReadonlyMap<string, Entry>;
  /** What follows the list. */
  readonly body: SourceText;
  readonly problems: readonly DeckProblem[];
}

const ITEM = /^-[ \t]+/;

export function readSettings(rest: SourceText): ReadSettings {
  const settings = new Map<string, Entry>();
  const problems: DeckProblem[] = [];
  const blank = /^(?:[ \t]*\n)*/.exec(rest.text)?.[0].length ?? 0;
  let offset = blank;
  while (ITEM.test(rest.text.slice(offset))) {
    const end = itemEnd(rest.text, offset);
    const item = slice(rest, offset, end);
    offset = Math.min(end + 1, rest.text.length);
    const { entry, problems: found } = readItem(item);
    problems.push(...found);
    if (entry === undefined) continue;
    if (settings.has(entry.key)) {
      problems.push(problemAt(entry.keyAt, 0, {
        message: `\`${entry.key}\` is set twice`,
        expected: "each setting once",
      }));
    }
    settings.set(entry.key, entry);
  }
  const next = rest.text.slice(offset).split("\n")[0] ?? "";
  if (offset > blank && next.trim() !== "") {
    problems.push(problemAt(rest, offset, {
      message: `Found ${shown(next.trim())} right under the settings`,
      expected: "an empty line between the settings and the text",
    }));
  }
  return { settings, body: slice(rest, offset, rest.text.length), problems };
}

/** An item goes on over indented lines. */
function itemEnd(text: string, start: number): number {
  let end = text.indexOf("\n", start);
  while (end >= 0 && /^[ \t]+\S/.test(text.slice(end + 1))) end = text.indexOf("\n", end + 1);
  return end < 0 ? text.length : end;
}

function readItem(item: SourceText): { entry: Entry | undefined; problems: readonly DeckProblem[] } {
  const lead = ITEM.exec(item.text)?.[0].length ?? 0;
  const pair = slice(item, lead, item.text.trimEnd().length);
  if (!/^[A-Za-z][\w-]*[ \t]*:(?:\s|$)/.test(pair.text)) {
    const problem = problemAt(item, 0, {
      message: `Found ${shown(item.text)} in the list of settings`,
      expected: "`- key: value`; an empty line ends the settings",
    });
    return { entry: undefined, problems: [problem] };
  }
  const read = readYamlMap(pair);
  if (!read.ok) return { entry: undefined, problems: read.error };
  const entry = read.value[0];
  if (entry === undefined || read.value.length > 1) {
    const problem = problemAt(item, 0, {
      message: "An item holds more than one setting",
      expected: "`- key: value`",
    });
    return { entry: undefined, problems: [problem] };
  }
  if (entry.comment === undefined) return { entry, problems: [] };
  const problem = problemAt(entry.at, entry.at.text.length, {
    message: `\`#${entry.comment}\` is a comment in YAML and would be lost`,
    expected: "quotes around the whole value, or no comment",
  });
  return { entry, problems: [problem] };
}
