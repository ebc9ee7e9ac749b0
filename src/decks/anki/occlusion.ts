/** Reads the shapes of image-occlusion notes, which cover places of a picture. */
import type { MaskedPicture, PictureMask, PictureText } from "../../text/masked_picture.ts";
import { decodeEntities, htmlText } from "../../text/html_text.ts";
import { type ShapeCloze, shapeClozes, type Shown } from "./cloze.ts";

type Shape = Readonly<Record<string, string>>;

/** The masks of one card over its picture; undefined for fields without shapes. */
export function maskedPicture(
  fields: Iterable<string>,
  { html, shown }: { readonly html: string; readonly shown: Shown },
): MaskedPicture | undefined {
  const clozes = [...fields].flatMap((field) => field.includes("image-occlusion:") ? shapeClozes(field) : []);
  if (clozes.length === 0) return undefined;
  const masks: PictureMask[] = [];
  const texts: PictureText[] = [];
  for (const cloze of clozes) {
    const { kind, shape } = shapeOf(cloze.shape);
    if (kind === "text") texts.push(textOf(shape));
    else {
      const mask = maskOf(kind, { shape, state: stateOf(cloze, { shape, shown }) });
      if (mask !== undefined) masks.push(mask);
    }
  }
  return { src: firstPicture(html), masks, texts };
}

/** The file of the first picture in a rendered card; empty where there is none. */
function firstPicture(html: string): string {
  const tag = /<img\s[^<>]*>/i.exec(html)?.[0] ?? "";
  const [, double, single, bare] = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(tag) ?? [];
  return decodeEntities(double ?? single ?? bare ?? "");
}

/** `rect:left=.1:top=.2`; in values `\:` is a colon. */
function shapeOf(source: string): { readonly kind: string; readonly shape: Shape } {
  const [kind = "", ...parts] = source.replace(/<[^>]*>/g, "").match(/(?:\\[\s\S]|[^:\\])+/g) ?? [];
  const shape = Object.fromEntries(
    parts.filter((part) => part.includes("=")).map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at).trim(), part.slice(at + 1).replace(/\\([:\\])/g, "$1")];
    }),
  );
  return { kind: kind.trim(), shape };
}

/** Shapes of the card's number are asked for; others are covered where the note hides all. */
function stateOf(
  { numbers }: ShapeCloze,
  { shape, shown }: { readonly shape: Shape; readonly shown: Shown },
): PictureMask["state"] {
  if (numbers.includes(0)) return "hidden";
  if (numbers.includes(shown.number)) return shown.question ? "asked" : "answered";
  return shape["oi"] === "1" ? "hidden" : "open";
}

function maskOf(
  kind: string,
  { shape, state }: { readonly shape: Shape; readonly state: PictureMask["state"] },
): PictureMask | undefined {
  const left = fraction(shape["left"]);
  const top = fraction(shape["top"]);
  // Stored as ten-thousandths of a turn from 0 to 10000.
  const angle = (fraction(shape["angle"]) / 10000) * 360;
  if (kind === "rect") {
    const size = { width: fraction(shape["width"]), height: fraction(shape["height"]) };
    return { kind, state, left, top, angle, ...size, points: [] };
  }
  if (kind === "ellipse") {
    const size = { width: 2 * fraction(shape["rx"]), height: 2 * fraction(shape["ry"]) };
    return { kind, state, left, top, angle, ...size, points: [] };
  }
  return kind === "polygon" ? polygon(shape, { state, left, top, angle }) : undefined;
}

/** Points may be written from any corner: their outermost ones are moved to left and top. */
function polygon(
  shape: Shape,
  { left, top, ...rest }: Pick<PictureMask, "state" | "left" | "top" | "angle">,
): PictureMask | undefined {
  const points = (shape["points"] ?? "").trim().split(/\s+/).flatMap((pair) => {
    const [x, y] = pair.split(",");
    return y === undefined ? [] : [{ x: fraction(x), y: fraction(y) }];
  });
  if (points.length < 3) return undefined;
  const corner = { x: lowest(points.map(({ x }) => x)), y: lowest(points.map(({ y }) => y)) };
  const moved = points.map(({ x, y }) => ({ x: x - corner.x + left, y: y - corner.y + top }));
  const width = -lowest(moved.map(({ x }) => -x)) - left;
  const height = -lowest(moved.map(({ y }) => -y)) - top;
  return { kind: "polygon", ...rest, left, top, width, height, points: moved };
}

function textOf(shape: Shape): PictureText {
  const size = shape["fs"] === undefined ? 0.04 : fraction(shape["fs"]);
  const scale = shape["scale"] === undefined ? 1 : fraction(shape["scale"]);
  return {
    text: htmlText(shape["text"] ?? ""),
    left: fraction(shape["left"]),
    top: fraction(shape["top"]),
    size: size * scale,
  };
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function fraction(text: string | undefined): number {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) ? Math.max(-20000, Math.min(20000, value)) : 0;
}
