"""What the documents say is there, is there."""

import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POM = "{http://maven.apache.org/POM/4.0.0}"
OURS = "dev.assay"


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def target_of(link: str, document: Path) -> Path:
    return (document.parent / link.split("#")[0]).resolve()


class DocumentsTest(unittest.TestCase):
    def test_links_between_files_lead_somewhere(self) -> None:
        broken = [
            f"{document.relative_to(ROOT)}: {link}"
            for document in tracked("*.md")
            for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text())
            if not link.startswith(("http:", "https:", "#")) and not target_of(link, document).exists()
        ]
        self.assertEqual(broken, [])

    def test_every_library_of_the_build_has_its_reason(self) -> None:
        pom = ElementTree.parse(ROOT / "pom.xml")
        artifacts = {
            element.findtext(f"{POM}artifactId")
            for tag in ("dependency", "path")
            for element in pom.iter(POM + tag)
            if element.findtext(f"{POM}groupId") != OURS
        }
        reasons = set(re.findall(r"`([^`]+)`", (ROOT / "docs/decisions/dependencies.md").read_text()))
        self.assertEqual(sorted(artifacts - reasons), [])

    def test_every_target_the_documents_name_is_in_the_makefile(self) -> None:
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
            named = set(re.findall(r"(?:`|^ {4})make ([a-z]+)", (ROOT / document).read_text(), re.MULTILINE))
            self.assertEqual((document, sorted(named - targets)), (document, []))

    def test_help_lists_every_target(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
        listed = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
        self.assertEqual(set(re.findall(r"^  make (\w+)", listed.stdout, re.MULTILINE)), phony)


if __name__ == "__main__":
    unittest.main()
