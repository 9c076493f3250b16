"""What the tests share: a cluster of two executors with a core each, and articles."""

import json
import os
import sys

import pytest
import session

ARTICLES = int(os.environ.get("ARTICLES", 10_000))


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    cluster = session.cluster(tmp_path_factory.mktemp("spark"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def articles_file(tmp_path_factory):
    """Articles as JSON Lines."""
    sys.path.insert(0, str(session.HERE.parent))
    import articles

    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(ARTICLES):
            out.write(json.dumps(articles.article(number), ensure_ascii=False) + "\n")
    return path
