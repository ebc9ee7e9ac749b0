/** Draws a picture with places covered: the picture by its name, the covers as our own SVG made of numbers alone. */
import { escapeHtml } from "./escape.ts";
import { mediaUrl } from "./media_url.ts";

/** Stands in the HTML of a card where its picture belongs. A private-use character, stripped from what authors wrote. */
export const PICTURE_PLACE = "\uE020";

export interface PictureMask {
  readonly kind: "rect" | "ellipse" | "polygon";
  /** asked: the place in question; answered: the same on the back; hidden: covered as well; open: not covered. */
  readonly state: "asked" | "answered" | "hidden" | "open";
  /** Fractions of the picture, from its left and top. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Degrees about its left upper corner. */
  readonly angle: number;
  /** Corners of a polygon. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface PictureText {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  /** Of its letters, as a fraction of the picture's height. */
  readonly size: number;
}

export interface MaskedPicture {
  /** Name of the file; empty where the note has no picture. */
  readonly src: string;
  readonly masks: readonly PictureMask[];
  readonly texts: readonly PictureText[];
}

/** Safe HTML of a picture and its masks. */
export function maskedPictureHtml(
  picture: MaskedPicture,
  { mediaBase }: { readonly mediaBase: string | undefined },
): string {
  const url = mediaUrl(encodeURIComponent(picture.src), mediaBase);
  if (url === undefined) return `<p class="no-picture">The picture of this note is missing</p>`;
  const masks = picture.masks.filter(({ state }) => state !== "open");
  const drawn = [...masks.map(maskSvg), ...masks.map(signSvg), ...picture.texts.map(textSvg)].join("");
  const back = masks.some(({ state }) => state === "answered");
  const toggle = back && masks.some(({ state }) => state === "hidden")
    ? `<figcaption><details class="masks-off"><summary>Uncover the other places</summary></details></figcaption>`
    : "";
  return `<figure class="masked-picture"><div class="masked-frame"><img src="${escapeHtml(url)}" alt="" />` +
    `<div class="masks" role="img" aria-label="${escapeHtml(nameOf(picture))}">` +
    `<svg aria-hidden="true" width="100%" height="100%">${drawn}</svg></div></div>${toggle}</figure>`;
}

function nameOf({ masks, texts }: MaskedPicture): string {
  const asked = masks.filter(({ state }) => state === "asked");
  const answered = masks.filter(({ state }) => state === "answered");
  const hidden = masks.filter(({ state }) => state === "hidden").length;
  const places = [...asked, ...answered].map(placeOf).join(" and ");
  const what = asked.length > 0
    ? `asked: the place ${places}`
    : answered.length > 0
    ? `answer: the place ${places}`
    : "";
  const others = hidden === 0 ? "" : `${hidden} other ${hidden === 1 ? "place" : "places"} covered`;
  const words = texts.length === 0 ? "" : `labels: ${texts.map(({ text }) => text).join(", ")}`;
  return ["Picture with masks", what, others, words].filter((part) => part !== "").join("; ");
}

/** "20 % from the left and 35 % from the top". */
function placeOf({ left, top, width, height }: PictureMask): string {
  return `${Math.round((left + width / 2) * 100)} % from the left and ${
    Math.round((top + height / 2) * 100)
  } % from the top`;
}

function maskSvg(mask: PictureMask): string {
  const { left, top, width, height, points, angle } = mask;
  const turn = angle === 0 ? "" : ` style="transform:rotate(${figure(angle)}deg)"`;
  const attributes = `class="mask ${mask.state}"${turn}`;
  switch (mask.kind) {
    case "rect":
      return `<rect ${attributes} x="${percent(left)}" y="${percent(top)}" width="${
        percent(width)
      }" height="${percent(height)}" />`;
    case "ellipse":
      return `<ellipse ${attributes} cx="${percent(left + width / 2)}" cy="${
        percent(top + height / 2)
      }" rx="${percent(width / 2)}" ry="${percent(height / 2)}" />`;
    case "polygon": {
      const corners = points.map(({ x, y }) => `${figure(x * 100)},${figure(y * 100)}`).join(" ");
      return `<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%"><polygon ${attributes} points="${corners}" /></svg>`;
    }
  }
}

/** The place in question is told by a sign too, not by colour alone. */
function signSvg({ state, left, top, width, height }: PictureMask): string {
  if (state !== "asked") return "";
  return `<text class="sign" x="${percent(left + width / 2)}" y="${percent(top + height / 2)}">?</text>`;
}

function textSvg({ text, left, top, size }: PictureText): string {
  const height = figure(Math.min(1, Math.max(0.005, size)) * 100);
  const lines = text.split("\n").map((line, index) =>
    `<tspan x="${percent(left)}" dy="${index === 0 ? ".9em" : "1.2em"}">${escapeHtml(line)}</tspan>`
  );
  return `<text class="label" x="${percent(left)}" y="${percent(top)}" style="font-size:${height}cqh">${
    lines.join("")
  }</text>`;
}

function percent(fraction: number): string {
  return `${figure(Math.max(0, fraction) * 100)}%`;
}

function figure(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
