"""The examples of the README, and those in the modules."""

import doctest
import pathlib

import inquit
import pytest


def test_readme():
    pytest.importorskip("spacy")
    readme = pathlib.Path(__file__).resolve().parents[1] / "README.md"
    # A fence is no output.
    text = readme.read_text(encoding="utf-8").replace("```", "\n")
    test = doctest.DocTestParser().get_doctest(text, {}, "README", str(readme), 0)
    assert len(test.examples) > 10
    assert doctest.DocTestRunner().run(test).failed == 0


def test_module():
    found = doctest.testmod(inquit)
    assert found.attempted >= 4 and found.failed == 0
