/** Packages and collections of Anki: .apkg and .colpkg of all three generations. */
import { err, ok } from "../../base/result.ts";
import type { DeckFormat } from "../format.ts";
import { looksLikePackage } from "./anki/package_files.ts";
import { readPackage } from "./anki/read_package.ts";
import { Unreadable } from "./anki/unreadable.ts";

export const ankiPackage: DeckFormat = {
  id: "anki-package",
  title: "Anki package (.apkg, .colpkg)",
  recognises: looksLikePackage,
  read: async (file, _choices, tools) => {
    try {
      return ok({ collection: await readPackage(file, tools), table: undefined });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { message, mend } = error;
      return err({ file: file.name, message, mend, problems: [] });
    }
  },
};
