/** Reads a YAML map whose keys and values know where they stand in the deck file. */
import { isMap, isScalar } from "yaml";
import type { z } from "zod";
import { err, ok, type Result } from "../base/result.ts";
import type { DeckProblem, SourceText } from "./note.ts";
import { problemAt, shown, slice } from "./source_text.ts";
import { parseYaml } from "./yaml_document.ts";

export interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly keyAt: SourceText;
  /** The value as it is written. */
  readonly at: SourceText;
  /** A YAML comment after the value, where there is one. */
  readonly comment: string | undefined;
}

export function readYamlMap(source: SourceText): Result<readonly Entry[], readonly DeckProblem[]> {
  const parsed = parseYaml(source);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const { contents } = document;
  if (contents === null) return ok([]);
  if (!isMap(contents)) {
    return err([problemAt(source, contents.range?.[0] ?? 0, {
      message: `Found ${shown(document.toJS())} instead of settings`,
      expected: "lines of `key: value`",
    })]);
  }
  const entries: Entry[] = [];
  const problems: DeckProblem[] = [];
  for (const { key, value } of contents.items) {
    const keyRange = isScalar(key) ? key.range : undefined;
    const keyAt = slice(source, keyRange?.[0] ?? 0, keyRange?.[1] ?? 0);
    if (!isScalar(key) || typeof key.value !== "string") {
      problems.push(
        problemAt(keyAt, 0, { message: "A key is not plain text", expected: "a name such as `type`" }),
      );
      continue;
    }
    const range = value?.range;
    const at = range ? slice(source, range[0], range[1]) : slice(keyAt, keyAt.text.length, keyAt.text.length);
    const comment = value?.comment ?? contents.comment ?? document.comment ?? undefined;
    entries.push({ key: key.value, value: value?.toJS(document), keyAt, at, comment });
  }
  return problems.length > 0 ? err(problems) : ok(entries);
}

/** Checks entries against a strict object schema whose messages say what is expected. `missingAt` is where the
 *  map begins: missing keys are reported there. */
export function readEntries<T>(
  schema: z.ZodType<T>,
  entries: readonly { readonly key: string; readonly value: unknown; readonly at: SourceText }[],
  missingAt: { readonly at: SourceText; readonly known: readonly string[] },
): Result<T, readonly DeckProblem[]> {
  const given = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  const problems = read.error.issues.flatMap((issue): DeckProblem[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) =>
        problemAt(entries.find((entry) => entry.key === key)?.at ?? missingAt.at, 0, {
          message: `Unknown setting \`${key}\``,
          expected: `one of ${missingAt.known.join(", ")}`,
        })
      );
    }
    const key = String(issue.path[0] ?? "");
    const entry = entries.find((candidate) => candidate.key === key);
    if (entry === undefined) {
      return [
        problemAt(missingAt.at, 0, {
          message: `\`${key}\` is missing`,
          expected: `\`${key}\`: ${issue.message}`,
        }),
      ];
    }
    return [
      problemAt(entry.at, 0, { message: `\`${key}\` is ${shown(entry.value)}`, expected: issue.message }),
    ];
  });
  return err(problems);
}
