"""Random SQL expressions of known types over the columns of `rows.COLUMNS`."""

import random

NUMBERS = ["antal", "ottendedele"]
TEXTS = ["note", "slags"]
DATES = ["dato", "slut"]
PATTERNS = ["A%", "%l%", "_b%", "%å", "Besøg", "", "%", "a.c%", "%(%"]
WORDS = ["Besøg", "Møde", "abe", "Æble", "a.c", "", "(x)"]


class Expressions:
    def __init__(self, chance: random.Random):
        self.chance = chance

    def pick(self, *makers):
        return self.chance.choice(makers)()

    def comparison(self) -> str:
        return self.chance.choice(["=", "<>", "<", "<=", ">", ">="])

    def day(self) -> str:
        months = f":end - INTERVAL '{self.chance.choice('139')}' MONTH"
        return self.chance.choice([":start", ":last", "DATE '2024-02-29'", months, ":start + INTERVAL '2 måneder'"])

    # Numbers are eighths and small, so that no engine rounds them.

    def literal(self) -> str:
        return self.chance.choice(["0", "1", "2", "3", "7", "10", "0.5", "2.25", "100"])

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(NUMBERS)
        inner = lambda: self.number(depth - 1)
        return self.pick(
            lambda: self.chance.choice(NUMBERS),
            lambda: f"({inner()} + {inner()})",
            lambda: f"({inner()} - {inner()})",
            lambda: f"{self.chance.choice(NUMBERS)} * {self.literal()}",
            lambda: f"({self.literal()} - {inner()})",
            lambda: f"({inner()}) / {self.chance.choice(['2', '4', '0.5'])}",
            lambda: f"-({inner()})",
            lambda: f"ABS({inner()})",
            lambda: f"FLOOR({inner()})",
            lambda: f"CEIL({inner()})",
            lambda: f"ROUND({inner()})",
            lambda: f"ROUND({self.chance.choice(NUMBERS)} / 4, {self.chance.choice('012')})",
            lambda: f"COALESCE({self.chance.choice(NUMBERS)}, {inner()})",
            lambda: f"NULLIF({inner()}, {self.literal()})",
            lambda: f"GREATEST({inner()}, {inner()})",
            lambda: f"LEAST({inner()}, {inner()})",
            lambda: f"LENGTH({self.text(depth - 1)})",
            lambda: f"EXTRACT({self.chance.choice(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'DOY', 'ISODOW'])} FROM {self.date(0)})",
            lambda: f"CASE WHEN {self.condition(depth - 1)} THEN {inner()} ELSE {inner()} END",
            lambda: f"CASE slags WHEN 'Møde' THEN {inner()} WHEN 'Besøg' THEN {inner()} END",
        )

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(TEXTS)
        inner = lambda: self.text(depth - 1)
        return self.pick(
            lambda: self.chance.choice(TEXTS),
            lambda: f"LOWER({inner()})",
            lambda: f"UPPER({inner()})",
            lambda: f"TRIM({inner()} || ' ')",
            lambda: f"LEFT({inner()}, {self.chance.choice('125')})",
            lambda: f"RIGHT({inner()}, {self.chance.choice('125')})",
            lambda: f"SUBSTR({inner()}, {self.chance.choice('123')}, {self.chance.choice('12')})",
            lambda: f"SUBSTR({inner()}, {self.chance.choice('123')})",
            lambda: f"REPLACE({inner()}, '{self.chance.choice(['e', 'ø', '.'])}', '{self.chance.choice(WORDS)}')",
            lambda: f"CONCAT({inner()}, '-', {inner()})",
            lambda: f"CONCAT('{self.chance.choice(WORDS)}', {inner()})",
            lambda: f"({inner()} || {inner()})",
            lambda: f"COALESCE(note, {inner()})",
            lambda: f"NULLIF({inner()}, 'Møde')",
            lambda: f"STRFTIME({self.date(0)}, '{self.chance.choice(['%Y', '%Y-%m', '%d/%m %Y', '%j', '%V %G', '%u', '%B', '%a', '%-d.%-m', '%y%%'])}')",
            lambda: f"CASE WHEN {self.condition(depth - 1)} THEN {inner()} ELSE {inner()} END",
        )

    def date(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(DATES)
        unit = self.chance.choice(["months", "måneder", "days", "dage", "uger", "år", "quarters"])
        return self.pick(
            lambda: self.chance.choice(DATES),
            lambda: f"{self.date(0)} {self.chance.choice('+-')} INTERVAL '{self.chance.choice('1237')} {unit}'",
            lambda: f"COALESCE({self.chance.choice(DATES)}, {self.chance.choice(DATES)})",
        )

    def condition(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                lambda: "betalt",
                lambda: f"antal {self.comparison()} {self.literal()}",
                lambda: f"pris {self.comparison()} {self.chance.choice(['0.1', '0.3', '12.34', '99.99'])}",
                lambda: f"slags = '{self.chance.choice(['Møde', 'Besøg'])}'",
                lambda: f"{self.chance.choice([*TEXTS, *DATES, 'betalt', 'antal'])} IS {self.chance.choice(['', 'NOT '])}NULL",
            )
        number, text, date = (lambda: self.number(depth - 1)), (lambda: self.text(depth - 1)), (lambda: self.date(depth - 1))
        inner = lambda: self.condition(depth - 1)
        negation = self.chance.choice(["", "NOT "])
        return self.pick(
            lambda: f"{inner()} AND {inner()}",
            lambda: f"{inner()} OR {inner()}",
            lambda: f"({inner()} OR {inner()}) AND {inner()}",
            lambda: f"NOT ({inner()})",
            lambda: f"{number()} {self.comparison()} {number()}",
            lambda: f"{text()} {self.comparison()} {text()}",
            lambda: f"{date()} {self.comparison()} {date()}",
            lambda: f"{date()} {self.comparison()} {self.day()}",
            lambda: f"({inner()}) IS {negation}{self.chance.choice(['TRUE', 'FALSE', 'UNKNOWN'])}".replace("UNKNOWN", "NULL"),
            lambda: f"betalt IS {negation}{self.chance.choice(['TRUE', 'FALSE'])}",
            lambda: f"{number()} IS {negation}DISTINCT FROM {number()}",
            lambda: f"{self.text(0)} IS {negation}DISTINCT FROM {self.text(0)} {self.chance.choice(['AND', 'OR'])} {inner()}",
            lambda: f"{number()} {negation}BETWEEN {self.literal()} AND {number()}",
            lambda: f"{date()} {negation}BETWEEN {self.day()} AND {self.date(0)}",
            lambda: f"{self.chance.choice(NUMBERS)} {negation}IN ({self.literal()}, {self.literal()}, -1)",
            lambda: f"REPLACE({text()}, '~', '') {negation}IN ('{self.chance.choice(WORDS)}', '{self.chance.choice(WORDS)}')",
            lambda: f"dato {negation}IN (DATE '2024-02-29', :start, :end - INTERVAL '1 uge')",
            lambda: f"{text()} {negation}{self.chance.choice(['LIKE', 'ILIKE'])} '{self.chance.choice(PATTERNS)}'",
            lambda: f"STARTS_WITH({text()}, '{self.chance.choice(['B', 'Æ', 'a.'])}')",
            lambda: f"ENDS_WITH({text()}, '{self.chance.choice(['g', 'e', 'c'])}')",
            lambda: f"(betalt = ({inner()}))",
            lambda: f"CASE WHEN {inner()} THEN {inner()} ELSE {inner()} END",
        )

    def aggregate(self) -> str:
        return self.pick(
            lambda: "COUNT(*)",
            lambda: f"COUNT({self.chance.choice([*TEXTS, *DATES, 'antal', 'betalt'])})",
            lambda: f"COUNT(DISTINCT {self.chance.choice([*TEXTS, *DATES, 'antal', 'pris'])})",
            lambda: f"COUNT(DISTINCT {self.text(2)})",
            lambda: f"SUM({self.number(2)})",
            lambda: f"{self.chance.choice(['SUM', 'AVG', 'MIN', 'MAX'])}(pris)",
            lambda: f"{self.chance.choice(['AVG', 'MIN', 'MAX', 'MEDIAN', 'STDDEV'])}({self.chance.choice(NUMBERS)})",
            lambda: f"{self.chance.choice(['AVG', 'MIN', 'MAX'])}({self.number(1)})",
            lambda: f"SUM(CASE WHEN {self.condition(1)} THEN 1 ELSE 0 END)",
        )

    def value(self) -> str:
        return self.pick(
            self.aggregate,
            self.aggregate,
            self.aggregate,
            lambda: f"{self.aggregate()} / NULLIF({self.aggregate()}, 0)",
            lambda: f"COALESCE({self.aggregate()}, 0) - {self.aggregate()} * 2",
            lambda: f"ROUND(SUM({self.chance.choice(NUMBERS)}) / 4, {self.chance.choice('01')})",
            lambda: f"GREATEST({self.aggregate()}, 1)",
        )

    def grouping(self) -> str:
        return self.pick(
            lambda: "slags",
            lambda: "COALESCE(note, 'ingen')",
            lambda: f"STRFTIME(dato, '{self.chance.choice(['%Y-%m', '%m', '%V', '%B'])}')",
            lambda: f"EXTRACT({self.chance.choice(['QUARTER', 'MONTH'])} FROM dato)",
            lambda: f"CASE WHEN {self.condition(1)} THEN 'ja' ELSE 'nej' END",
            lambda: f"COALESCE({self.text(2)}, 'ingen') || LOWER(slags)",
        )
