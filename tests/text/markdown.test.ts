/** Markdown of cards: what renders, what is shown as text, and what never reaches a page. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  mathProblems,
  plainText,
  renderInline,
  renderLine,
  renderMarkdown,
  renderWithTex,
  summaryText,
} from "../../src/text/markdown.ts";
import { literal } from "../../src/text/literal.ts";
import { marked } from "../../src/text/marks.ts";
import { findInMarkdown } from "../../src/text/parse_markdown.ts";
import { dangersIn } from "./dangers.ts";

const options = { mediaBase: "/media/deck", fence: undefined };

const render = (source: string) => renderMarkdown(source, options);

/** The formulas in HTML, as KaTeX notes them. */
function formulasIn(html: string): string[] {
  return [...html.matchAll(/<annotation encoding="application\/x-tex">(.*?)<\/annotation>/gs)].map((
    [, tex = ""],
  ) => tex);
}

describe("formulas", () => {
  test.each([
    ["$x$", ["x"]],
    ["a $x$, $y$ b", ["x", "y"]],
    ["$x$-axis", ["x"]],
    ["$5 and $6", []],
    ["$ x$", []],
    ["$x $", []],
    ["$x$5", []],
    ["\\$x$", []],
    ["$a\\$b$", ["a\\$b"]],
    ["$5 or $x$", ["x"]],
    ["`$x$`", []],
    ["$a_1$ and $b_1$", ["a_1", "b_1"]],
    ["$*a*$", ["*a*"]],
    ["[$x$](https://a.b)", ["x"]],
    ["| $x$ | $\\vert y$ |\n|---|---|", ["x", "\\vert y"]],
    ["a $$x$$ b", ["x"]],
    ["$$\nx\n+ y\n$$", ["x\n+ y"]],
    ["text\n$$x$$\ntext", ["x"]],
    ["> $$\n> x\n> $$", ["x"]],
    ["- item\n\n  $$\n  x\n  $$", ["x"]],
    ["    $$\n    x\n    $$", []],
    ["$$\nx\n\ny\n$$", []],
    ["```\n$x$\n```", []],
  ])("%j holds the formulas %j", (source, formulas) => {
    expect(formulasIn(render(source))).toEqual(formulas);
  });

  test("display maths can be scrolled by keys and has a name", () => {
    const frame =
      `class="formula" tabindex="0" role="group" aria-label="Formula"><span class="katex-display">`;
    expect(render("$$\nx\n$$")).toContain(`<div ${frame}`);
    expect(render("a $$x$$")).toContain(`<p>a <span ${frame}`);
  });

  test("a bad formula shows as code that says what is wrong", () => {
    expect(render("$\\foo<$")).toBe(
      '<p><code class="bad-formula" title="This formula cannot be set: Undefined control sequence: \\foo">' +
        "\\foo&lt;</code></p>\n",
    );
  });

  test.each([
    "\\href{javascript:alert(1)}{x}",
    "\\htmlClass{evil}{x}",
    "\\htmlStyle{color:red}{x}",
    "\\htmlId{a}{x}",
    "\\includegraphics{a}",
  ])(
    "%s is not trusted",
    (tex) => expect(render(`$${tex}$`)).toContain('class="bad-formula"'),
  );

  test("the class of deletions is trusted", () => {
    expect(render("$\\htmlClass{cloze}{x}$")).toContain('<span class="enclosing cloze">');
  });

  test("a formula does not leave its macros to the next", () => {
    expect(render("$\\gdef\\a{x} \\a$ $\\a$")).toContain("bad-formula");
  });

  test.each([
    ["$\\foo$", [1]],
    ["> - x $\\foo$\n>   $\\foo$", [7, 18]],
    ["| a | $\\foo$ |\n|---|---|\n| $\\foo$ | $\\foo$ |", [7, 28, 37]],
    ["$$\na\n\\foo\n$$", [5]],
    ["a\n   b $\\foo$", [8]],
    ["$x$ and $y", [8]],
    ["# $\\foo$ #", [3]],
    ["$ $", [0, 2]],
    ["fine $x$ \\$", []],
  ])("mathProblems(%j) stand at %j", (source, offsets) => {
    expect(mathProblems(source).map(({ offset }) => offset)).toEqual(offsets);
  });

  test("findInMarkdown() gives each formula the place where its text stands", () => {
    const piece = fc.constantFrom(
      "$x$",
      "$a_1+b$",
      "- ",
      "> ",
      "\n",
      "\n\n",
      "word ",
      "**",
      "`",
      "|",
      "$$y$$",
      "# ",
      "  ",
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const source = pieces.join("");
      for (const { start, end, tex } of findInMarkdown(source).math) {
        const dollars = source.startsWith("$$", start) ? 2 : 1;
        expect(source.slice(start + dollars, end - dollars)).toBe(tex);
      }
    }));
  });
});

