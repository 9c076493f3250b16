"""A cluster of two executors, each a process with one core, and articles."""

import json
import os
import pathlib
import sys

import pyspark
import pytest
from pyspark.sql import SparkSession

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = int(os.environ.get("ARTICLES", 10_000))

# Executors run the Python of this environment.
os.environ["PYSPARK_PYTHON"] = sys.executable
# Executors are started from what pip installed.
os.environ["SPARK_HOME"] = str(pathlib.Path(pyspark.__file__).parent)
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"


def cluster(folder: pathlib.Path, cores: int = 2) -> SparkSession:
    """A session whose executors are processes of their own, with a core each."""
    return (
        SparkSession.builder.master(f"local-cluster[{cores},1,1024]")
        .appName("inquit")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder / "local"))
        .getOrCreate()
    )


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    session = cluster(tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()


@pytest.fixture(scope="session")
def articles_file(tmp_path_factory):
    """Articles as JSON Lines."""
    sys.path.insert(0, str(HERE.parent))
    import articles

    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(ARTICLES):
            out.write(json.dumps(articles.article(number), ensure_ascii=False) + "\n")
    return path
