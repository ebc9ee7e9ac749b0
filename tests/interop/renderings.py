"""Questions and answers as Anki renders them: of every card of some packages, and of templates that try its language out."""

import argparse
import itertools
import json
import os
import tempfile

from anki.collection import Collection, ImportAnkiPackageRequest, ImportAnkiPackageOptions

VALUES = {
    "F": "a <b>x</b> &amp; &lt;i&gt; &nbsp;é",
    "E": "",
    "B": " <div><br></div>\n",
    "K": "日本[にほん] 語[ご] a[sound:x.mp3]",
    "With Space": "ws",
}
FRONTS = """{{F}}|{{ F }}|{{{F}}}|{{text:F}}|{{hint:F}}|{{hint:E}}|{{hint:B}}|{{type:F}}|{{type:nc:F}}|{{type:cloze:F}}
{{furigana:K}}|{{kana:K}}|{{kanji:K}}|{{unknown:F}}|{{unknown:text:F}}|{{text:hint:F}}|{{hint:text:F}}|{{type:some:F}}
{{some:unknown:type:F}}|{{#F}}1{{/F}}{{^F}}2{{/F}}{{F}}|{{#E}}1{{/E}}{{^E}}2{{F}}{{/E}}|{{#B}}1{{/B}}{{^B}}2{{F}}{{/B}}
{{#F}}{{^E}}{{#With Space}}{{With Space}}{{/With Space}}{{/E}}{{/F}}|{{ #F }}{{F}}{{ / F }}|{{#F}}{{F}}{{/ F}}
{{#c1}}a{{/c1}}{{F}}|{{^c1}}a{{/c1}}{{F}}|{{Tags}}-{{Type}}-{{Deck}}-{{Subdeck}}-{{Card}}-{{CardFlag}}-{{F}}
{{#Tags}}t{{/Tags}}{{F}}|<!-- {{F}} --> {{F}}|<!-- {{F}} {{F}}|{{F}} <!-- {{Nope}} -->|{{Nope}}|{{text:Nope}}
{{#Nope}}{{F}}{{/Nope}}|{{#F}}{{Nope}}{{/F}}|{{^F}}{{Nope}}{{/F}}{{F}}|{{#F}}|{{/F}}|{{#F}}{{/E}}|{{F|{{F}
{{#F}}{{#E}}{{/F}}{{/E}}|{{F}} {{ {{F}}|}} {{F}}|{{F}}}}|{{}} {{F}}|{{:}}{{F}}|{{text:}}{{F}}|{{F:}}|{{text::F}}|{{::F}}
{{=<% %>=}}<%F%> {{F}} <%#F%>1<%/F%>|{{=<% %>=}} <!-- <%F%> --><%F%>|{{FrontSide}}{{F}}|{{hint:FrontSide}}{{F}}
{{#FrontSide}}{{F}}{{/FrontSide}}|{{E}}|text only|{{#F}}text only{{/F}}|{{^E}}{{F}}{{/E}}|{{cloze:F}}|{{cloze-only:F}}
{{#}}{{F}}|{{/}}{{F}}|{{^}}{{F}}|{{f}}|{{With Space}}|{{With  Space}}|{{text:With Space}}|[latex]{{F}}[/latex]
{{tts en_US:F}}|{{tts en_US voices=a,b:text:F}}|{{tts-voices:}}{{F}}"""
CLOZES = """{{c1::a}} {{c2::b::h}} c|{{c1::a {{c2::b}} c}} d|{{c1::a {{c2::b}} c::h}} d|{{c1,2::m}} {{c1::a}} {{c2::b}}
{{c1,,2::m}}|{{c1,1::m}}|{{c0::z}} {{c1::a}}|{{c1::a}|{{c1::a}} }} b|{{c1::a|{{c1::}} x|{{c1::a::}} x|{{c1::a::h::i}}
{{C1::a}} {{c1::b}}|{{c1:a}} {{c1::b}}|{{ c1::a}} {{c1::b}}|{{c1 ::a}} {{c1::b}}|\\({{c1::x}} + {{c2::y}}\\)
{{c1::\\(x^2\\)}} and \\[{{c2::y}}\\]|\\(<b>a</b> {{c1::<i>b</i>}}\\)|{{c1::std::vector}} x|{{c1::{{c2::{{c3::deep}}}}}}
{{c1::a<br>b}} {{c2::<div>c</div>}}|{{c65535::a}} {{c65536::b}}{{c1::x}}|{{c01::a}}|{{c1::a}}{{c1::a}}{{c1::b}}
}}{{c1::a}}|{{{c1::a}}}|{{c1::{a} }}|{{c1::a}}  {{c3::c}}|{{c1::a {{c1::b}} c}}|{{c1::é日本::ヒント}}|{{c1::a&amp;b::&lt;}}"""
CLOZE_FRONTS = [
    "{{cloze:T}}",
    "{{cloze-only:T}}",
    "{{cloze:T}}{{type:cloze:T}}",
    "{{#c1}}one{{/c1}}{{#c2}}two{{/c2}}{{^c1}}not{{/c1}}{{cloze:T}}",
    "{{text:cloze:T}}",
    "{{hint:cloze:T}}",
    "{{T}}",
]
READINGS = """a[b] c[d]|[a][b]|a[]b[c]|a[b]c[d]| a[b]  c[d]|<b>a[b]</b>|a[b|x a[b c] d|日本[にほん]語[ご]|a[sound:x.mp3]b[c]|[[a]]
a]b[c]|a[[b]]|é [x]|a&nbsp;b[c]|a [ b [c]"""


