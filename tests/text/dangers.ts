/** Looks for what could run or load in HTML, by reading its tags as a browser does. */

const TAG = /<(\/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const SAFE = new Set(
  ("p h2 h3 h4 h5 h6 ul ol li blockquote pre hr br table thead tbody tfoot tr th td caption colgroup col em strong s code a " +
    "img span div b i u del ins mark small sub sup kbd samp var abbr cite q dl dt dd ruby rt rp figure figcaption details " +
    "summary audio video source big strike tt acronym dfn time bdi bdo wbr rb rtc svg path line math semantics " +
    "annotation mrow mi mo mn mtext mspace msup msub msubsup mfrac msqrt mroot " +
    "mover munder munderover mtable mtr mtd mstyle mpadded mphantom menclose mglyph merror").split(" "),
);

/** Every tag, attribute and address that should not be there. */
export function dangersIn(html: string): string[] {
  const found: string[] = [];
  for (const [, , name = "", attributes = ""] of html.matchAll(TAG)) {
    if (!SAFE.has(name.toLowerCase())) found.push(`tag ${name}`);
    for (const [, key = "", double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
      const value = decoded(double ?? single ?? bare ?? "");
      if (/^on/i.test(key)) found.push(`attribute ${key}`);
      if (/^(?:href|src|action|formaction|xlink:href|srcset|poster)$/i.test(key)) {
        const scheme = /^[\s\0-\x20]*([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\t\n\r]/g, ""))?.[1]
          ?.toLowerCase();
        const local = key === "href" ? [undefined, "http", "https", "mailto"] : [undefined];
        if (key === "src" && /^data:image\/(?:png|jpe?g|gif|webp);base64,/i.test(value)) continue;
        if (!local.includes(scheme) || (key !== "href" && value.startsWith("//"))) {
          found.push(`${key} ${value}`);
        }
      }
      if (/^style$/i.test(key) && /url\(|expression|@import|position\s*:\s*fixed/i.test(value)) {
        found.push(`style ${value}`);
      }
    }
  }
  // A `<` that opens no readable tag would be left to the browser's mercy.
  if (/<(?![/a-zA-Z])/.test(html) || /</.test(html.replace(TAG, ""))) found.push("a loose <");
  return found;
}

function decoded(value: string): string {
  return value
    .replace(/&#x([0-9a-f]+);?/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);?/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll("&colon;", ":").replaceAll("&Tab;", "\t").replaceAll("&NewLine;", "\n")
    .replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
