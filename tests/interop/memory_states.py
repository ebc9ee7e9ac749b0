"""Cards with the memory states that Anki itself computes for them, as JSON.

Two kinds: lives, which Anki's scheduler wrote day by day (the past is moved back where days go by), and logs, whose
rows are drawn at random, broken ones among them. Run with TZ=Europe/Berlin, as memory_states.ts reads it.
"""

import argparse
import json
import os
import random
import tempfile
import time

from anki.collection import Collection
from anki.scheduler.v3 import CardAnswer

DAY = 86_400
RATINGS = [CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY]
WEIGHTS = [
    [],
    [0.4, 1.9, 4.2, 12.0, 6.8, 0.7, 2.4, 0.02, 1.6, 0.2, 0.9, 1.7, 0.08, 0.3, 1.9, 0.4, 2.2, 0.6, 0.2, 0.1, 0.25],
    [0.9, 2.5, 5.0, 20.0, 5.5, 1.1, 1.9, 0.1, 1.2, 0.05, 1.4, 1.2, 0.12, 0.4, 1.2, 0.7, 1.5, 0.3, 0.5, 0.3, 0.6],
]


def collection(path, weights):
    col = Collection(path)
    col.set_config("fsrs", True)
    config = col.decks.get_config(1)
    config["fsrsParams6"] = weights
    config["new"]["perDay"] = 9999
    config["rev"]["perDay"] = 9999
    col.decks.update_config(config)
    return col


def add_cards(col, count):
    model = col.models.by_name("Basic")
    cards = []
    for number in range(count):
        note = col.new_note(model)
        note["Front"] = str(number)
        col.add_note(note, 1)
        cards.append(note.card_ids()[0])
    return cards


def pass_days(col, days):
    """Lets days go by: everything that has happened is moved back by as much."""
    if days == 0:
        return
    seconds = days * DAY
    col.db.execute("update revlog set id = -id")
    col.db.execute("update revlog set id = -id - ?", seconds * 1000)
    col.db.execute("update col set crt = crt - ?", seconds)
    col.db.execute("update cards set due = due - ? where queue = 1 and due > 1000000000", seconds)
    for card, data in col.db.all("select id, data from cards where data like '%lrt%'"):
        kept = json.loads(data)
        kept["lrt"] -= seconds
        col.db.execute("update cards set data = ? where id = ?", json.dumps(kept), card)


def live(col, cards, rounds, draw):
    for _ in range(rounds):
        for _ in range(draw.randrange(1, 3 * len(cards))):
            queue = col.sched.get_queued_cards(fetch_limit=1)
            if not queue.cards:
                break
            first = queue.cards[0]
            rating = draw.choices(RATINGS, [2, 2, 6, 1])[0]
            card = col.get_card(first.card.id)
            card.start_timer()
            col.sched.answer_card(col.sched.build_answer(card=card, states=first.states, rating=rating))
            time.sleep(0.002)
        for card in draw.sample(cards, 2):
            what = draw.randrange(12)
            if what == 0:
                col.sched.schedule_cards_as_new([card], restore_position=False, reset_counts=False)
            elif what == 1:
                col.sched.set_due_date([card], "3-9")
            elif what == 2:
                col.sched.suspend_cards([card])
            elif what == 3:
                col.sched.bury_cards([card], manual=draw.random() < 0.5)
        time.sleep(0.002)
        path = col.path
        pass_days(col, draw.choice([0, 1, 1, 2, 3, 7, 19]))
        col.close()
        col = Collection(path)
    return col


def draw_log(col, card, draw):
    """Rows with the kinds and eases that Anki writes, in orders that it may not have."""
    at = int(time.time()) // DAY * DAY + 9 * 3600 - draw.randrange(600, 700) * DAY
    rows = []
    for place in range(draw.randrange(0, 9)):
        at += draw.choice([0, 0, 1, 2, 5, 20, 60]) * DAY + draw.randrange(60, 3000)
        kind = draw.choices([0, 1, 2, 3, 4, 5], [4, 8, 2, 2, 1, 1] if place else [8, 3, 1, 1, 1, 1])[0]
        ease = 0 if kind > 3 else draw.randrange(1, 5)
        interval = draw.choice([-60, -600, -86_400 * 2]) if kind in (0, 2) and draw.random() < 0.7 else draw.randrange(1, 90)
        factor = draw.choice([0, draw.randrange(1300, 3000), draw.randrange(100, 1101)])
        rows.append((at * 1000 + draw.randrange(1000), card, 0, ease, interval, 1, factor, 5000, kind))
    col.db.executemany("insert or ignore into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    interval = draw.choice([0, 1, 30, 200])
    kind = draw.choice([1, 2, 2, 2, 3])
    col.db.execute(
        "update cards set type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ? where id = ?",
        kind,
        2 if kind == 2 else 3,
        draw.randrange(0, 900),
        interval,
        draw.choice([1300, 2500, 3100]),
        draw.choice([0, 1, 5]),
        card,
    )


def case_of(col, card, weights):
    kept = json.loads(col.db.scalar("select data from cards where id = ?", card) or "{}")
    columns = "type, queue, due, odue, odid, ivl, factor, reps, lapses, left"
    kind, queue, due, odue, odid, ivl, factor, reps, lapses, left = col.db.first(
        f"select {columns} from cards where id = ?", card
    )
    computed = col._backend.compute_memory_state(card)
    # Anki asks this of no new card: update_memory_state searches for the others.
    known = computed.HasField("state") and kind != 0
    rows = col.db.all("select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", card)
    names = ["id", "ease", "interval", "lastInterval", "factor", "tookMs", "kind"]
    return {
        "weights": weights,
        "state": {
            "type": kind,
            "queue": queue,
            "due": due,
            "originalDue": odue,
            "isFiltered": odid != 0,
            "intervalDays": ivl,
            "factor": factor,
            "reps": reps,
            "lapses": lapses,
            "stepsLeft": left % 1000,
            "stability": kept.get("s"),
            "difficulty": kept.get("d"),
            "lastReviewAt": kept["lrt"] * 1000 if "lrt" in kept else None,
            "collectionMadeAt": col.db.scalar("select crt from col"),
            "collectionWestOffset": col.get_config("creationOffset"),
        },
        "reviews": [dict(zip(names, row)) for row in rows],
        "computed": {"stability": computed.state.stability, "difficulty": computed.state.difficulty} if known else None,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lives", type=int, default=30)
    parser.add_argument("--logs", type=int, default=300)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    cases = []
    today = None
    with tempfile.TemporaryDirectory() as folder:
        for index, weights in enumerate(WEIGHTS):
            col = collection(os.path.join(folder, f"lives{index}.anki2"), weights)
            cards = add_cards(col, options.lives)
            col = live(col, cards, 25, draw)
            today = col.sched.today
            found = [case_of(col, card, weights) for card in cards]
            cases += [{"kind": "life", "today": today, **case} for case in found]
            col.close()
            col = collection(os.path.join(folder, f"logs{index}.anki2"), weights)
            pass_days(col, 800)
            cards = add_cards(col, options.logs)
            for card in cards:
                draw_log(col, card, draw)
            today = col.sched.today
            cases += [{"kind": "log", "today": today, **case_of(col, card, weights)} for card in cards]
            col.close()
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump({"seen": int(time.time() * 1000), "cases": cases}, file)


if __name__ == "__main__":
    main()
