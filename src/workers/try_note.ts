/** Thread without any permission: each text that comes in is tried out, and what was found goes back. */
import "./empty_environment.ts";
import { tryNote } from "../decks/try_note.ts";

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  self.postMessage(tryNote(String(data)));
});
// Says that the modules are loaded: until then the time of a note does not run.
self.postMessage("ready");
