/** HTML of imported notes: what stays, what goes. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { sanitiseHtml } from "../../src/text/sanitise.ts";
import { dangersIn } from "./dangers.ts";

const clean = (html: string) => sanitiseHtml(html, { mediaBase: "/media/7" });

describe("sanitiseHtml()", () => {
  test.each([
    ["<b>a</b><i>b</i><sub>c</sub><br>", "<b>a</b><i>b</i><sub>c</sub><br />"],
    ["<h1>a</h1>", "<h2>a</h2>"],
    ['<p id="a" class="x y">b</p>', '<p class="x y">b</p>'],
    ['<img src="a b.png" alt="c">', '<img alt="c" src="/media/7/a%20b.png" />'],
    ['<img src="100%.png">', '<img src="/media/7/100%25.png" />'],
    ['<img src="https://x.y/z.png" alt="c">', '<img alt="c" />'],
    ['<audio src="a.mp3" autoplay></audio>', '<audio src="/media/7/a.mp3" controls></audio>'],
    ['<a href="https://x.y">a</a>', '<a href="https://x.y" rel="noopener noreferrer nofollow">a</a>'],
    ['<a href="javascript:x" target="_top">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'],
    [
      '<span style="color: red; position: fixed; background: url(//x.y)">a</span>',
      '<span style="color:red">a</span>',
    ],
    [
      '<span style="background-color:#fe0;font-weight:bold">a</span>',
      '<span style="background-color:#fe0;font-weight:bold">a</span>',
    ],
    ["<script>a</script><style>b</style>c", "c"],
    ["<form action=/x><input><button>a</button></form>", "a"],
    ["<iframe src=x>a</iframe><object data=x></object><embed src=x>", "a"],
    ["<svg onload=1><script>a</script></svg><math><mi>x</mi></math>", "x"],
    ["<p>a", "<p>a</p>"],
    ["1 < 2 & 3", "1 &lt; 2 &amp; 3"],
    ["<!-- a --><?b?>c", "c"],
  ])("makes %j %j", (html, expected) => expect(clean(html)).toBe(expected));

  test.each([
    ["a \\(x &lt; y\\) b", "x &lt; y"],
    ["\\[x&nbsp;+ 1\\]", "x + 1"],
    ["<b>\\(a&amp;b\\)</b>", undefined],
  ])("sets the formulas of %j", (html, tex) => {
    const note = />([^<]*)<\/annotation>/.exec(clean(html))?.[1];
    expect(note).toBe(tex);
    if (tex === undefined) expect(clean(html)).toContain('<code class="bad-formula"');
  });

  test("leaves formulas in code and in attributes alone", () => {
    const html = '<code>\\(x\\)</code><p title="\\(x\\)">a</p>';
    expect(clean(html)).toBe(html);
  });

  test("never lets anything through that runs or loads", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...[
          "<script>",
          "</script>",
          "<img ",
          "src=",
          "x.png",
          "//x.y",
          "https://x.y/",
          "onerror=alert(1)",
          ">",
          "'",
          '"',
          "<svg/onload=1>",
        ],
        ...[
          "<a href=",
          "javascript:alert(1)",
          "java&#9;script:",
          "<style>",
          "<math>",
          "<p ",
          "style=",
          "url(//x)",
          "<!--",
          "-->",
        ],
        ...[
          "<iframe srcdoc=",
          "<base href=//x>",
          "<meta http-equiv=refresh>",
          "<object data=",
          "&lt;",
          "<table><td ",
          "background=//x",
        ],
        ...[
          "<audio ",
          "<template>",
          "<noscript>",
          "<textarea>",
          "<xmp>",
          "<plaintext>",
          "\\(",
          "\\)",
          "\\[",
          "\\]",
          "\uE0100\uE011",
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(dangersIn(clean(pieces.join("")))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("escapes nothing twice", () => {
    const piece = fc.constantFrom(
      "<b>",
      "</b>",
      "<i>",
      "</i>",
      "a",
      "&amp;",
      "&",
      "<br>",
      " < ",
      "&lt;",
      '"',
      "&#39;",
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
      const once = clean(pieces.join(""));
      expect(clean(once)).toBe(once);
    }));
  });
});
