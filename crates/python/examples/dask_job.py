"""Articles to quotations on Dask: reads Parquet, writes Parquet.

    python dask_job.py articles.parquet quotes.parquet --text body --id url

The same function as on Spark does the work, here for each partition of pandas.
Start a cluster with `dask.distributed.Client("scheduler:8786")` first, or
leave it to the processes of this machine.
"""

import argparse

import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

import inquit
import inquit.batches

EXTRACTOR = inquit.Extractor()


def rows(articles: pd.DataFrame, extractor: inquit.Extractor) -> pd.DataFrame:
    """The rows of a partition with columns `id` and `text`; errors in a column."""
    table = pa.Table.from_pandas(articles, preserve_index=False)
    return arrow_frame(inquit.batches.extract(table, extractor=extractor, errors="column", threads=1).read_all())


def arrow_frame(table: pa.Table) -> pd.DataFrame:
    """As pandas, with the types of Arrow, in which numbers may be missing."""
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def extract(articles: dd.DataFrame, text: str, id: str) -> dd.DataFrame:
    """The quotations of all articles."""
    nothing = arrow_frame(inquit.batches.schema(errors="column").empty_table())
    return articles[[id, text]].rename(columns={id: "id", text: "text"}).map_partitions(rows, EXTRACTOR, meta=nothing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--text", default="text", help="column of the text")
    parser.add_argument("--id", default="id", help="column of the id")
    args = parser.parse_args()
    with dask.config.set(scheduler="processes"):
        extract(dd.read_parquet(args.input), args.text, args.id).to_parquet(args.output, write_index=False)


if __name__ == "__main__":
    main()
