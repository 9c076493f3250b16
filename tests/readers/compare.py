"""Writes data/samples and hostile articles in every format, opens each with its real readers and compares every value with the JSONL.

Called by run.sh with the path of the program.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

import duckdb
import jsonschema
import openpyxl
import pandas
import polars
import pyarrow.json
import pyarrow.parquet
from openpyxl.utils.escape import unescape

import documents
import hostile
from expected import INTEGERS, as_csv, as_excel, check, lines, row

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FILES = ["q.csv", "q.tsv", "q.jsonl", "q.parquet", "q.xlsx", "q.jsonld", "q.tei.xml", "brat/"]


def extract(program, source, folder):
    """Every format in one run, and CSV for spreadsheets in another."""
    outputs = [word for name in FILES for word in ("-o", os.path.join(folder, name))]
    subprocess.run([program, "extract", source, "-q", "--context", "8", *outputs], check=True)
    for name in ("safe.csv", "safe.tsv"):
        subprocess.run([program, "extract", source, "-q", "--context", "8", "--spreadsheet", "-o", os.path.join(folder, name)], check=True)


def delimited(path, separator, expected, what):
    """CSV and TSV as pandas, polars, DuckDB and Python read them."""
    frame = pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
    check(f"{what} by pandas", frame.to_dict("records"), expected)
    frame = polars.read_csv(path, separator=separator, infer_schema=False, empty_string_is_null=False)
    check(f"{what} by polars", frame.to_dicts(), expected)
    relation = duckdb.read_csv(path, sep=separator, all_varchar=True, header=True, quotechar='"', escapechar='"', max_line_size=10_000_000)
    check(f"{what} by DuckDB", [{n: "" if v is None else v for n, v in r.items()} for r in tuples(relation)], expected)
    with open(path, encoding="utf-8-sig", newline="") as file:
        check(f"{what} by Python", list(csv.DictReader(file, delimiter=separator)), expected)


def tuples(relation):
    """The rows of a DuckDB relation."""
    return [dict(zip(relation.columns, values)) for values in relation.fetchall()]


def parquet(path, expected):
    """Types and values, null where there is none."""
    nothing = lambda rows: [{n: None if v is None or v is pandas.NA or v != v else v for n, v in r.items()} for r in rows]
    check("Parquet by pandas", nothing(pandas.read_parquet(path, dtype_backend="numpy_nullable").to_dict("records")), expected)
    check("Parquet by polars", polars.read_parquet(path).to_dicts(), expected)
    check("Parquet by DuckDB", tuples(duckdb.read_parquet(path)), expected)
    table = pyarrow.parquet.read_table(path)
    check("Parquet by pyarrow", table.to_pylist(), expected)
    for field in table.schema:
        kind = "int64" if field.name in INTEGERS else "double" if field.name == "confidence" else "string"
        assert str(field.type) == kind, f"{field.name} is {field.type}"


def jsonl(path, rows):
    """The nested rows as pandas, polars, DuckDB and pyarrow read them."""
    plain = ("doc_id", "quote_id", "type", "text", "method", "confidence", "nested_in", "sentence", "title", "date", "url", "context_after")
    flat = lambda row: {**{name: row[name] for name in plain}, "content": [dict(piece) for piece in row["content"]], "names": [s["name"] for s in row["speakers"]]}
    expected = [flat(row) for row in rows]
    frame = pandas.read_json(path, lines=True, dtype=False, precise_float=True)
    records = [{n: None if isinstance(v, float) and v != v else v for n, v in r.items()} for r in frame.to_dict("records")]
    check("JSONL by pandas", [flat(row) for row in records], expected)
    check("JSONL by polars", [flat(row) for row in polars.read_ndjson(path, infer_schema_length=None).to_dicts()], expected)
    read = duckdb.sql(f"select * from read_json('{path}', format='newline_delimited', convert_strings_to_integers=false, dateformat='no', timestampformat='no', sample_size=-1)")
    check("JSONL by DuckDB", [flat({n: str(v) if n in ("date", "title", "url") and v is not None else v for n, v in r.items()}) for r in tuples(read)], expected)
    # pyarrow takes what looks like a time for one unless told its type.
    words = pyarrow.schema([(name, pyarrow.string()) for name in ("doc_id", "title", "date", "url", "text")])
    table = pyarrow.json.read_json(path, read_options=pyarrow.json.ReadOptions(block_size=1 << 26), parse_options=pyarrow.json.ParseOptions(explicit_schema=words))
    check("JSONL by pyarrow", [flat(row) for row in table.to_pylist()], expected)


def workbook(path, rows, expected):
    """Cells, their types, the header, and the sheet of speakers."""
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Quotations", "Speakers"]
    sheet = book["Quotations"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:"), "the header stays and filters"
    types = {cell.data_type for line in sheet.iter_rows() for cell in line}
    assert types <= {"s", "n", "inlineStr"}, f"no formulas or dates: {types}"
    assert not sheet._hyperlinks and sheet["E2"].alignment.wrap_text
    names = [cell.value for cell in sheet[1]]
    plain = lambda value: unescape(value) if isinstance(value, str) else value
    found = [{name: plain(value) for name, value in zip(names, values)} for values in sheet.iter_rows(min_row=2, values_only=True)]
    check("XLSX by openpyxl", found, expected)
    frame = pandas.read_excel(path, na_filter=False)
    found = [{name: None if value == "" else plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
    check("XLSX by pandas", found, expected)
    counts = {}
    for line in rows:
        for speaker in line["speakers"]:
            count = counts.setdefault((speaker["name"], speaker["id"], speaker["kind"]), [0, set()])
            count[0] += 1
            count[1].add(line["doc_id"])
    clean = lambda name: as_excel({"": name})[""]
    wanted = sorted([clean(n), clean(i), k, c, len(d)] for (n, i, k), (c, d) in counts.items() if i is None or i)
    speakers = [list(map(plain, values)) for values in book["Speakers"].iter_rows(min_row=2, values_only=True)]
    assert [line[3] for line in speakers] == sorted((line[3] for line in speakers), reverse=True)
    key = lambda line: [str(cell) for cell in line]
    assert sorted(speakers, key=key) == sorted(wanted, key=key), "the sheet of speakers"


def office(folder, source, kind, columns, infilter=None):
    """`source` as LibreOffice shows it, as rows."""
    out = os.path.join(folder, "office")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", out]
    subprocess.run(command + ([f"--infilter={infilter}"] if infilter else []) + [source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    return os.path.join(out, os.path.splitext(os.path.basename(source))[0] + "." + kind.split(":")[0])


def broken(value):
    """A cell of several lines as LibreOffice holds it: its editor takes no longer line than this and breaks one that is
    (MAXCHARSINPARA of editeng), while a cell of one line may be as long as the format allows."""
    longest = 16367
    pieces = lambda line: "\n".join(line[at : at + longest] for at in range(0, len(line), longest))
    return "\n".join(map(pieces, value.split("\n"))) if "\n" in value else value


def spreadsheets(folder, columns, expected, safe):
    """XLSX and CSV for spreadsheets as LibreOffice opens them."""
    as_it_is = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
    word = lambda value: "" if value is None else str(value)
    with open(office(folder, os.path.join(folder, "q.xlsx"), as_it_is, columns), encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    check("XLSX by LibreOffice", found, [{n: broken(word(v)) for n, v in r.items()} for r in expected])
    # All columns as text, so that LibreOffice does not guess at numbers.
    text = "/".join(f"{place}/2" for place in range(1, len(columns) + 1))
    with open(office(folder, os.path.join(folder, "safe.csv"), as_it_is, columns, f"CSV:44,34,76,1,{text},0,false,false"), encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    breaks = lambda rows: [{n: v.replace("\r\n", "\n").replace("\r", "\n") for n, v in r.items()} for r in rows]
    check("CSV for spreadsheets by LibreOffice", breaks(found), [{n: broken(v) for n, v in r.items()} for r in breaks(safe)])
    # As somebody opens it who does not choose: nothing may run.
    opened = openpyxl.load_workbook(office(folder, os.path.join(folder, "safe.csv"), "xlsx", columns, "CSV:44,34,76,1,,0,false,true"))
    formulas = [cell.value for line in opened.active.iter_rows() for cell in line if cell.data_type == "f"]
    assert not formulas, f"formulas: {formulas}"


def schema(program, kind, name, rows):
    """The JSON Schema that the program prints is the one in the repository, and every row is valid."""
    printed = subprocess.run([program, "schema", "--json", "--format", kind], check=True, capture_output=True, text=True).stdout
    with open(os.path.join(ROOT, "data", "schema", name), encoding="utf-8") as file:
        assert file.read() == printed, f"{name} is not what `inquit schema` prints"
    validator = jsonschema.Draft202012Validator(json.loads(printed))
    validator.check_schema(json.loads(printed))
    for line in rows:
        validator.validate(line)
    broken = {**rows[0], "confidence": "high", "quotes": [{}]}
    assert not validator.is_valid(broken), f"{name} takes anything"
    print(f"readers: {name} by jsonschema: {len(rows)} lines are valid", flush=True)


def texts(source):
    """The documents by id."""
    if os.path.isdir(source):
        found = {}
        for name in sorted(os.listdir(source)):
            path = os.path.join(source, name)
            with open(path, encoding="utf-8", newline="") as file:
                found.update({name: file.read()} if name.endswith(".txt") else {})
            found.update(texts(path) if name.endswith(".jsonl") else {})
        return found
    return {line["id"]: line["text"] for line in lines(source)}


def main(program):
    with tempfile.TemporaryDirectory() as temporary:
        source = os.path.join(temporary, "hostile.jsonl")
        hostile.write(source)
        for number, source in enumerate([os.path.join(ROOT, "data", "samples"), source]):
            folder = os.path.join(temporary, str(number))
            os.mkdir(folder)
            at = lambda name: os.path.join(folder, name)
            extract(program, source, folder)
            rows = lines(at("q.jsonl"))
            assert len(rows) > 100, f"{len(rows)} rows are few"
            cells = [row(line) for line in rows]
            words = [as_csv(line) for line in cells]
            safe = [as_csv(line, spreadsheet=True) for line in cells]
            delimited(at("q.csv"), ",", words, "CSV")
            delimited(at("q.tsv"), "\t", words, "TSV")
            delimited(at("safe.csv"), ",", safe, "CSV for spreadsheets")
            delimited(at("safe.tsv"), "\t", safe, "TSV for spreadsheets")
            parquet(at("q.parquet"), cells)
            jsonl(at("q.jsonl"), rows)
            excel = [as_excel(line) for line in cells]
            workbook(at("q.xlsx"), rows, excel)
            spreadsheets(folder, list(cells[0]), excel, safe)
            documents.tei(at("q.tei.xml"), rows, texts(source))
            documents.annotations(at("q.jsonld"), rows, texts(source))
            documents.brat(at("brat"), rows, texts(source))
            schema(program, "jsonl", "quotes.schema.json", rows)
            subprocess.run([program, "extract", source, "-q", "--format", "predictions", "-o", at("p.jsonl")], check=True)
            schema(program, "predictions", "predictions.schema.json", lines(at("p.jsonl")))


if __name__ == "__main__":
    main(sys.argv[1])
