/** The text that HTML shows, without its tags. */
import { decodeHTML } from "entities";

/** Tags, comments and what runs or styles, which show nothing. */
const UNSEEN = /<!--[\s\S]*?-->|<style[^>]*>[\s\S]*?<\/style>|<script[^>]*>[\s\S]*?<\/script>|<[^>]*>/gi;

/** HTML without its tags; entities stay. */
export function withoutTags(html: string): string {
  return html.replace(UNSEEN, "");
}

/** What HTML says, as plain text. */
export function htmlText(html: string): string {
  return decodeEntities(withoutTags(html));
}

/** Entities read, and the hard spaces that editors write made plain. */
export function decodeEntities(text: string): string {
  return decodeHTML(text).replaceAll("\u00A0", " ");
}
