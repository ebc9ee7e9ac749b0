/** Front and back: think, turn, grade yourself. */
import { z } from "zod";
import type { Asked, LoadedNote } from "../card_type.ts";
import { defineCardType, unknownSide } from "../define_card_type.ts";
import { backOf, prose, proseField, summaryOf } from "./prose.ts";

export const basic = defineCardType({
  id: "basic",
  title: "Front and back",
  settings: {},
  parts: { least: 2, most: 2, names: "two parts, front and back" },
  prose: "markdown",
  fields: z.strictObject({ front: proseField, back: proseField }),
  read: ({ parts: [front, back] }) => front && back && { front: front.text, back: back.text },
  write: ({ front, back }) => ({ settings: {}, parts: [front, back] }),
  open: ({ front, back }): LoadedNote => {
    const ask = (side: string): Asked => {
      if (side !== "forward") unknownSide("basic", side);
      return {
        face: { kind: "reveal", prompt: prose(front) },
        back: backOf(back),
        judge: undefined,
        drawn: undefined,
      };
    };
    return {
      sides: [{ key: "forward", label: "front to back", generator: undefined }],
      ask,
      askDrawn: ask,
      summary: summaryOf(front),
    };
  },
});
