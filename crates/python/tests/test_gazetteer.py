"""The dictionary by itself."""

import pickle

import inquit
import pytest

TOWN = "id\tname\tkind\nx:1\tIlse Varga\tperson\nx:2\tKelder Bay Port\torganization\n"


def test_the_built_in_one():
    gazetteer = inquit.Gazetteer()
    assert len(gazetteer) > 30_000
    text = "Café 🎉: officials in Tehran met Angela Merkel."
    found = gazetteer.find(text)
    assert [text[match.start : match.end] for match in found] == ["Tehran", "Angela Merkel"] == [match.text for match in found]
    assert (found[0].name_class, found[0].entities[0].kind) == ("metonym", "country")
    assert gazetteer.lookup("Angela Merkel")[0].name == "Angela Merkel"
    assert gazetteer.get(found[1].entities[0].id).name == "Angela Merkel"
    assert gazetteer.get("no such id") is None
    assert len(pickle.loads(pickle.dumps(gazetteer))) == len(gazetteer)


def test_tables_and_files(tmp_path, command):
    (tmp_path / "town.tsv").write_text(TOWN)
    alone = inquit.Gazetteer.open(tmp_path / "town.tsv")
    assert len(alone) == 2
    both = inquit.Gazetteer.build(tmp_path / "town.tsv")
    assert len(both) == len(inquit.Gazetteer()) + 2
    both.save(tmp_path / "town.gaz")
    again = inquit.Gazetteer.open(str(tmp_path / "town.gaz"))
    assert again.get("x:1").name == "Ilse Varga" == pickle.loads(pickle.dumps(alone)).get("x:1").name
    text = "“It is open,” said Ilse Varga."
    assert inquit.Extractor(gazetteer=both).extract(text)[0].speaker_id == "x:1"
    (tmp_path / "a.txt").write_text(text)
    rows = command("extract", tmp_path / "a.txt", "--gazetteer", tmp_path / "town.gaz", "--format", "jsonl").splitlines()
    assert rows == [quote.to_json() for quote in inquit.Extractor(gazetteer=again).extract(text, id="a.txt")]


def test_faults_have_file_and_line(tmp_path, command):
    path = tmp_path / "town.tsv"
    path.write_text(TOWN + "x:3\tMoon\tplanet\n")
    with pytest.raises(ValueError, match="line 4: ") as caught:
        inquit.Gazetteer.open(path)
    (tmp_path / "a.txt").write_text("text")
    assert command("extract", tmp_path / "a.txt", "--gazetteer", path, code=2).strip() == f"error: {caught.value}"
    with pytest.raises(FileNotFoundError):
        inquit.Gazetteer.open(tmp_path / "none.tsv")
    with pytest.raises(OSError):
        inquit.Gazetteer().save(tmp_path / "no" / "folder.gaz")
