/** A skill: a question of one of the program's generators, with fresh numbers at each review. */
import { z } from "zod";
import { generatorById, generatorOfVersion, GENERATORS } from "../../questions/generators.ts";
import type { Json, Level } from "../../questions/question.ts";
import { askedOf, drawQuestion } from "../asked_question.ts";
import type { Asked, Drawn, LoadedNote } from "../card_type.ts";
import { defineCardType, type Reading, unknownSide } from "../define_card_type.ts";
import { shown } from "../source_text.ts";
import { listOf, proseField, summaryOf } from "./prose.ts";

const json: z.ZodType<Json> = z.json();
const level = z.union([z.literal(1), z.literal(2), z.literal(3)], { error: "1, 2 or 3" });

const settings = {
  generator: z.string({ error: "the id of a generator" }),
  level,
  fixed: z.record(z.string(), json, { error: "a map of parameters, such as `{classes: 3}`" }).optional(),
};

const fields = z.strictObject({
  generator: z.string().refine((id) => generatorById(id) !== undefined),
  level,
  fixed: z.record(z.string(), json),
  intro: proseField.optional(),
});

type GeneratedFields = z.infer<typeof fields>;

export const generated = defineCardType({
  id: "generated",
  title: "Generated question",
  settings,
  parts: { least: 0, most: 1, names: "at most one text, shown above the question" },
  prose: "markdown",
  fields,
  read,
  write: ({ generator, level, fixed, intro }) => ({
    settings: { generator, level, ...(Object.keys(fixed).length === 0 ? {} : { fixed }) },
    parts: listOf(intro),
  }),
  open,
});

function read(reading: Reading<z.infer<z.ZodObject<typeof settings>>>): GeneratedFields | undefined {
  const { settings: { generator: id, level, fixed = {} }, parts: [intro], complain, settingAt } = reading;
  const generator = generatorById(id);
  if (generator === undefined) {
    complain(settingAt("generator"), 0, {
      message: `There is no generator ${shown(id)}`,
      expected: nearest(id),
    });
    return undefined;
  }
  if (!generator.levels.includes(level)) {
    complain(settingAt("level"), 0, {
      message: `The generator ${id} has no level ${level}`,
      expected: `one of ${generator.levels.join(", ")}`,
    });
    return undefined;
  }
  for (const fault of generator.faultsOfFixed(fixed)) {
    complain(settingAt("fixed"), 0, {
      message: `\`fixed\` ${fault.path}: ${fault.message}`,
      expected: "another value",
    });
  }
  const drawn = generator.faultsOfFixed(fixed).length > 0
    ? undefined
    : drawQuestion(generator, { level, fixed, seed: 1 });
  if (drawn === undefined) {
    complain(settingAt("fixed"), 0, {
      message: "No fair question can be drawn with these fixed parameters",
      expected: "fewer or other fixed parameters",
    });
  }
  return { generator: id, level, fixed, ...(intro === undefined ? {} : { intro: intro.text }) };
}

function open(note: GeneratedFields): LoadedNote {
  const generator = generatorById(note.generator);
  if (generator === undefined) {
    throw new TypeError(`Cannot open a note of type generated: no ${note.generator}`);
  }
  const checkSide = (side: string) => {
    if (side !== "skill") unknownSide("generated", side);
  };
  const askNew = (seed: number): Asked => {
    const found = drawQuestion(generator, { ...note, seed });
    if (found === undefined) {
      throw new Error(`Cannot draw a fair question of ${generator.id} from seed ${seed}`);
    }
    return askedOf(found.question, { seed: found.seed, intro: note.intro });
  };
  return {
    sides: [{ key: "skill", label: `${generator.title}, level ${note.level}`, generator: generator.id }],
    ask(side, seed) {
      checkSide(side);
      return askNew(seed);
    },
    askDrawn(side, drawn) {
      checkSide(side);
      const params: Json = json.parse(JSON.parse(drawn.params));
      const question = generatorOfVersion(drawn.generator, drawn.version)?.withParams(params, levelOf(drawn));
      // What no version of the program can ask any more gives way to a variant of the same seed.
      return question?.ok === true
        ? askedOf(question.value, { seed: drawn.seed, intro: note.intro })
        : askNew(drawn.seed);
    },
    summary: note.intro === undefined ? `${generator.title} (level ${note.level})` : summaryOf(note.intro),
  };
}

function levelOf(drawn: Drawn): Level {
  return level.parse(drawn.level);
}

/** Up to three ids that share a word with the one that was written, or a few of all. */
function nearest(id: string): string {
  const words = new Set(id.split("-"));
  const near = GENERATORS.filter((generator) => generator.id.split("-").some((word) => words.has(word)));
  const some = (near.length > 0 ? near : GENERATORS).slice(0, 5).map((generator) => generator.id);
  return `a generator such as ${some.join(", ")}`;
}
