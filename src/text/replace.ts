/** Find and replace in texts, by patterns that take no longer than the text is long, whatever they say. */
import { RE2JS, RE2JSException } from "re2js";
import { err, ok, type Result } from "../base/result.ts";

export interface Replacing {
  readonly find: string;
  readonly with: string;
  /** `find` is a regular expression, and `with` may name its groups: $1. */
  readonly isRegex: boolean;
  readonly matchCase: boolean;
}

/** What replaces in a text; or why the pattern cannot be read. */
export function replacerOf(replacing: Replacing): Result<(text: string) => string, string> {
  const { find, isRegex, matchCase } = replacing;
  if (find === "") return err("There is nothing to find: type what is to be replaced.");
  const flags = matchCase ? 0 : RE2JS.CASE_INSENSITIVE;
  try {
    const pattern = RE2JS.compile(isRegex ? find : RE2JS.quote(find), flags);
    const replacement = isRegex ? replacing.with : RE2JS.quoteReplacement(replacing.with);
    return ok((text) => pattern.matcher(text).replaceAll(replacement));
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return err(`The regular expression cannot be read (${error.message}). Mend it, or look for plain text.`);
  }
}
