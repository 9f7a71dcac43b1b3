"""Reports of invented bodies on invented States, as text and as PDF files made by hand."""

from collections.abc import Sequence

KNOWN = {"XXB": "Bresk", "XXA": "Aldmoor", "XXC": "Corvane"}

REVIEW = """\
United Nations
A/HRC/ 91/7
Distr.: General
5 October 2029
Original: English
General Assembly
Human Rights Council
Ninety-first session
Report of the Working Group on the Universal Periodic Review*
Bresk
* Previously issued under document symbol A/HRC/WG.6/50/L.3. The annex is circulated as received.
Contents
Paragraphs Page
Introduction............................................ 1 - 2 3
I. Summary of the proceedings............................ 3 - 5 4
II. Conclusions and/or recommendations................... 6 - 11 6
Introduction
1. The Working Group held its fiftieth session from 4 to 15 May 2029. The review of Bresk was held on 7 May 2029.
2. The following documents were issued (A/HRC/WG.6/50/BRE/1):
(a) A national report; 1. a list that is none of paragraphs; 2. and its second line.
I. Summary of the proceedings
A. Presentation by the State under review
3. The delegation said that Bresk had ratified the Proto-
col. Its detention centres hold 1,200 persons.
B. Interactive dialogue
4. Aldmoor recommended that Bresk open its police stations to visits.
5. Bresk thanked all for their “constructive” words – and for the State’s time.
II. Conclusions and/or recommendations**
** Conclusions and recommendations have not been edited.
6. The recommendations formulated during the interactive dialogue and listed below enjoy the support of Bresk:
6.1. Ratify the Optional Protocol to the Convention against Torture (Aldmoor, Bolivia (Plurinational State of));
6.2. Give the national preventive mechanism a budget of its own (the Netherlands); publish what it finds (Norway and
A/HRC/91/7
page 6
Viet Nam);
6.3. Open the prison of Harrow to visits (France);
7. The following recommendations enjoy the support of Bresk, which considers that they are already implemented:
7.1. Train police officers in the law on custody (Côte d’Ivoire);
8. The following recommendations will be examined by Bresk, which will provide responses in due time:
8.1. Abolish the death penalty in law as well as in practice (Uruguay);
8.2. Limit pre-trial detention to six months (Corvane);
9. The recommendations below did not enjoy the support of Bresk:
9.1. Close the prison on the island of Sarn (Germany);
10. The recommendation in paragraph 8.2 is in the process of implementation, Bresk considers.
11. All conclusions and/or recommendations contained in the present report reflect the position of the submitting States.
Annex
Composition of the delegation
1. The Minister of Justice;
12. The Permanent Representative (Geneva);
"""

OLD_REVIEW = """\
A/HRC/8/99
23 May 2008
Report of the Working Group on the Universal Periodic Review
Aldmoor
1. The review of Aldmoor was held in May.
2. Aldmoor answered.
II. CONCLUSIONS AND/OR RECOMMENDATIONS
3. In the course of the discussion, the following recommendations were made to Aldmoor:
1. To invite the Special Rapporteur on torture (Mexico);
2. To train all judges in the law on custody (Ghana) and to publish the statistics on persons held by the police (Kenya);
3. To review the law on juvenile justice (Japan).
4. To keep registers of custody;
4. The response of Aldmoor to these recommendations will be included in the outcome report adopted by the Council.
5. All conclusions and/or recommendations contained in this report reflect the position of the submitting States.
"""

VISIT = """\
CPT/Inf (2031) 12
Report to the Government of Bresk on the visit to Bresk carried out by the European Committee for the Prevention of
Torture and Inhuman or Degrading Treatment or Punishment (CPT)
from 21 May to 4 June 2030
The Government of Bresk has requested the publication of this report.
Strasbourg, 24 January 2031
I. INTRODUCTION
A. Dates of the visit
1. A delegation of the CPT visited Bresk from 21 May to 4 June 2030.
2. At the end of the visit the delegation made an immediate observation in pursuance of Article 8, paragraph 5, of the
Convention: the cells of Harrow police station were to be taken out of service.
II. FACTS FOUND AND ACTION PROPOSED
1. Preliminary remarks
3. The CPT had recommended in 2025 that registers be kept. The authorities encourage association.
2. Ill-treatment
4. Several persons alleged kicks. The CPT recommends that officers be reminded of the law. It trusts that this will be done.
The Committee would like to receive the results of the inquiry.
5. Mr. Doe was heard. The Committee invites the authorities of Bresk to reflect on the matter.
APPENDIX I
List of recommendations
6. The CPT recommends that nothing be counted twice.
"""

VISITE = """\
CPT/Inf (2032) 4
Rapport au Gouvernement de la Corvane relatif à la visite effectuée en Corvane par le Comité européen pour la
prévention de la torture et des peines ou traitements inhumains ou dégradants (CPT)
Strasbourg, le 3 février 2032
1. La délégation a visité trois établissements.
2. Le CPT recommande que chaque cellule ait une fenêtre. Le Comité souhaite recevoir les résultats de l’enquête.
3. Il invite les autorités à y réfléchir.
"""


def pdf(pages: Sequence[Sequence[str]], *, encrypted: bool = False) -> bytes:
    """A PDF file with a line of text for each line of each page; a page without lines holds none."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
        stream = b"BT /F1 8 Tf 40 800 Td 10 TL\n" + shown + b"ET" if lines else b"0 0 100 100 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 850] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    lock = b""
    if encrypted:
        locked = b"<%s>" % (b"ab" * 32)
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -44 >>" % (locked, locked))
        lock = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return written(objects, lock)


def written(objects: list[bytes], lock: bytes = b"") -> bytes:
    """A PDF file of these objects, the first its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def paged(text: str, symbol: str, lines_a_page: int = 20) -> list[list[str]]:
    """The text on pages, each with a running head and its number."""
    lines = text.split("\n")
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    return [[symbol, *page, f"GE.29-12345 {number}"] for number, page in enumerate(pages, 1)]
