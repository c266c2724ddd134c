#!/usr/bin/env python3
"""Planted personal details: CPR numbers in every dress that people and programs give them, and names, addresses and telephone numbers
in cells that do not fit. Nothing that is published has one of them. All are invented; the days do not exist."""

import html, re, shutil, subprocess, urllib.parse, zipfile, zlib

from field import Field, arguments, csv, rows

NAMES = ["Qvillemine Xylander", "Zenobius Wraa", "Ødbjørg Qvesel", "Xaverius Thygholm"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

DRESSES = [
    lambda d, m, y, s: f"{d}{m}{y}-{s}", lambda d, m, y, s: f"{d}{m}{y}{s}", lambda d, m, y, s: f"{d}{m}{y} {s}",
    lambda d, m, y, s: f"{d}{m}{y}  {s}", lambda d, m, y, s: f"{d}-{m}-19{y}-{s}", lambda d, m, y, s: f"{d}{m}19{y}{s}",
    lambda d, m, y, s: f"{d}.{m}.{y} {s}", lambda d, m, y, s: f"{d}.{m}.{y}-{s}", lambda d, m, y, s: f"{d}/{m}-{y} {s}",
    lambda d, m, y, s: f"{d} {m} {y} {s}", lambda d, m, y, s: f"{d}{m}{y}–{s}", lambda d, m, y, s: f"{d}{m}{y}\u00a0{s}",
    lambda d, m, y, s: f"{d}{m}{y}.{s}", lambda d, m, y, s: f"{d}{m}{y}/{s}", lambda d, m, y, s: f"{d}{m}{y} - {s}",
    lambda d, m, y, s: f"{d}{m}{y}-{s}".translate(FULL_WIDTH), lambda d, m, y, s: urllib.parse.quote(f"{d}{m}{y}-{s}").replace("-", "%2D"),
    lambda d, m, y, s: f"{d}{m}{y}&#45;{s}", lambda d, m, y, s: f"{d}{m}{y}\u200b-{s}", lambda d, m, y, s: f"{d}{m}{y}_{s}",
]
AROUND = ["{}", "CPR {}", "cpr: {}", "({})", "Borger {} ringede", "{} aflyst", "se {}.", "ID{}", "nr. {}, kvinde"]


def cpr(chance):
    """A number with a day that does not exist, so that it is nobody's."""
    parts = (chance.choice(["30", "31"]), "02", f"{chance.randint(40, 99):02}", f"{chance.randint(0, 9999):04}")
    return parts, chance.choice(AROUND).format(chance.choice(DRESSES)(*parts))


def published(folder):
    """The text of everything that was published: PDF, snapshot, workbook, previews, and the attachments of the PDF."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix == ".png":
            continue
        data = path.read_bytes()
        yield path.name, data
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.name}/{name}", book.read(name)) for name in book.namelist())
        if path.suffix == ".pdf":
            for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
                try:
                    attached = zlib.decompress(stream)
                except zlib.error:
                    continue
                # Attachments are JSON or CSV; the other streams are drawings.
                if attached.startswith((b"{", b"[", b"\xef\xbb\xbf")):
                    yield f"{path.name}/text", attached
            if shutil.which("pdftotext"):
                yield f"{path.name}/text", subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True).stdout


def digits_of(data):
    """The text with only digits kept between line ends, to find a number whatever stands between its digits."""
    text = html.unescape(urllib.parse.unquote(data.decode(errors="ignore"))).translate({ord(c): str(i) for i, c in enumerate("０１２３４５６７８９")})
    return re.sub(r"[^\d\n]", "", text)


def leaks(folder, words):
    for name, data in published(folder):
        yield from (f"{name}: {word}" for word in words if word.encode() in data)


FORMS = ["human", "json", "github", "gitlab", "junit", "sarif", "markdown"]


def one_number(field, tally, chance):
    """One CPR number in one cell stops the build; no form has it."""
    table = rows(chance.randint(2, 30), chance)
    parts, text = cpr(chance)
    chance.choice(table)[chance.choice([3, 5, 5, 5])] = f'"{text}"' if ";" in text else text
    field.export(csv(table))
    build, check = field.run("build", "2024", "--lenient"), field.run("check", "2024", "--format", chance.choice(FORMS))
    said = digits_of((build.out + build.err + check.out + check.err).encode())
    is_stopped = build.code == 1 and "cpr-number" in build.err and not (field.folder / "ud/2024").exists()
    tally.hold(is_stopped and "".join(parts) not in said and not (build.is_broken or check.is_broken), f"{text!r}: {build.code} {build.err[:300]}")
    shutil.rmtree(field.folder / "ud", ignore_errors=True)


def words_that_do_not_fit(field, tally, chance):
    """Names in cells of numbers are left out and are nowhere in what is published."""
    table, words = rows(40, chance), []
    for row in chance.sample(table, 10):
        name = chance.choice(NAMES)
        phone = " ".join(str(chance.randint(20, 99)) for _ in range(4))
        street = f"Opdigtevej {chance.randint(100, 999)}"
        words += [name, name.split()[1].lower() + "@example.dk", phone, street]
        row[chance.choice([2, 3, 4])] = ", ".join(words[-4:])
    field.export(csv(table))
    shutil.rmtree(field.folder / "ud", ignore_errors=True)
    runs = [field.run("build", "2024", "--lenient"), field.run("preview", "2024", "--lenient")]
    for form in FORMS[2:]:
        runs.append(field.run("check", "2024", "--lenient", "--format", form))
        field.write(f"ud/2024/ci-{form}", runs[-1].out)
    found = list(leaks(field.folder / "ud", words))
    is_published = (field.folder / "ud/2024/lille-2024.pdf").exists() and (field.folder / "ud/2024/preview/index.html").exists()
    for word in words:
        tally.hold(is_published and not [leak for leak in found if leak.endswith(word)], f"{word}: {found[:3]} {runs[0].err[:300]}")
    shutil.rmtree(field.folder / "ud", ignore_errors=True)


def main():
    tally, count, chance = arguments("planted personal details", 100, 3000)
    with Field() as field:
        while tally.tried < count:
            words_that_do_not_fit(field, tally, chance)
            for _ in range(20):
                one_number(field, tally, chance)
    tally.end()


main()