describe("Markdown", () => {
  test.each([
    ["# A", "<h2>A</h2>\n"],
    ["###### A", "<h6>A</h6>\n"],
    ["A\n=", "<h2>A</h2>\n"],
    ["<b>x</b> & 'y'", "<p>&lt;b&gt;x&lt;/b&gt; &amp; 'y'</p>\n"],
    ['"quotes" -- (c)', '<p>"quotes" -- (c)</p>\n'],
    ["https://a.b", "<p>https://a.b</p>\n"],
    ["[a](https://a.b 'c')", '<p><a href="https://a.b" title="c" rel="noopener noreferrer">a</a></p>\n'],
    ["![a $k$](k.svg)", '<p><img src="/media/deck/k.svg" alt="a k" /></p>\n'],
    ["![a](<b c.svg> 'd')", '<p><img src="/media/deck/b%20c.svg" alt="a" title="d" /></p>\n'],
    [
      "```py\nx = 1\n```",
      '<pre><code class="language-py">x = <span class="hljs-number">1</span>\n</code></pre>\n',
    ],
    ["```nolang\n<x>\n```", '<pre><code class="language-nolang">&lt;x&gt;\n</code></pre>\n'],
    ["3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'],
  ])("%j is %j", (source, html) => expect(render(source)).toBe(html));

  test("tables keep the side that their columns stand at", () => {
    expect(render("| a | b |\n|:--|--:|\n| 1 | 2 |")).toContain('<td style="text-align:right">2</td>');
  });

  test.each(["https://x.y/k.png", "//x.y/k.png", "/k.png", "../k.png", "data:image/png;base64,AAAA"])(
    "the remote picture %s is shown as its text",
    (src) => {
      const html = render(`![a kernel](${src})`);
      expect(html).toContain(
        '<span class="no-picture" title="Only pictures of the deck are shown">a kernel</span>',
      );
      expect(html).not.toContain("<img");
    },
  );

  test("a picture is shown as its text where no place of pictures is known", () => {
    expect(renderMarkdown("![a](k.svg)", { ...options, mediaBase: undefined })).toContain(">a</span>");
  });

  test("a fence of the page's own is rendered by the page, and others as code", () => {
    const fence = (info: string, body: string) =>
      info.startsWith("explore ") ? `<my-island>${body}</my-island>` : undefined;
    const html = renderMarkdown("```explore softmax\na: 1\n```\n\n```explored\nx\n```", {
      ...options,
      fence,
    });
    expect(html).toContain("<my-island>a: 1\n</my-island>");
    expect(html).toContain('<pre><code class="language-explored">x\n</code></pre>');
  });

  test("renderInline() makes no blocks", () => {
    expect(renderInline("# **a**", options)).toBe("# <strong>a</strong>");
  });

  test.each([
    ["# A *b*\n\n- c `d`\n- [e](f)\n\n```\ncode\n```", "A b c d e"],
    ["$x_1$ and ![alt](k.svg)", "x_1 and alt"],
    ["a\nb  \nc", "a b c"],
    ["$$\nx\n$$", "x"],
    [marked("secret"), "secret"],
    [marked("[...]") + ": a", "[...]: a"],
    ["", ""],
  ])("plainText(%j) is %j", (source, text) => expect(plainText(source)).toBe(text));

  test("literal() shows any text as it is", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const shown = text.replace(/\s+/g, " ");
      fc.pre(!/[\uE000-\uE0FF\0]/.test(text) && shown.trim() !== "");
      expect(plainText(literal(text))).toBe(shown.trim());
    }));
  });
});

