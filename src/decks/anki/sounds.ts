/** Sounds and films of notes, which Anki writes as `[sound:name]`. */
import { escapeHtml } from "../../text/escape.ts";
import { decodeEntities } from "../../text/html_text.ts";
import { spoken } from "./filters.ts";

const SOUND = /\[sound:([^\]\n]{1,500})\]/gi;
const SPOKEN = /\[anki:tts(?:\s[^\]]{0,200})?\]([\s\S]{0,5000}?)\[\/anki:tts\]/gi;
const FILM = /\.(?:mp4|m4v|webm|ogv|mov|mkv|avi|mpe?g|flv|3gp|wmv)$/i;

/** HTML with players in the places of `[sound:...]`, and the text where a device would speak. */
export function withPlayers(html: string): string {
  return html.replace(SPOKEN, (_, text: string) => spoken(text)).replace(SOUND, (_, name: string) => {
    const src = escapeHtml(decodeEntities(name).trim());
    return FILM.test(src)
      ? `<video controls preload="none" src="${src}"></video>`
      : `<audio controls preload="none" src="${src}"></audio>`;
  });
}

export function withoutSounds(html: string): string {
  return html.replace(SPOKEN, "").replace(SOUND, "");
}
