"""What a collection of Anki's holds, in words that state.ts uses for ours, and beside them what only Anki has."""

import hashlib
import json
import os
import unicodedata

PHASES = ["new", "learning", "review", "relearning"]
BURIED = {-2: "sibling", -3: "hand"}
COLUMNS = "id, nid, did, ord, type, queue, due, odue, odid, ivl, reps, lapses, flags, factor, left, data"


def nfc(text):
    return unicodedata.normalize("NFC", text)


def state_of(col):
    guids, types = {}, {}
    notes = {}
    for note_id, guid, mid, mod, tags, fields in col.db.all("select id, guid, mid, mod, tags, flds from notes"):
        model = col.models.get(mid)
        types[note_id] = model
        guids[note_id] = guid
        names = [field["name"] for field in model["flds"]]
        notes[guid] = {
            "type": model["name"],
            "typeId": str(mid),
            "modifiedAt": mod,
            "fields": dict(zip(names, fields.split("\x1f"))),
            "tags": sorted(tags.split()),
        }
    rows = col.db.all(f"select {COLUMNS} from cards order by id")
    cards = {}
    for row in rows:
        key = f"{guids[row[1]]} {'c' if types[row[1]]['type'] == 1 else 't'}{row[3] + 1}"
        cards[key] = card_of(col, row)
    return {
        "notes": notes,
        "cards": cards,
        "decks": sorted(deck.name for deck in col.decks.all_names_and_ids(include_filtered=False)),
        "media": media_of(col),
        "noteTypes": {str(model["id"]): type_of(model) for model in col.models.all()},
        "options": {deck["name"]: options_of(col, deck) for deck in col.decks.all() if not deck["dyn"]},
    }


def card_of(col, row):
    card_id, _, did, _, kind, queue, due, odue, odid, ivl, reps, lapses, flags, factor, left, data = row
    kept = json.loads(data or "{}")
    phase = PHASES[kind]
    wanted = odue if odid and odue else due
    in_days = phase == "review" or (phase != "new" and wanted < 1_000_000_000)
    learnt = phase != "new"
    log = col.db.all("select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", card_id)
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
        "computed": computed_state(col, card_id) if learnt else None,
        "reviews": sum(1 for review in log if review[1] > 0),
        "own": {
            "queue": queue,
            "interval": ivl,
            "factor": factor,
            "stepsLeft": left % 1000,
            "isFiltered": odid != 0,
            "originalDue": odue,
            "lastReviewAt": kept.get("lrt"),
            "firstPosition": kept.get("pos"),
        },
        "log": log,
    }


def computed_state(col, card):
    """What Anki makes of the card's log now: with the card it keeps a state that was rounded at every answer."""
    found = col._backend.compute_memory_state(card)
    return [found.state.stability, found.state.difficulty] if found.HasField("state") else None


def type_of(model):
    return {
        "name": model["name"],
        "kind": "cloze" if model["type"] == 1 else "normal",
        "fields": [[field["name"], field["rtl"], field["description"]] for field in model["flds"]],
        "templates": [[one["name"], one["qfmt"], one["afmt"]] for one in model["tmpls"]],
        "css": model["css"],
        "latex": [model["latexPre"], model["latexPost"]],
        "sortField": model["sortf"],
        "modifiedAt": model["mod"],
    }


def options_of(col, deck):
    """Description and options, as far as we carry them."""
    config = col.decks.get_config(deck["conf"])
    weights = [config.get(key) for key in ("fsrsParams6", "fsrsParams5", "fsrsWeights")]
    return {
        "description": deck["desc"],
        "isMarkdown": deck.get("md", False),
        "id": config["id"],
        "name": config["name"],
        "values": {
            "learningSteps": config["new"]["delays"],
            "relearningSteps": config["lapse"]["delays"],
            "desiredRetention": round(config["desiredRetention"], 6),
            "maximumInterval": config["rev"]["maxIvl"],
            "newPerDay": config["new"]["perDay"],
            "reviewsPerDay": config["rev"]["perDay"],
            "newOrder": [config["new"]["order"], config["newGatherPriority"], config["newSortOrder"]],
            "reviewOrder": config["reviewOrder"],
            "mix": config["newMix"],
            "bury": [config["new"]["bury"], config["rev"]["bury"], config["buryInterdayLearning"]],
            "leech": [config["lapse"]["leechFails"], config["lapse"]["leechAction"]],
            "weights": [round(weight, 5) for weight in next((each for each in weights if each), [])],
        },
    }


def media_of(col):
    folder = col.media.dir()
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            found[nfc(name)] = hashlib.sha256(file.read()).hexdigest()
    return found