describe("marks of deletions", () => {
  test.each([
    ["a " + marked("b") + " c", '<p>a <span class="cloze">b</span> c</p>\n'],
    [marked("*b*"), '<p><span class="cloze"><em>b</em></span></p>\n'],
    ["x" + marked("_b_") + "y", '<p>x<span class="cloze"><em>b</em></span>y</p>\n'],
    ["`a" + marked("b") + "`", '<p><code>a<span class="cloze">b</span></code></p>\n'],
    [marked("a\n\nb"), '<p><span class="cloze">a</span></p>\n<p><span class="cloze">b</span></p>\n'],
    [marked("[...]") + "(see)", '<p><span class="cloze">[...]</span>(see)</p>\n'],
  ])("%j is %j", (source, html) => expect(render(source)).toBe(html));

  test("a mark around a formula is kept", () => {
    expect(render(marked("$x$"))).toMatch(
      /^<p><span class="cloze"><span class="katex">.*<\/span><\/span><\/p>\n$/,
    );
  });

  test("a mark in a fenced block is kept", () => {
    expect(render("```py\nx = " + marked("1") + "\n```")).toContain('x = <span class="cloze">1</span>');
  });
});

describe("what never reaches a page", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](vbscript:x)",
    "[a](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    '[a](https://a.b "x\\" onclick=\\"alert(1)")',
    '![a" onerror="alert(1)](k.svg)',
    '![a](k.svg "x\\" onerror=\\"alert(1)")',
    '```"><script>alert(1)</script>\nx\n```',
    '```py" onclick="alert(1)\nx\n```',
    "$\\href{javascript:alert(1)}{x}$",
    '$\\foo" onclick="alert(1)$',
    "$</annotation><script>alert(1)</script>$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    '$x$ [a](https://a.b "\uE0100\uE011")',
    '![\uE0100\uE011](k.svg "\uE0100\uE011") $" onclick=alert(1) x="$',
    '[a](https://a.b "\uE000⸨x⸩\uE001 onclick=alert(1)")',
  ])("%j renders without danger", (source) => {
    expect(dangersIn(render(source))).toEqual([]);
  });

  test("random texts render without danger", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...[
          "<script>",
          "</script>",
          "<img src=x onerror=1>",
          "javascript:",
          "](",
          "[",
          "![",
          ")",
          '"',
          "$",
          "$$",
          "```",
          "`",
        ],
        ...[
          "\n",
          "\n\n",
          "| a |\n|---|\n",
          "- ",
          "> ",
          "\uE010",
          "0",
          "\uE011",
          "\uE000⸨",
          "⸩\uE001",
          "\\href{javascript:x}{y}",
        ],
        ...[
          "data:text/html,",
          "&#x6a;avascript:",
          "onclick=",
          "<a href=",
          " 'x'",
          "<svg/onload=1>",
          "\\text{",
          "}",
        ],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(dangersIn(render(pieces.join("")))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a summary", () => {
  test.each([
    ["The **softmax** of $z$ is $p_i$", 200, "The softmax of $z$ is $p_i$"],
    ["Set $$\\frac{a}{b}$$ first", 200, "Set $\\frac{a}{b}$ first"],
    ["Before $abcdefgh$ after", 12, "Before …"],
    ["Only words and more words", 10, "Only word…"],
  ])("of %j at most %i long is %j", (source, longest, summary) => {
    expect(summaryText(source, longest)).toBe(summary);
  });

  test("has its formulas set and the rest escaped", () => {
    const html = renderLine("a <b> & $x^2$ costs 5$");
    expect(html).toContain("a &lt;b&gt; &amp; ");
    expect(html).toContain("<math");
    expect(html).toContain(" costs 5$");
  });
});

test.each([
  ["$a < b$ and *c*", "<p>\\(a &lt; b\\) and <em>c</em></p>\n"],
  ["$$\nx^{2}\n$$", "\\[x^{2}\\]\n"],
  ["<b>no</b> $x$", "<p>&lt;b&gt;no&lt;/b&gt; \\(x\\)</p>\n"],
])("renderWithTex(%j) leaves formulas as TeX between delimiters", (source, html) => {
  expect(renderWithTex(source, { mediaBase: undefined, fence: undefined })).toBe(html);
});
