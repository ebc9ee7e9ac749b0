/** Style sheets of imported note types: what stays, and that it stays inside. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { scopedCss } from "../../src/text/scoped_css.ts";

const scoped = (css: string) => scopedCss(css, { scope: "s", mediaBase: "/m/" });
const inside = (css: string) => /^@layer imported\{([\s\S]*)\}\n$/.exec(scoped(css))?.[1];
const dark = (selector: string, rule: string) =>
  `[data-theme="dark"] ${selector}{${rule}}@media (prefers-color-scheme:dark){[data-theme="system"] ${selector}{${rule}}}`;

describe("scopedCss()", () => {
  test.each([
    [".x{top:1px}", ":where(.s) .im-x{top:1px}"],
    ["b,#a>.x{top:1px}", ":where(.s) b{top:1px}:where(.s) .im--a>.im-x{top:1px}"],
    [".card{font-size:20px}", ".s{font-size:20px}"],
    ["body.card1 .x{top:0}", ".s.im-card1 .im-x{top:0}"],
    ["html{line-height:2}html body .x{top:0}", ".s{line-height:2}.s .im-x{top:0}"],
    [":root{--c:1px}", ".s{--c:1px}"],
    ["*{top:0}", ":where(.s) *{top:0}"],
    [
      ".x:is(.a,#b):not(.c)::before{content:'</style>'}",
      ':where(.s) .im-x:is(.im-a,.im--b):not(.im-c)::before{content:"</style>"}',
    ],
    [".card+.x{top:0}.card~p{top:0}", ""],
    [".x{.y{top:0}}", ""],
    ["@media (max-width:9px){.x{top:0}}", "@media (max-width:9px){:where(.s) .im-x{top:0}}"],
    [
      "@keyframes k{to{top:0}}.x{animation:k 1s}",
      "@keyframes s-k{to{top:0}}:where(.s) .im-x{animation:s-k 1s}",
    ],
    [
      "@font-face{font-family:My Font;src:url(_f.ttf)}.x{font-family:my font,arial}",
      '@font-face{font-family:"s My Font";src:url(/m/_f.ttf)}:where(.s) .im-x{font-family:"s My Font",arial}',
    ],
  ])("keeps %j inside", (css, expected) => expect(inside(css)).toBe(expected));

  test.each([
    "@import url(_a.css);",
    "@import 'http://x.y/a.css';",
    "@font-face{font-family:a;src:url(http://x.y/a.ttf)}",
    ".x{position:fixed}",
    ".x{position:sticky}",
    ".x{position:var(--p)}",
    ".x{background:url(http://x.y/a.png)}",
    ".x{background:url(//x.y/a.png)}",
    ".x{background:url(/settings)}",
    ".x{background:url(data:image/svg+xml,a)}",
    ".x{background:u\\72l(//x.y)}",
    ".x{--u:url(//x.y)}",
    ".x{background:image-set('//x.y/a.png' 1x)}",
    ".x{width:expression(alert(1))}",
    ".x{behavior:url(a.htc)}",
    ".x{-moz-binding:url(a.xml)}",
    ".x{filter:progid:DXImageTransform.x(src='a')}",
    "</style><script>alert(1)</script>.x{top:0}",
    "@page{margin:0}@namespace x url(a);@layer reset{.x{top:0}}",
  ])("drops %j", (css) => expect(inside(css)).toBe(""));

  test.each([
    ["the black on white of Anki adapts to the page", ".card{color:black;background-color:white}", ""],
    ["#000 on #fff does too", ".card{color:#000;background:#FFF}", ""],
    [
      "a card with colours of its own is paper, in the dark as well",
      ".card{color:#333;background:#ffe}",
      ".s{color-scheme:light;background-color:#fff;color:#000}.s{color:#333;background:#ffe}",
    ],
    [
      "unless its author thought of the dark",
      ".card{background:#ffe}.card.nightMode{background:#222}",
      `.s{color-scheme:light;background-color:#fff;color:#000}${
        dark(".s", "color-scheme:dark;background-color:var(--surface);color:var(--ink)")
      }.s{background:#ffe}${dark(".s", "background:#222")}`,
    ],
    [
      "rules of night mode follow the theme",
      ".night_mode .x{color:pink}",
      dark(":where(.s) .im-x", "color:pink"),
    ],
    [
      "rules of the day follow it as well",
      ".card:not(.nightMode) .x{top:0}",
      '[data-theme="light"] .s .im-x{top:0}@media (prefers-color-scheme:light){[data-theme="system"] .s .im-x{top:0}}',
    ],
    [
      "letters become light in the dark",
      ".x{color:blue}",
      ":where(.s) .im-x{color:blue;color:light-dark(blue,oklch(from blue max(l,.78) c h))}",
    ],
    [
      "white paper under words goes in the dark",
      ".x{background:#fff}",
      ":where(.s) .im-x{background:#fff;background-color:light-dark(#fff,transparent)}",
    ],
  ])("%s", (_, css, expected) => expect(inside(css)).toBe(expected));

  test("leaves out what is too long or nested absurdly, without running out of anything", () => {
    for (
      const css of [
        ".x{top:0}".repeat(30_000),
        `.x{width:${"(".repeat(50_000)}`,
        "@media all{".repeat(50_000),
      ]
    ) {
      expect(scoped(css)).toMatch(/^\/\* /);
    }
  });

  test("lets no selector out and nothing load from elsewhere, whatever the sheet", () => {
    const piece = fc.constantFrom(
      ...[
        ".card",
        ".x",
        "#a",
        "body",
        "html",
        ":root",
        "*",
        ",",
        ">",
        "+",
        " ",
        "{",
        "}",
        "{",
        "}",
        ";",
        ":",
        "(",
        ")",
      ],
      ...[
        "color:red;",
        "position:fixed;",
        "background:url(//x.y/z);",
        "url('http://x.y')",
        "@media (a){",
        "@import 'x';",
      ],
      ...[
        "@font-face{font-family:a;src:url(b)}",
        "/*",
        "*/",
        "\\",
        "'",
        '"',
        "<!--",
        "-->",
        "&",
        "::before",
        ":not(",
        ":has(",
      ],
      ...[".nightMode", "top:0", "@layer x{", "--v:", "u\\72l(", "image-set(", "expression(", "]", "[a=b]"],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const out = scoped(pieces.join(""));
        expect(out).not.toMatch(/\/\/x\.y|http:|position:fixed|@import|expression\(|image-set\(|u\\72l/i);
        const flat = out.replace(/^@layer imported\{/, "").replace(/@(?:media|supports|layer)[^{]*\{/g, "")
          .replace(
            /@(?:font-face|keyframes)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g,
            "",
          );
        for (const [, selector = ""] of flat.matchAll(/(?:^|[{}])([^{}]+)\{/g)) {
          expect(selector).toMatch(/\.s\b/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
