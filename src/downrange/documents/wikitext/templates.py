"""The templates that carry values, each with what renders it.

A template that is not here renders as nothing: see ``template_names`` for those that carry
nothing, and are passed over in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from downrange.documents.model import Span
from downrange.documents.wikitext import crews, dates, places, quantities
from downrange.documents.wikitext.calls import Call

Handler = Callable[[Call], None]


def _show(name: str, call: Call) -> None:
    call.show(name)


def _show_last(call: Call) -> None:
    """The last positional argument that is not empty: ``{{translit|ru|ISO|Soyuz}}``."""
    number = max((n for n, text in enumerate(call.positional(), 1) if text), default=0)
    call.show(str(number))


def _words(words: str, call: Call) -> None:
    call.write(words)


def _lines(call: Call) -> None:
    call.show_lines()


def _line(call: Call) -> None:
    call.out.line(call.span)


def _space(call: Call) -> None:
    call.out.space(call.span)


def _dash(dash: str, call: Call) -> None:
    """A spaced dash; white space before it is written late, so that it is not doubled."""
    call.out.space(Span(call.span.start, call.span.start + 1))
    call.write(dash)
    call.out.space(Span(call.span.end - 1, call.span.end))


def _paragraph(call: Call) -> None:
    call.out.paragraph(call.span)
    call.show("text")
    call.show("1")
    call.out.paragraph(call.span)


def _shown_or_named(call: Call) -> None:
    """``{{success}}`` reads as "Success", ``{{success|Launched}}`` as "Launched"."""
    if call.text("1"):
        call.show("1")
    else:
        call.write(call.key.capitalize())


def _link(call: Call) -> None:
    """``{{ill|Voronezh Mechanical Plant|ru}}``: a link to a page that may not exist here."""
    name = call.text("1")
    call.link(call.text("lt") or name, name)


def _address(call: Call) -> None:
    """``{{URL|https://example.org|Example}}`` reads as the address."""
    address = call.text("1", "url")
    call.link(address, address)


def _circa(call: Call) -> None:
    call.write(f"c. {call.text('1')}".strip())


def _sorted_name(call: Call) -> None:
    call.write(f"{call.text('1')} {call.text('2')}".strip())


def _named(handler: Handler, names: str) -> dict[str, Handler]:
    return {name.strip(): handler for name in names.split(",")}


TEMPLATES: dict[str, Handler] = {
    **_named(quantities.convert, "convert, cvt, convinfobox, infobox convert, conv"),
    **_named(quantities.value, "val, value"),
    **_named(quantities.joined, "gaps, chem, chem2, ce, su, val/units"),
    **_named(quantities.fraction, "frac, fraction, sfrac"),
    **_named(quantities.percentage, "percent, percentage, pct"),
    **_named(partial(quantities.money, "US$"), "usd, us$"),
    **_named(partial(quantities.money, "€"), "euro, eur, €"),
    **_named(partial(quantities.money, "£"), "gbp, £, pound sterling"),
    **_named(partial(quantities.money, "₹"), "inr, indian rupee, ₹"),
    **_named(partial(quantities.money, "₽"), "rub, ruble, ₽"),
    **_named(
        dates.date,
        "start date, start-date, startdate, start date and age, start date and years ago"
        ", end date, end-date, enddate, end date and age, dts, date table sorting, launch date"
        ", film date, birth date, birth-date, birth date and age, death date, death-date"
        ", death date and age, start and end dates",
    ),
    **_named(dates.iso_date, "date, format date, #formatdate"),
    **_named(dates.as_of, "as of, asof, since"),
    **_named(dates.time_interval, "time interval, timeinterval"),
    **_named(dates.duration, "duration"),
    **_named(places.coordinates, "coord, coords, coordinates"),
    **_named(
        places.country, "flag, flagcountry, flagu, flagdeco, flag country, flag+link, flagg"
    ),
    **_named(places.named_country, ", ".join(name.lower() for name in places.COUNTRIES)),
    **_named(
        places.ship,
        "ship, uss, usns, uscgc, uscg, hms, hmas, hmcs, hmnzs, rms, rv, mv, ms, ss, ins, js, rfa",
    ),
    **_named(
        _lines,
        "ubl, unbulleted list, ublist, ubil, unbulleted, bulleted list, bulletedlist, blist"
        ", ordered list, hlist, h-list, horizontal list, plainlist, plain list, flatlist"
        ", flat list, collapsible list, comma separated entries, csv, br separated entries, cslist"
        ", dotlist, endplainlist, endflatlist",
    ),
    **_named(
        partial(_show, "1"),
        "nowrap, nobr, nobreak, small, smaller, smalldiv, nobold, normal, noitalic, nbold, big"
        ", larger, large, center, centre, abbr, tooltip, sub, mvar, math, var, em, strong, bold"
        ", italic, nihongo, nihongo2, sic, nts, number table sorting, ntsh, number, formatnum"
        ", angle bracket, keypress, code, kbd, samp, mono, tt, plain text, plainlinks, nonbold"
        ", resize, chem name, trim, ordinal, nowiki, visible, noflag, font, lc, uc, title case",
    ),
    **_named(
        partial(_show, "2"), "lang, lang-x, sort, hs, sortdate, color, colour, font color, hover"
    ),
    **_named(partial(_show, "1"), "lang-ru, lang-uk, lang-kk, lang-de, lang-fr, lang-it, lang-zh"),
    **_named(_show_last, "transl, transliteration, translit, langx, resize text"),
    **_named(_link, "ill, interlanguage link, illm, link-interwiki, ill2"),
    **_named(_address, "url, website, official url"),
    **_named(_circa, "circa, c., ca, approx."),
    **_named(_sorted_name, "sortname"),
    **_named(crews.crew, "spaceflight crew"),
    **_named(
        _shown_or_named,
        "success, failure, partial failure, partial success, partial, planned, yes, no, tba, tbd"
        ", n/a, unknown, none, active, operational, in orbit, destroyed, retired, pending",
    ),
    **_named(_paragraph, "quote, quotation, blockquote, block quote, cquote, quote box"),
    **_named(_line, "br, break, crlf, crlf2, clear line, newline"),
    **_named(_space, "nbsp, space, spaces, nobreak space, sp, thinsp, thin space, hair space, px2"),
    **_named(partial(_dash, "–"), "snd, spnd, spaced ndash, spaced en dash, sndash, dash, snds"),
    **_named(partial(_dash, "—"), "spaced mdash, spaced em dash"),
    **_named(partial(_dash, "·"), "·, •, dot, middot, bullet, bull, dotsep"),
    **_named(partial(_words, "–"), "ndash, en dash, endash, –"),
    **_named(partial(_words, "—"), "mdash, em dash, emdash, —"),
    **_named(partial(_words, "|"), "!, pipe"),
    **_named(partial(_words, "="), "=, equals"),
    **_named(partial(_words, "'"), "', apostrophe, '-"),
    **_named(partial(_words, "°"), "deg, degree"),
    **_named(partial(_words, "±"), "±, plusminus, pm"),
    **_named(partial(_words, "−"), "minus"),
    **_named(partial(_words, "×"), "times"),
}  # fmt: skip
