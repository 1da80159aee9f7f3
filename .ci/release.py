#!/usr/bin/env python3
"""Write what a release says, and the files to paste: `release.py TAG OWNER/NAME COMMIT FOLDER`.

FOLDER gets `notes.md`, which is the tag's section of CHANGELOG.md and the line that pins the
commit, and in `files/` the workflows of examples/workflows/ with that line in place. Exits with 1
where the tag is not the version that stands in bot/__init__.py, or has no section with a date.
"""

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"OWNER/paper-bot(/\S+)@0{40} # v\S+")
NOTES = """{section}

### The commit to pin

```yaml
    uses: {repository}/.github/workflows/run.yml@{commit} # {tag}
```

`paper-bot.yml` and `paper-bot-schedule.yml` below have this line: they go into
`.github/workflows/` of a list. `requirements.txt` locks what the bot runs with. Where each file was
built says `gh attestation verify FILE --repo {repository}`.
"""


def main(tag: str, repository: str, commit: str, folder: Path) -> None:
    """Write notes and files."""
    text = (PROJECT / "bot" / "__init__.py").read_text("utf-8")
    version = "".join(re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE))
    if tag != f"v{version}":
        sys.exit(f"the tag is {tag}, and the version in bot/__init__.py is {version}")
    section = section_of(version, (PROJECT / "CHANGELOG.md").read_text("utf-8"))
    if section is None:
        sys.exit(f"CHANGELOG.md has no heading '## [{version}] - YYYY-MM-DD'")
    address = f"https://github.com/{repository}/blob/{commit}/"
    section = re.sub(r"\]\((?!https?:)", f"]({address}", section)
    files = folder / "files"
    files.mkdir(parents=True)
    told = {"section": section, "repository": repository, "commit": commit, "tag": tag}
    (folder / "notes.md").write_text(NOTES.format(**told), "utf-8")
    for path in sorted((PROJECT / "examples" / "workflows").glob("*.yml")):
        text, count = PINNED.subn(rf"{repository}\1@{commit} # {tag}", path.read_text("utf-8"))
        if count != 1:
            sys.exit(f"{path.name} names no commit to fill in")
        (files / path.name).write_text(text, "utf-8")


def section_of(version: str, changelog: str) -> str | None:
    """Return what stands under a version's heading, None where there is no dated one."""
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.+?)(?=^## |\Z)"
    found = re.search(heading, changelog, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


if __name__ == "__main__":
    main(*sys.argv[1:4], Path(sys.argv[4]))
