"""Packages that Anki itself exports, drawn from a seed: single ones of every kind, and series of exports of one collection."""

import os
import random
import shutil

from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions

from memory_states import WEIGHTS, live, pass_days

STOCK = ["Basic", "Basic (and reversed card)", "Basic (optional reversed card)", "Basic (type in the answer)", "Cloze"]
DECKS = ["Default", "Languages::French", "Languages::日本語", "Maths, 1/2::Limits"]
TAGS = ["verb", "chapter::1", "chapter::2", "été", "marked", "leech"]
MEDIA = {"été 日本 (1).png": 300, "plain.mp3": 2000, "_static.css": 40, "Ünï.svg": 100}
TEXTS = [
    "plain text",
    "<b>bold</b> &amp; <i>more</i>",
    '<img src="été 日本 (1).png"> and [sound:plain.mp3]',
    "日本[にほん]語",
    "\\(x^2\\) and [$]\\frac{a}{b}[/$]",
    "line<br>break &nbsp; «quoted» {{not a field}}",
    "cafe\u0301 decomposed",
    '<img src="Ünï.svg"><img src="missing.jpg">',
]
CLOZES = [
    "{{c1::one}} and {{c2::two::hint}}",
    "{{c2::only the second}}",
    "\\({{c1::x^2}}\\) is {{c3::a {{c4::nested}} one}}",
]


def vocabulary(col, name):
    model = col.models.new(name)
    for field in ["Word", "Meaning", "Example", "Picture"]:
        col.models.add_field(model, col.models.new_field(field))
    model["css"] = ".card { color: navy; background: url(_static.css) }"
    model["sortf"] = 1
    sides = [
        ("Recognise", "{{Word}}", "{{FrontSide}}<hr id=answer>{{Meaning}}{{#Example}}<i>{{Example}}</i>{{/Example}}"),
        ("Recall", "{{Meaning}}{{^Example}}(no example){{/Example}}", "{{Word}} {{type:Word}}"),
        ("Picture", "{{#Picture}}{{Picture}}{{hint:Example}}{{/Picture}}", "{{text:Word}} {{Tags}}"),
    ]
    for title, front, back in sides:
        template = col.models.new_template(title)
        template["qfmt"], template["afmt"] = front, back
        col.models.add_template(model, template)
    col.models.add_dict(model)
    return col.models.by_name(name)


def two_clozes(col):
    model = col.models.copy(col.models.by_name("Cloze"), add=False)
    model["name"] = "Two clozes"
    col.models.add_field(model, col.models.new_field("Second"))
    model["tmpls"][0]["qfmt"] += "<br>{{cloze:Second}}"
    model["tmpls"][0]["afmt"] += "<br>{{cloze:Second}}"
    col.models.add_dict(model)
    return col.models.by_name("Two clozes")


def add_note(col, model, deck, draw):
    note = col.new_note(model)
    for name in note.keys():
        note[name] = draw.choice(TEXTS) if draw.random() < 0.8 else ""
    note.fields[0] = f"{len(col.find_notes(''))} {draw.choice(TEXTS)}"
    if model["type"] == 1:
        note.fields[0] += draw.choice(CLOZES)
        if "Second" in note.keys():
            note["Second"] = draw.choice(CLOZES)
    note.tags = draw.sample(TAGS[:-1], draw.choice([0, 0, 1, 2]))
    col.add_note(note, deck)
    return note


def fill(col, notes, draw):
    draw_bytes = random.Random(draw.random())
    for name, size in MEDIA.items():
        col.media.write_data(name, draw_bytes.randbytes(size))
    decks = [col.decks.id(name) for name in DECKS]
    models = [*(col.models.by_name(name) for name in STOCK), vocabulary(col, "Vocabulary"), two_clozes(col)]
    return [add_note(col, draw.choice(models), draw.choice(decks), draw) for _ in range(notes)]


