#!/usr/bin/env python3
"""Holds the lowest versions that our manifests allow to those that are tested.

    scripts/minimum_versions.py

`regex = "1.13"` promises that 1.13.0 will do, which nobody has tried if
Cargo.lock says 1.13.2. So every requirement names the version of Cargo.lock:
what is built and tested is then the lowest version that is allowed. After
`cargo update` the manifests follow; this names the lines. Exits with 1 if one
asks for less than what is locked.
"""

import json
import subprocess
import sys

COMMAND = "cargo metadata --locked --all-features --format-version 1"


def differences(metadata):
    packages = {package["id"]: package for package in metadata["packages"]}
    for node in metadata["resolve"]["nodes"]:
        if node["id"] not in metadata["workspace_members"]:
            continue
        ours = packages[node["id"]]
        locked = {packages[id]["name"]: packages[id]["version"].split("+")[0] for id in node["dependencies"]}
        for wanted in ours["dependencies"]:
            name, requirement = wanted["name"], wanted["req"]
            # Our own crates have a path and no source.
            if wanted["source"] and requirement != f"^{locked[name]}":
                yield f"{name} of {ours['name']}: {requirement} is allowed, {locked[name]} is tested; write {name} = \"{locked[name]}\" (in Cargo.toml or {ours['manifest_path']})"


def main():
    answer = subprocess.run(COMMAND.split(), stdout=subprocess.PIPE, check=True)
    found = sorted(set(differences(json.loads(answer.stdout))))
    for line in found:
        print(f"minimum versions: {line}", file=sys.stderr)
    print(f"minimum versions: {'all are those of Cargo.lock' if not found else len(found)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
