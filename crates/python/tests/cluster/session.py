"""A Spark cluster of processes on this machine, and how to kill one."""

import os
import pathlib
import signal
import sys
import time

import pyspark
from pyspark.sql import SparkSession

HERE = pathlib.Path(__file__).resolve().parent
ORDER = [("doc_id", "ascending"), ("quote_id", "ascending")]

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
        # Small tasks: a lost one is soon run again.
        .config("spark.sql.files.maxPartitionBytes", "4m")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder / "local"))
        .getOrCreate()
    )


def line(process):
    """The command line of a process."""
    return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")


def status(process):
    """The parent of a process, and the ticks it has worked."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


def processes(words):
    """Our processes whose command line has `words`, and the ticks they have
    worked. Of Python, those are meant that a daemon has forked: they work."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent, ticks = status(folder.name)
            if words in line(folder.name) and ("daemon" not in words or words in line(parent)) and belongs(parent):
                found[int(folder.name)] = ticks
        except OSError:
            continue
    return found


def belongs(parent):
    """Whether a process descends from this one."""
    while parent > 1 and parent != os.getpid():
        parent, _ = status(parent)
    return parent == os.getpid()


def kill_one(words, before, killed, ended):
    """Kills the process with `words` that first works, as the system does it
    that runs out of memory."""
    while not ended.is_set() and not killed:
        for process, ticks in processes(words).items():
            if ticks - before.get(process, 0) >= 30:
                os.kill(process, signal.SIGKILL)
                killed.append(process)
                break
        time.sleep(0.02)


def failures(spark):
    """Tasks that failed so far."""
    tracker = spark.sparkContext.statusTracker()
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup()]
    stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
    return sum(stage.numFailedTasks for stage in stages if stage)