def studied(path, draw, fsrs):
    """A collection that was studied for some weeks."""
    col = Collection(path)
    col.set_config("fsrs", fsrs)
    config = col.decks.get_config(1)
    config["new"]["perDay"] = config["rev"]["perDay"] = 9999
    col.decks.update_config(config)
    fill(col, 60, draw)
    own = col.decks.add_config("Slow")
    own["fsrsParams6"] = WEIGHTS[1] if fsrs else []
    own["desiredRetention"] = 0.85
    own["new"]["perDay"] = own["rev"]["perDay"] = 9999
    own["new"]["delays"], own["lapse"]["delays"] = [2.0, 15.0, 60.0], [5.0]
    col.decks.update_config(own)
    french = col.decks.by_name("Languages::French")
    french["conf"] = own["id"]
    col.decks.save(french)
    cards = list(col.find_cards(""))
    col = live(col, cards[: len(cards) * 3 // 4], 12, draw)
    for flag in range(1, 8):
        col.set_user_flag_for_cards(flag, draw.sample(cards, 2))
    col.sched.suspend_cards(draw.sample(cards, 4))
    col.sched.bury_cards(draw.sample(cards, 3))
    return col


def filter_some(col):
    deck = col.sched.get_or_create_filtered_deck(0)
    deck.name = "Filtered"
    deck.config.search_terms[0].search = "is:review -is:suspended -is:buried"
    deck.config.search_terms[0].limit = 6
    col.sched.add_or_update_filtered_deck(deck)


def export(col, path, legacy, scheduling=True, limit=None):
    options = ExportAnkiPackageOptions(
        with_scheduling=scheduling, with_deck_configs=scheduling, with_media=True, legacy=legacy
    )
    col.export_anki_package(out_path=path, options=options, limit=limit)
    return path


def whole(col, path, legacy):
    """Exports the collection; it stays open."""
    col.export_collection_package(path, include_media=True, legacy=legacy)
    col.reopen()
    return path


def singles(folder, seed):
    found = []
    for fsrs in (True, False):
        name = "fsrs" if fsrs else "sm2"
        draw = random.Random(seed + fsrs)
        col = studied(os.path.join(folder, f"{name}.anki2"), draw, fsrs)
        languages = DeckIdLimit(col.decks.id("Languages"))
        for stage in ("plain", "filtered"):
            if stage == "filtered":
                filter_some(col)
            for legacy in (False, True):
                kind = f"{name} {stage} {'legacy' if legacy else 'latest'}"
                base = os.path.join(folder, kind)
                found.append((f"{kind} apkg", fsrs, [export(col, base + ".apkg", legacy)]))
                found.append((f"{kind} colpkg", fsrs, [whole(col, base + ".colpkg", legacy)]))
                if stage == "plain":
                    found.append((f"{kind} deck", fsrs, [export(col, base + " deck.apkg", legacy, True, languages)]))
                    found.append((f"{kind} no schedules", fsrs, [export(col, base + " bare.apkg", legacy, False)]))
        col.close()
    return [{"name": name, "fsrs": fsrs, "files": files} for name, fsrs, files in found]


class Source:
    """A collection that is exported again and again, each change a hundred seconds after the one before."""

    def __init__(self, folder, seed, legacy):
        self.folder, self.legacy, self.count = folder, legacy, 0
        self.draw = random.Random(seed)
        self.name = f"series {seed} {'legacy' if legacy else 'latest'}"
        self.col = Collection(os.path.join(folder, f"{self.name}.anki2"))
        self.notes = fill(self.col, 40, self.draw)
        self.now = self.col.db.scalar("select max(mod) from notes")

    def changed(self, notes):
        self.now += 100
        for note in notes:
            self.col.db.execute("update notes set mod = ? where id = ?", self.now, note.id)

    def export(self):
        self.count += 1
        return export(self.col, os.path.join(self.folder, f"{self.name} {self.count}.apkg"), self.legacy)

    def edit(self, notes):
        for note in notes:
            note.load()
            note.fields[0] += " edited"
            note.tags = [*note.tags, "edited"]
            self.col.update_note(note)
        self.changed(notes)

    def type_changed(self, model):
        self.now += 100
        self.col.models.update_dict(model)
        self.col.db.execute("update notetypes set mtime_secs = ? where id = ?", self.now, model["id"])


def series(folder, seed, legacy):
    source = Source(folder, seed, legacy)
    col, notes, draw = source.col, source.notes, source.draw
    first = source.export()
    source.edit(notes[:5])
    add_note(col, col.models.by_name("Basic"), 1, draw)
    col.remove_notes([notes.pop().id, notes.pop().id])
    col.set_deck([notes[6].card_ids()[0]], col.decks.id("Moved"))
    second = source.export()
    model = col.models.by_name("Vocabulary")
    model["tmpls"][0]["qfmt"] += " (asked anew)"
    model["css"] += " .more { color: red }"
    source.type_changed(model)
    source.edit([note for note in notes if note.mid == model["id"]][:2])
    third = source.export()
    basic, typed = col.models.by_name("Basic"), col.models.by_name("Basic (type in the answer)")
    moving = [note for note in notes if note.mid == basic["id"]][:2]
    col.models.change(basic, [note.id for note in moving], typed, {0: 0, 1: 1}, {0: 0})
    source.changed(moving)
    fourth = source.export()
    model = col.models.by_name("Vocabulary")
    col.models.add_field(model, col.models.new_field("Notes"))
    source.type_changed(model)
    source.edit([note for note in notes if note.mid == model["id"]][2:4])
    fifth = source.export()
    col.close()
    files = [first, second, second, first, third, fourth, fifth, second]
    return {"name": source.name, "fsrs": False, "files": files}


def made(folder, seed):
    """Every series of packages, each with the names of its files in the order of their imports."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    runs = singles(folder, seed)
    runs += [series(folder, seed + number, number % 2 == 1) for number in range(4)]
    return runs
