"""Opens our exports of packages in Anki, and exports from there: for each package what Anki makes of it, and of ours."""

import argparse
import json
import os
import shutil
import sys
import tempfile

from anki.errors import TemplateError

from anki_collections import export
from anki_state import state_of
from anki_targets import fresh, replaced, take

FAULT = "(fault)"


def opened(folder, trip, file, schedules):
    """A collection that holds what the file brings into an empty one."""
    col = fresh(os.path.join(folder, "target.anki2"), trip["fsrs"])
    if file.endswith(".colpkg") and schedules:
        return replaced(col, file)
    take(col, file, schedules)
    return col


def in_folder(work):
    folder = tempfile.mkdtemp()
    try:
        return work(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def original(trip, schedules):
    def work(folder):
        col = opened(folder, trip, trip["file"], schedules)
        found = {"state": state_of(col), "faces": faces(col)}
        col.close()
        return found

    return in_folder(work)


def held(trip):
    """What the package itself holds, nothing imported."""

    def work(folder):
        col = replaced(fresh(os.path.join(folder, "target.anki2"), trip["fsrs"]), trip["file"])
        state = state_of(col)
        col.close()
        return state

    return in_folder(work)


def faces(col):
    """Both sides of every card as Anki draws them, by guid and number; what it says where it cannot."""
    found = {}
    for card_id, guid, ord in col.db.all("select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid"):
        try:
            drawn = col._backend.render_existing_card(card_id=card_id, browser=False, partial_render=False)
            found[f"{guid} {ord + 1}"] = [text_of(drawn.question_nodes), text_of(drawn.answer_nodes)]
        except TemplateError as error:
            found[f"{guid} {ord + 1}"] = [f"{FAULT} {error}"]
    return found


def text_of(nodes):
    return "".join(node.text if node.HasField("text") else node.replacement.current_text for node in nodes)


def whole(trip):
    return {"held": held(trip), "original": original(trip, True), "bare": original(trip, False)}


def there(trip, sent):
    def work(folder):
        col = opened(folder, trip, sent["path"], sent["schedules"])
        back = export(col, f"{sent['path']}.back.apkg", sent["older"], sent["schedules"])
        found = {"state": state_of(col), "faces": faces(col), "back": back}
        col.close()
        return found

    return in_folder(work)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    trips = [
        {
            **(whole(trip) if trip["file"] else {}),
            "sent": [there(trip, sent) for sent in trip["sent"]],
        }
        for trip in json.load(sys.stdin)
    ]
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(trips, file)


main()
