/** HTML of imported notes: what stays, what goes. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { sanitiseHtml } from "../../src/text/sanitise_imported.ts";
import { dangersIn } from "./dangers.ts";

const RED = "color:light-dark(red,oklch(from red max(l,.78) c h))";
const anchor = (href: string, text: string) =>
  `<a class="im-not-loaded" href="${href}" rel="noopener noreferrer nofollow">${text}</a>`;
const clean = (html: string) => sanitiseHtml(html, { mediaBase: "/media/7" });

describe("sanitiseHtml()", () => {
  test.each([
    ["<b>a</b><i>b</i><sub>c</sub><br>", "<b>a</b><i>b</i><sub>c</sub><br />"],
    ["<h1>a</h1>", "<h2>a</h2>"],
    ['<p id="a" class="x y">b</p>', '<p class="im-x im-y im--a">b</p>'],
    ['<img src="a b.png" alt="c">', '<img alt="c" src="/media/7/a%20b.png" />'],
    ['<img src="100%.png">', '<img alt="Picture" src="/media/7/100%25.png" />'],
    [
      '<img src="https://x.y/z.png" alt="c">d',
      '<a class="im-not-loaded" href="https://x.y/z.png" rel="noopener noreferrer nofollow">picture from x.y – not loaded</a>d',
    ],
    ['<img src="//x.y/z.png">', anchor("https://x.y/z.png", "picture from x.y – not loaded")],
    ['<audio src="http://x.y/z.mp3"></audio>', anchor("http://x.y/z.mp3", "sound from x.y – not loaded")],
    ['<img src="data:image/png;base64,AAAA">', '<img alt="Picture" src="data:image/png;base64,AAAA" />'],
    ['<img src="data:image/svg+xml;base64,AAAA">', '<img alt="Picture" />'],
    ['<img src="file:///etc/passwd"><img src="../a.png">', '<img alt="Picture" /><img alt="Picture" />'],
    ['<audio src="a.mp3" autoplay></audio>', '<audio controls preload="none" src="/media/7/a.mp3"></audio>'],
    [
      '<video><source src="a.mp4"><source src="//x.y/b.mp4"></video>',
      '<video controls preload="none"><source src="/media/7/a.mp4" /><source /></video>',
    ],
    ['<a href="https://x.y">a</a>', '<a href="https://x.y" rel="noopener noreferrer nofollow">a</a>'],
    ['<a href="javascript:x" target="_top">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'],
    [
      '<span style="color: red; position: fixed; background: url(//x.y)">a</span>',
      '<span style="color:red;color:light-dark(red,oklch(from red max(l,.78) c h))">a</span>',
    ],
    [
      '<span style="background-color:#fe0;font-weight:bold">a</span>',
      '<span style="--ground:#fe0;background-color:#fe0;font-weight:bold">a</span>',
    ],
    ['<font color="red" size="5">a</font>', `<span style="color:red;${RED};font-size:x-large">a</span>`],
    ["<center>a</center>", '<div style="text-align:center">a</div>'],
    ['<td bgcolor="#ff0">a', '<td style="--ground:#ff0;background-color:#ff0">a</td>'],
    [
      '<details open class="hint"><summary>a</summary>b</details>',
      '<details class="im-hint" open><summary>a</summary>b</details>',
    ],
    ["<ruby>a<rt>b</rt></ruby>", "<ruby>a<rt>b</rt></ruby>"],
    ["<section>a</section>", "<div>a</div>"],
    ['<a href="/sign-out">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'],
    ["<script>a</script><style>b</style>c", "c"],
    ["<form action=/x><input>a<button>b</button></form>", "a"],
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
