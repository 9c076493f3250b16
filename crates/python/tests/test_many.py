"""Many texts, lazily."""

import inquit
import pytest


def test_in_order_whatever_the_threads(news):
    texts = [article["text"] for article in news]
    expected = [inquit.extract(text, id=str(place)) for place, text in enumerate(texts)]
    assert sum(map(len, expected)) > len(texts)
    for threads in (1, 3):
        assert list(inquit.extract_many(texts, threads=threads)) == expected
    pairs = [(article["id"], article["text"]) for article in news]
    assert next(iter(inquit.extract_many(pairs)))[0].doc_id == news[0]["id"]


def test_memory_is_bounded(news):
    asked = 0

    def texts():
        nonlocal asked
        for article in news * 10:
            asked += 1
            yield article["text"]

    found = inquit.extract_many(texts(), threads=2)
    assert asked == 0
    for given, _ in enumerate(found, 1):
        assert asked - given <= 16
    assert given == asked == len(news) * 10


def test_long_texts_are_not_heaped_up():
    asked = []
    found = inquit.extract_many((asked.append(n) or "Nothing new.\n" * 150_000 for n in range(100)), threads=2)
    next(found)
    assert len(asked) <= 5


def test_errors_come_in_their_turn():
    def texts():
        yield "“Go,” said Ada Low."
        yield "“Stay,” said Ada Low."
        raise KeyError("the source is broken")

    found = inquit.extract_many(texts())
    assert [len(next(found)), len(next(found))] == [1, 1]
    with pytest.raises(KeyError):
        next(found)
    assert next(found, "nothing") == "nothing"

    found = inquit.extract_many(["“Go,” said Ada Low.", None])
    next(found)
    with pytest.raises(TypeError, match="text 1 is NoneType, not a str"):
        next(found)
    with pytest.raises(TypeError, match="give a list"):
        inquit.extract_many("one text")
    for threads in (0, 5000):
        with pytest.raises(ValueError, match="expected a number from 1 to 1024"):
            inquit.extract_many([], threads=threads)


def test_it_can_be_left():
    found = inquit.extract_many("The mayor said no.\n" * 200 for _ in range(1_000))
    next(found)
    del found
