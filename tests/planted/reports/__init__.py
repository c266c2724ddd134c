"""Invented reports and the contradictions that are planted in them.

A report is a list of blocks: ("h", text), ("p", text), ("list", [items]), ("table", caption, header, rows). Everything in them agrees. A plant is
(name, old, new, mark): `old` occurs once in the report (in a paragraph, in an item, or in a row written with " | " between its cells), and a
finding must quote or name `mark`, or one of several with "|" between them. Plants that were missed are not kept.
"""

from . import clinics, evaluation, hospital, incidents, laboratory, municipality, statements, survey, yearly
from . import child_health, home_rehabilitation, maternity, nursing_homes, practice_quarter, quality_unit, region_incidents
from . import rehabilitation, relatives, safety_quarter, waiting_times
from . import annual_visits, home_nursing, hospital_year, prevention

MODULES = [clinics, survey, laboratory, hospital, municipality, incidents, yearly, evaluation, statements,
           nursing_homes, relatives, region_incidents, waiting_times, rehabilitation, quality_unit, safety_quarter, child_health,
           home_rehabilitation, maternity, practice_quarter, annual_visits, prevention, hospital_year, home_nursing]
REPORTS = {module.__name__.rpartition(".")[2]: module.REPORT for module in MODULES}
PLANTS = {module.__name__.rpartition(".")[2]: module.PLANTS for module in MODULES}
