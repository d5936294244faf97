"""Programs that open our files and did not write them; `.ci/run` installs both."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

PACKAGES = {
    "soffice": "libreoffice-writer-nogui and libreoffice-impress-nogui",
    "pdffonts": "poppler-utils",
}


def run_reader(program: str, *arguments: str) -> str:
    """Run a program and return what it prints; fail plainly where it is not installed."""
    if not shutil.which(program):
        pytest.fail(f"These tests read files with {program}: install {PACKAGES[program]}.")
    done = subprocess.run(
        [program, *arguments], check=True, capture_output=True, timeout=180, text=True
    )
    return done.stdout


def in_libreoffice(content: bytes, ending: str, folder: Path) -> PdfReader:
    """Turn a file into a PDF; a file that needs repair gives none."""
    path = folder / f"file.{ending}"
    path.write_bytes(content)
    profile = (folder / "profile").as_uri()
    run_reader(
        "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(path),
    )  # fmt: skip
    return PdfReader(folder / "file.pdf")


def text_of(reader: PdfReader) -> str:
    """Return the words of all pages, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
