"""Short articles about invented places and people, as many as are wanted: the
same number gives the same article, wherever it is made."""

import random

_NAMES = ["Ilse Varga", "Tomás Rendell", "Zoë Ambrose", "Henrik Østby", "Mara Quill", "Ada Lowther", "Ji-woo Han", "Bryn Cadell"]
_ROLES = ["the harbour master", "the mayor", "a spokeswoman for the council", "the head teacher", "the union’s secretary"]
_PLACES = ["Kelder Bay", "Ostrava Mills", "Lower Thane", "Port Amsel", "Saint-Orrin"]
_THINGS = ["the bridge", "the ferry", "the old cinema", "the night bus", "the reservoir", "the tram depot"]
_STATES = ["will close for a week", "is safe", "costs more than it earns", "needs a new roof", "has never been busier"]
_FRAMES = [
    "“{thing} {state},” said {name}, {role}. {she} added that nobody had been told.",
    "{name} said that {thing} {state}. “We were as surprised as anyone 🎉,” {role} told reporters.",
    "According to {role}, {thing} {state}. {name} disagreed: “It {state}, and that is that.”",
    "“We know,” {name} said, “that {thing} {state}.” The so-called “friends” of {thing} met on Tuesday.",
    "No one was hurt in {place}. {thing} {state}, {name} warned on Monday.",
    "A notice at {thing} lists opening hours. It has been there for years.",
]


def text(number: int) -> str:
    """The text of an article: three paragraphs, about 360 characters."""
    chance = random.Random(number)
    name, role, place = chance.choice(_NAMES), chance.choice(_ROLES), chance.choice(_PLACES)
    paragraphs = []
    for frame in chance.sample(_FRAMES, 3):
        words = frame.format(
            name=name, role=role, place=place, thing=chance.choice(_THINGS), state=chance.choice(_STATES), she=chance.choice(["She", "He"])
        )
        paragraphs.append(words[0].upper() + words[1:] if words[0].isalpha() else words[0] + words[1].upper() + words[2:])
    return f"{place}, day {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def article(number: int) -> dict[str, str]:
    """An article with what else its source says."""
    return {
        "id": f"{number:07}",
        "text": text(number),
        "title": f"Day {number}",
        "date": f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "url": f"https://news.example/{number}",
    }
