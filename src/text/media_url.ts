/** Decides which pictures a text may show: those that lie beside it, and no others. */

/** A file beside the deck, as its path; undefined for addresses, absolute paths and paths that leave the folder. */
export function mediaName(src: string): string | undefined {
  const name = decoded(src);
  if (name === undefined || name === "" || /^[a-z][a-z0-9+.-]*:/i.test(name)) return undefined;
  if (/^[/\\]|[\\?#\p{Cc}]/u.test(name)) return undefined;
  const inFolder = name.split("/").every((step) => step !== "" && step !== "." && step !== "..");
  return inFolder ? name : undefined;
}

/** The address of a picture under `mediaBase`; undefined where it may not be shown. */
export function mediaUrl(src: string, mediaBase: string | undefined): string | undefined {
  const name = mediaName(src);
  if (name === undefined || mediaBase === undefined) return undefined;
  const base = mediaBase.endsWith("/") ? mediaBase : `${mediaBase}/`;
  return base + name.split("/").map(encodeURIComponent).join("/");
}

function decoded(src: string): string | undefined {
  try {
    return decodeURIComponent(src);
  } catch {
    return undefined;
  }
}
