"""Tables as other systems write them. People and films are invented."""

import csv
import io
from collections.abc import Iterable, Mapping

import openpyxl

# As festivals that process FilmFreeway's export have published its heads.
FILMFREEWAY = [
    "First Name",
    "Last Name",
    "Birthdate",
    "Gender",
    "Email",
    "Phone",
    "Address",
    "Address 2",
    "City",
    "State",
    "Postal Code",
    "Country",
    "Tracking Number",
    "Project Title",
    "Project Title (Original Language)",
    "Synopsis",
    "Synopsis (Original Language)",
    "Lyrics",
    "Duration",
    "Country of Origin",
    "Language",
    "Trailer URL",
    "Country of Filming",
    "Project Website",
    "Twitter",
    "Facebook",
    "Project Type",
    "Genres",
    "Student Project",
    "Completion Date",
    "Production Budget",
    "Shooting Format",
    "Aspect Ratio",
    "Film Color",
    "Camera",
    "Lens",
    "Focal Length",
    "Shutter Speed",
    "Aperture",
    "ISO / Film",
    "First-time Filmmaker",
    "Directors",
    "Writers",
    "Producers",
    "Key Cast",
    "Other Credits",
    "Submitter Statement",
    "Submitter Biography",
    "Rating",
    "Flag",
    "Submission Date",
    "Submission Status",
    "Judging Status",
    "Submission Deadlines",
    "Submission Categories",
    "Submission Fee",
    "Discount Code",
    "Submission Link",
    "Submission Password",
    "Assigned Judges",
    "Screenings / Awards",
    "Distributor Information",
    "Submission ID",
    "Submission Notes",
]


def line(number: int, **told: str) -> dict[str, str]:
    return {
        "First Name": "Ada",
        "Last Name": f"Lumen {number}",
        "Email": f"maker{number}@example.org",
        "Tracking Number": f"AISF{number:05}",
        "Project Title": f"A Moth, No. {number}",
        "Synopsis": "A moth, a lamp; “nothing” else.",
        "Duration": "00:07:12",
        "Country of Origin": "Italy, China",
        "Language": "English, Modern Greek (1453-)",
        "Completion Date": "March 5, 2026",
        "Directors": "Ada Lumen, Bo Chen",
        "Writers": "Ada Lumen",
        "Submission Date": "2026-10-01",
        "Submission Status": "In Consideration",
        "Submission Categories": "Shorts",
        "Submission Link": "https://filmfreeway.example/projects/1",
    } | told


def filmfreeway(lines: Iterable[Mapping[str, str]], *, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, FILMFREEWAY, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode(encoding)


def workbook(rows: Iterable[Iterable[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
