"""The reports that the sample prints: of one commune, of one that has not closed, and of the whole district."""

from pathlib import Path

from desktop.actions import reports
from desktop.sample.desk import Post
from desktop.sample.quarter import PERIOD, TODAY, close


def of_commune(post: Post, folder: Path) -> Path:
    """Print the periodic report of a commune; a draft, as long as the period is not closed."""
    return _save(post, "dvcq", folder / f"{post.book.code}-bao-cao-{PERIOD}.pdf")


def of_district(post: Post, folder: Path) -> list[Path]:
    """Close the district's own period and print the consolidated report and its forms."""
    close(post, TODAY)
    made = [_save(post, "dvcq", folder / f"107-bao-cao-tong-hop-{PERIOD}.pdf")]
    for form in ("DV-04", "DV-05", "01/TCD"):
        made.append(_save(post, f"bieu:{form}", folder / f"107-bieu-{form.replace('/', '-')}-{PERIOD}.pdf"))
    return made


def _save(post: Post, kind: str, file: Path) -> Path:
    reports.save(post.at(TODAY, "15:00").office, kind, PERIOD, file)
    return file
