"""What a collection of Anki's holds, in words that state.ts uses for ours."""

import hashlib
import json
import os
import unicodedata

PHASES = ["new", "learning", "review", "relearning"]
BURIED = {-2: "sibling", -3: "hand"}
COLUMNS = "id, nid, did, ord, type, queue, due, odue, odid, ivl, reps, lapses, flags, data"


def nfc(text):
    return unicodedata.normalize("NFC", text)


def state_of(col):
    guids, types = {}, {}
    notes = {}
    for note_id, guid, mid, tags, fields in col.db.all("select id, guid, mid, tags, flds from notes"):
        model = col.models.get(mid)
        types[note_id] = model
        guids[note_id] = guid
        names = [field["name"] for field in model["flds"]]
        notes[guid] = {
            "type": model["name"],
            "fields": dict(zip(names, fields.split("\x1f"))),
            "tags": sorted(tags.split()),
        }
    reviews = dict(col.db.all("select cid, count() from revlog where ease > 0 group by cid"))
    rows = col.db.all(f"select {COLUMNS} from cards order by id")
    cards = {}
    for row in rows:
        key = f"{guids[row[1]]} {'c' if types[row[1]]['type'] == 1 else 't'}{row[3] + 1}"
        cards[key] = card_of(col, row, reviews.get(row[0], 0))
    return {
        "notes": notes,
        "cards": cards,
        "decks": sorted(deck.name for deck in col.decks.all_names_and_ids(include_filtered=False)),
        "media": media_of(col),
    }


def card_of(col, row, reviews):
    _, _, did, _, kind, queue, due, odue, odid, ivl, reps, lapses, flags, data = row
    kept = json.loads(data or "{}")
    phase = PHASES[kind]
    wanted = odue if odid and odue else due
    in_days = phase == "review" or (phase != "new" and wanted < 1_000_000_000)
    learnt = phase != "new"
    return {
        "deck": col.decks.name(odid or did),
        "flag": flags & 7,
        "suspended": queue == -1,
        "buried": BURIED.get(queue),
        "phase": phase,
        "position": None if learnt else wanted,
        "dueIn": wanted - col.sched.today if in_days else None,
        "dueAt": wanted if learnt and not in_days else None,
        "intervalDays": ivl if phase == "review" else None,
        "reps": reps,
        "lapses": lapses,
        "stability": kept.get("s") if learnt else None,
        "difficulty": kept.get("d") if learnt else None,
        "computed": computed_state(col, row[0]) if learnt and "s" in kept else None,
        "reviews": reviews,
    }


def computed_state(col, card):
    """What Anki makes of the card's log now: with the card it keeps a state that was rounded at every answer."""
    found = col._backend.compute_memory_state(card)
    return [found.state.stability, found.state.difficulty] if found.HasField("state") else None


def media_of(col):
    folder = col.media.dir()
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            found[nfc(name)] = hashlib.sha256(file.read()).hexdigest()
    return found
