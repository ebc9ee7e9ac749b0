/** A question with options to tick: any number may be right, also none, or exactly one by radio buttons. */
import { z } from "zod";
import { random } from "../../base/random.ts";
import type { Asked, LoadedNote, WrittenNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import { judgeChoice } from "./judge_choice.ts";
import { backOf, indented, listOf, prose, proseField, summaryOf } from "./prose.ts";
import { readTaskList } from "./task_list.ts";

const settings = {
  points: z.enum(["all", "each"], { error: "`all` or `each`" }).optional(),
  shuffle: z.boolean({ error: "`true` or `false`" }).optional(),
  one: z.boolean({ error: "`true` or `false`" }).optional(),
};

const fields = z.strictObject({
  prompt: proseField,
  options: z.array(
    z.strictObject({ label: proseField, right: z.boolean(), why: proseField.optional() }),
  ).min(2).max(20),
  points: z.enum(["all", "each"]),
  shuffle: z.boolean(),
  one: z.boolean(),
  explanation: proseField.optional(),
});

type ChoiceFields = z.infer<typeof fields>;

export const choice = defineCardType({
  id: "choice",
  title: "Choice among options",
  settings,
  parts: { least: 1, most: 2, names: "the question with its options, and the explanation if any" },
  prose: "markdown",
  fields,
  read,
  write,
  open,
});

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): ChoiceFields | undefined {
  const { parts: [body, explanation], complain } = reading;
  if (body === undefined) return undefined;
  const { prompt, items, stray } = readTaskList(body);
  const { points = "all", shuffle = true, one = false } = reading.settings;
  if (items.length < 2 || items.length > 20) {
    const message = `The question has ${items.length === 0 ? "no options" : `${items.length} options`}`;
    complain(body, 0, { message, expected: "2 to 20 lines `- [x] right` or `- [ ] not right`" });
  }
  if (prompt.text === "") {
    complain(body, 0, { message: "Nothing is asked", expected: "the question above the options" });
  }
  if (stray !== undefined) {
    complain(stray, 0, {
      message: "Text follows the options",
      expected: "text indented under an option, above the options, or after a line `---`",
    });
  }
  for (const [index, { label }] of items.entries()) {
    const message = label.text === ""
      ? "The option is empty"
      : items.slice(0, index).some((other) => other.label.text === label.text)
      ? "The option stands there twice"
      : undefined;
    if (message !== undefined) complain(label, 0, { message, expected: "options that differ" });
  }
  const rights = items.filter(({ right }) => right).length;
  if (one && rights !== 1) {
    const message = `\`one\` is true, but ${rights} options are right`;
    complain(reading.settingAt("one"), 0, { message, expected: "exactly one `- [x]`" });
  }
  if (one && points === "each") {
    const message = "`points: each` stands with `one: true`";
    complain(reading.settingAt("points"), 0, {
      message,
      expected: "`points: all`, as only one option can be chosen",
    });
  }
  return {
    prompt: prompt.text,
    options: items.map(({ label, right, why }) => ({
      label: label.text,
      right,
      ...(why === undefined ? {} : { why }),
    })),
    points,
    shuffle,
    one,
    ...(explanation === undefined ? {} : { explanation: explanation.text }),
  };
}

function write({ prompt, options, points, shuffle, one, explanation }: ChoiceFields): WrittenNote {
  const items = options.map(({ label, right, why }) =>
    `- [${right ? "x" : " "}] ${label}${why === undefined ? "" : `\n${indented(why)}`}`
  );
  return {
    settings: {
      ...(points === "all" ? {} : { points }),
      ...(shuffle ? {} : { shuffle }),
      ...(one ? { one } : {}),
    },
    parts: [`${prompt}\n\n${items.join("\n")}`, ...listOf(explanation)],
  };
}

function open(note: ChoiceFields): LoadedNote {
  const options = note.options.map((option, index) => ({ ...option, id: `o${index + 1}` }));

  const ask = (side: string, seed: number): Asked => {
    if (side !== "choice") unknownSide("choice", side);
    const order = note.shuffle ? random(seed).shuffle(options) : options;
    const answer = order.map(({ label, right, why }) => {
      const reason = why === undefined ? "" : `\n\n${why.replace(/^(?=.)/gm, "  ")}\n`;
      return `- **${right ? "Right" : "Not right"}:** ${label}${reason}`;
    }).join("\n");
    return {
      face: {
        kind: "options",
        prompt: prose(note.prompt),
        many: !note.one,
        options: order.map(({ id, label }) => ({ id, label: prose(label) })),
      },
      back: {
        ...backOf(note.explanation === undefined ? answer : `${answer}\n\n${note.explanation}`),
        marked: {
          reasons: Object.fromEntries(
            order.flatMap(({ id, why }) => why === undefined ? [] : [[id, prose(why)]]),
          ),
          answer: note.explanation === undefined ? undefined : prose(note.explanation),
        },
      },
      judge: (given) => judgeChoice({ options: order, points: note.points, many: !note.one, given }),
      drawn: undefined,
    };
  };
  return {
    sides: [{ key: "choice", label: "choice", generator: undefined }],
    ask,
    askDrawn: (side, drawn) => ask(side, drawn.seed),
    summary: summaryOf(note.prompt),
  };
}
