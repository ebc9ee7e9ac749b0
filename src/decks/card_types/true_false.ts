/** A statement to be called true or false, with its reason. */
import { z } from "zod";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, unknownSide } from "../define_card_type.ts";
import { judgeChoice } from "./judge_choice.ts";
import { backOf, prose, proseField, summaryOf } from "./prose.ts";

export const trueFalse = defineCardType({
  id: "true-false",
  title: "True or false",
  settings: { answer: z.boolean({ error: "`true` or `false`" }) },
  parts: { least: 2, most: 2, names: "two parts, the statement and the reason" },
  prose: "markdown",
  fields: z.strictObject({ statement: proseField, answer: z.boolean(), reason: proseField }),
  read: ({ settings: { answer }, parts: [statement, reason] }) =>
    statement && reason && { statement: statement.text, answer, reason: reason.text },
  write: ({ statement, answer, reason }) => ({ settings: { answer }, parts: [statement, reason] }),
  open: ({ statement, answer, reason }): LoadedNote => {
    const options = [{ id: "true", right: answer }, { id: "false", right: !answer }];
    const ask = (side: string): Asked => {
      if (side !== "judge") unknownSide("true-false", side);
      return {
        face: {
          kind: "options",
          prompt: prose(statement),
          many: false,
          options: [{ id: "true", label: prose("True") }, { id: "false", label: prose("False") }],
        },
        back: {
          ...backOf(`**${answer ? "True" : "False"}.** ${reason}`),
          marked: { reasons: {}, answer: prose(reason) },
        },
        judge: (given) => judgeChoice({ options, points: "all", many: false, given }),
        drawn: undefined,
      };
    };
    return {
      sides: [{ key: "judge", label: "true or false", generator: undefined }],
      ask,
      askDrawn: ask,
      summary: summaryOf(statement),
    };
  },
});