def split(table):
    return [one for line in table.split("\n") for one in line.split("|")]


def cases():
    """Front, back, values, whether a cloze type, numbers of cards."""
    for front in split(FRONTS):
        yield front, "{{FrontSide}}/", VALUES, False, [0]
    yield "{{F}}", "{{FrontSide}}{{FrontSide}}<hr>{{E}}{{text:FrontSide}}", VALUES, False, [0]
    yield "{{F}}{{type:With Space}}", "{{FrontSide}} {{type:With Space}} {{Nope}}", VALUES, False, [0]
    for text, front in itertools.product(split(CLOZES), CLOZE_FRONTS):
        yield front, "{{cloze:T}}{{X}}/{{FrontSide}}", {"T": text, "X": "ex"}, True, [0, 1, 2]
    both = {"T": "{{c1::a}} x", "X": "{{c2::b}} y"}
    yield "{{cloze:T}}{{cloze:X}}", "{{cloze:T}}/{{cloze:X}}", both, True, [0, 1]
    for text, kind in itertools.product(split(READINGS), ["furigana", "kana", "kanji"]):
        yield "{{F}}{{%s:K}}" % kind, "{{FrontSide}}/", {"F": "f", "K": text}, False, [0]


def plain_type(model):
    return {
        "key": str(model["id"]),
        "name": model["name"],
        "kind": "cloze" if model["type"] == 1 else "normal",
        "fields": [{"name": field["name"], "rtl": field["rtl"], "description": ""} for field in model["flds"]],
        "templates": [
            {"name": one["name"], "front": one["qfmt"], "back": one["afmt"]} for one in model["tmpls"]
        ],
        "css": model["css"],
        "latexPre": "",
        "latexPost": "",
        "sortField": model.get("sortf") or 0,
        "modifiedAt": 0,
    }


def text_of(nodes):
    return "".join(node.text if node.HasField("text") else node.replacement.current_text for node in nodes)


def sides(render):
    """undefined templates are refused by Anki: then there is no text."""
    try:
        rendered = render()
        return {"question": text_of(rendered.question_nodes), "answer": text_of(rendered.answer_nodes)}
    except Exception:
        return {"question": None, "answer": None}


def of_packages(col, files):
    for file in files:
        options = ImportAnkiPackageOptions()
        col.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options))
    for card_id in col.find_cards(""):
        card = col.get_card(card_id)
        note = card.note()
        yield {
            "noteType": plain_type(note.note_type()),
            "values": dict(note.items()),
            "number": card.ord + 1,
            "deck": col.decks.name(card.did),
            "tags": note.tags,
            **sides(lambda: col._backend.render_existing_card(card_id=card_id, browser=False, partial_render=False)),
        }


def of_cases(col):
    for index, (front, back, values, is_cloze, numbers) in enumerate(cases()):
        model = col.models.new(f"case {index}")
        model["type"] = 1 if is_cloze else 0
        for name in values:
            col.models.add_field(model, col.models.new_field(name))
        template = col.models.new_template("Card 1")
        template["qfmt"] = template["afmt"] = "{{%s%s}}" % ("cloze:" if is_cloze else "", next(iter(values)))
        col.models.add_template(model, template)
        col.models.add_dict(model)
        model = col.models.by_name(f"case {index}")
        note = col.new_note(model)
        for name, value in values.items():
            note[name] = value
        note.tags = ["tag1", "tag2"]
        model["tmpls"][0]["qfmt"], model["tmpls"][0]["afmt"] = front, back
        for number in numbers:
            rendered = sides(
                lambda: col._backend.render_uncommitted_card_legacy(
                    note=note._to_backend_note(),
                    card_ord=number,
                    template=json.dumps(model["tmpls"][0]).encode(),
                    fill_empty=False,
                    partial_render=False,
                )
            )
            row = {"noteType": plain_type(model), "values": values, "number": number + 1, "deck": "(Deck)"}
            yield {**row, "tags": note.tags, **rendered}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "collection.anki2"))
        rows = [*of_packages(col, options.files), *of_cases(col)]
        col.close()
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(rows, file)


main()
