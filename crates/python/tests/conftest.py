"""What the tests share: the command, and texts."""

import json
import os
import pathlib
import subprocess

import articles
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def command():
    """Runs `inquit` with arguments; what it wrote to standard output."""
    program = os.environ.get("INQUIT", str(ROOT / "target" / "debug" / "inquit"))

    def run(*arguments, code=0):
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    return run


@pytest.fixture(scope="session")
def samples():
    """The sample articles of the project, by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))}


@pytest.fixture(scope="session")
def news():
    """Short articles: id, text, title, date, url."""
    return [articles.article(number) for number in range(400)]


@pytest.fixture(scope="session")
def news_file(news, tmp_path_factory):
    """The same as JSONL."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in news), encoding="utf-8")
    return path
