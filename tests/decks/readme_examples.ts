/** The examples of cards/README.md, which promise to be true. */
import { readFileSync } from "node:fs";

export const readme = readFileSync("cards/README.md", "utf8");

export interface Example {
  readonly id: string;
  readonly type: string;
  readonly note: string;
}

/** Every fenced example that begins with a note. */
export const examples: readonly Example[] = [
  ...readme.matchAll(/^(`{3,})markdown\n(## ([^\n]*)\n[\s\S]*?)^\1$/gm),
].map(
  ([, , note = "", id = ""]) => ({ id, type: /^- type: (.*)$/m.exec(note)?.[1] ?? "", note }),
);

/** The example of a whole file: front matter and a first note. */
export const wholeFile = /^```markdown\n(---\n[\s\S]*?)^```$/m.exec(readme)?.[1] ?? "";

export const front = wholeFile.slice(0, wholeFile.indexOf("\n## "));
