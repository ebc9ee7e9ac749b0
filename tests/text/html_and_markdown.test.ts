/** HTML and Markdown turned into one another: the words always stay, and marks that both have. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml } from "../../src/text/escape.ts";
import { htmlAsMarkdown, markdownAsHtml } from "../../src/text/html_and_markdown.ts";
import { htmlText } from "../../src/text/html_text.ts";

test.each([
  ["a **b** $x_1<2$ and `c<d`", "a <strong>b</strong> \\(x_1&lt;2\\) and <code>c&lt;d</code>"],
  ["one\n\ntwo", "<p>one</p>\n<p>two</p>"],
  ["![My sun](My%20sun.svg)", '<img src="My sun.svg" alt="My sun">'],
  ["$$\n\\frac12\n$$", "\\[\n\\frac12\n\\]"],
  ["- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
  ["{{c1::Paris::where}} & 5$", "{{c1::Paris::where}} &amp; 5$"],
  ["<b>no tag</b>", "&lt;b&gt;no tag&lt;/b&gt;"],
])("markdownAsHtml(%j) is %j", (markdown, html) => {
  expect(markdownAsHtml(markdown)).toBe(html);
});

test.each([
  ["a<br>b<div>c</div><div>d</div>", "a\\\nb\n\nc\n\nd"],
  ["# no 5*3 $7 _a_", "\\# no 5\\*3 \\$7 \\_a\\_"],
  ["[sound:a b.mp3]<img src='My sun (1).png' alt=\"x\">", "[a b.mp3](a%20b.mp3)![x](My%20sun%20%281%29.png)"],
  ["\\(x &lt; y\\) [$]z[/$] \\[q\\]", "$x < y$ $z$ $$q$$"],
  ["<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
  ["<ol><li>a</li></ol>", "1. a"],
  ["---", "\\---"],
  ["<pre>if x:\n    y</pre>", "```\nif x:\n    y\n```"],
  ["<code>a`b</code>", "``a`b``"],
  ["{{c1::a::b}}", "{{c1::a::b}}"],
  ['<a href="https://x.y/(z)">t</a>', "[t](https://x.y/%28z%29)"],
  ["\\( never closed <b>x</b>", "\\\\( never closed **x**"],
])("htmlAsMarkdown(%j) is %j", (html, text) => {
  expect(htmlAsMarkdown(html)).toEqual({ text, lost: [] });
});

test("htmlAsMarkdown() says what Markdown has no words for, and keeps the words", () => {
  const html = '<table><tr><td>z</td></tr></table><span style="color:red">y</span><u>w</u>';
  expect(htmlAsMarkdown(html)).toEqual({ text: "zyw", lost: ["table", "tr", "td", "style", "u"] });
});

describe("laws", () => {
  const words = fc.string({ unit: fc.constantFrom(..."ab12 \n<>&*_`$[]()!#-+.=~\\{}|:\"'") });

  test("plain words come through HTML, Markdown and HTML again as they were", () => {
    fc.assert(fc.property(words, (text) => {
      const shown = text.replace(/\s+/g, " ").trim();
      const there = htmlAsMarkdown(escapeHtml(shown));
      expect(htmlText(markdownAsHtml(there.text)).replace(/\s+/g, " ").trim()).toBe(shown);
    }));
  });

  test("signs that nothing closes cost no more than their number", () => {
    for (const sign of ["<", "\\(", "\\[", "<!--", "<pre>", "[sound:", "<a ", '<a "', "<b>"]) {
      expect(htmlAsMarkdown(sign.repeat(30_000)).text.length).toBeLessThan(400_000);
    }
  });
});
