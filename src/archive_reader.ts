/** Reads archives in threads without any permission, and ends those that take too long or break. */
import type { ArchiveCalls, ArchiveSession } from "./decks/archive/archive_session.ts";
import { openThread } from "./thread.ts";

const URL_OF_THREAD = new URL("./workers/archive_worker.ts", import.meta.url);
/** Half a million rows take about half a minute to read on a slow machine. */
const READ_SECONDS = 300;
const CALL_SECONDS = 120;

export async function openArchive(): Promise<ArchiveSession> {
  const thread = await openThread<ArchiveCalls>({ url: URL_OF_THREAD, name: "archive" }, () => undefined);
  return {
    // The bytes are handed over: twice in memory they could be too much.
    read: (file) => thread.call("read", file, { seconds: READ_SECONDS, handedOver: [file.bytes.buffer] }),
    rows: (ask) => thread.call("rows", ask, { seconds: CALL_SECONDS }),
    media: (index) => thread.call("media", index, { seconds: CALL_SECONDS }),
    close: thread.close,
  };
}
