"""Articles to quotations on Spark: reads Parquet or JSON Lines, writes Parquet
in folders by type (or another column), and errors beside it.

    spark-submit spark_job.py articles.parquet quotes --text body --id url
    spark-submit --master yarn --num-executors 25 spark_job.py s3a://news/*.jsonl s3a://news-quotes

Every worker needs Python 3.10 or later with `pip install inquit[spark]`.
"""

import argparse

from pyspark.sql import SparkSession

import inquit
import inquit.spark


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a file, folder or pattern; .jsonl, .ndjson or .json is JSON Lines, all else Parquet")
    parser.add_argument("output", help="folder that is made: quotes/ and errors/ in it")
    parser.add_argument("--text", default="text", help="column of the text")
    parser.add_argument("--id", default="id", help="column of the id")
    parser.add_argument("--title", help="column of the title")
    parser.add_argument("--date", help="column of the date")
    parser.add_argument("--url", help="column of the address")
    parser.add_argument("--by", default="type", help="column whose values are folders")
    parser.add_argument("--partitions", type=int, help="deal the articles into as many tasks first: some for each core")
    parser.add_argument("--fast", action="store_true", help="without the tagger: faster, finds less")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("inquit").getOrCreate()
    is_json = args.input.rstrip("/").endswith((".jsonl", ".ndjson", ".json", ".jsonl.gz", ".json.gz"))
    articles = spark.read.json(args.input) if is_json else spark.read.parquet(args.input)
    if args.partitions:
        articles = articles.repartition(args.partitions)
    rows = inquit.spark.extract(
        articles,
        args.text,
        args.id,
        title_col=args.title,
        date_col=args.date,
        url_col=args.url,
        extractor=inquit.Extractor(fast=args.fast),
    )
    # Written once with the errors among the rows, and parted afterwards: two
    # outputs of one lazy DataFrame would analyse every article twice.
    everything = f"{args.output}/all"
    rows.write.mode("errorifexists").parquet(everything)
    rows = spark.read.parquet(everything)
    rows.where("error IS NULL").drop("error").write.partitionBy(args.by).parquet(f"{args.output}/quotes")
    rows.where("error IS NOT NULL").select("doc_id", "error").write.parquet(f"{args.output}/errors")
    spark.stop()


if __name__ == "__main__":
    main()
