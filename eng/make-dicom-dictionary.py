#!/usr/bin/env python3
"""Turns DCMTK's data dictionary (Debian package libdcmtk17: dicom.dic) into the embedded dictionary of Dosimetry.Dicom.

usage: make-dicom-dictionary.py /usr/share/libdcmtk17/dicom.dic > src/Dosimetry.Dicom/Dictionary/dicom.tsv
Columns: tag (8 hex digits), VR, keyword. Repeating groups 50xx and 60xx stand under 5000 and 6000. An ambiguous VR is written as the
choice made without further knowledge; "US/SS" is decided by Pixel Representation when a file is read.
"""
import re, sys

AMBIGUOUS = {"xs": "US/SS", "ox": "OW", "px": "OW", "lt": "OW", "up": "UL"}
rows = {}
for line in open(sys.argv[1], encoding="ascii"):
    if line.startswith("#") or line.count("\t") < 3:
        continue
    tag, vr, keyword = line.rstrip("\n").split("\t")[:3]
    match = re.fullmatch(r"\(([0-9A-F]{4})(?:-[0-9A-F]{4})?,([0-9A-F]{4})\)", tag)
    if match and vr != "na":
        rows.setdefault(match.group(1) + match.group(2), (AMBIGUOUS.get(vr, vr), keyword.removeprefix("RETIRED_")))
for tag in sorted(rows):
    print(tag, *rows[tag], sep="\t")
