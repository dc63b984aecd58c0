"""Names of hardware that follow a grammar: launch vehicles, sites, ports, stages, programmes.

What the authority file has is known by its label; of the rest the form says what it is, as
nothing else is called *Long March 2F*, *Site 31/6 at the Baikonur Cosmodrome* or *the forward
port of Harmony*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from downrange.facts.authority import Naming
from downrange.facts.model import Entity
from downrange.identity import slugify
from downrange.prose.mentions import Kind, Mention
from downrange.values.designations import find_cospar_ids
from downrange.values.places import capital_places, matches_at
from downrange.values.sites import parse_site

_LEFT = r"(?<![\w-])"
_RIGHT = r"(?![\w])(?!-\w)"
_VEHICLES = (
    r"Soyuz[-\s](?:2[.-]1[abv](?:/Fregat(?:-M)?)?|FG(?:/Fregat)?|U2|U/Fregat|ST-?[AB]?)|Soyuz-[2ULM]"
    r"|Soyuz(?:\s11A57|\s11A511[LMU]?)"
    r"|Proton-[KM](?:/(?:D(?:-\d|M-\d)?|Briz-M|Blok\sDM-?\d*))?"
    r"|Vostok-(?:[KL2]|2[AM]|2\sM)|Voskhod\s11A57|Molniya-[ML]?(?:/ML)?|Sputnik\s8[AK]\w+"
    r"|(?:Kosmos|Cosmos)-(?:2I|2M|3M?|1)(?:\s6\dS\d)?|Ts[iy]klon-[234][A-Z]?|Zenit-[23][A-Z]{0,4}"
    r"|Angara(?:\sA\d|-\d\.\d|\s1\.2)(?:\w{0,2})|Rokot(?:/Briz-KM)?|Dnepr-?1?|Strela-1|Start-1"
    r"|Long\sMarch\s\d[A-Z]{0,2}(?:/[A-Z]{1,2})?|Feng\sBao\s1|Kuaizhou-1A?"
    r"|Ariane\s[1-6](?:[GL]S?\+?|\s(?:ECA|GS?|G\+|ES))?|Vega\sC|Europa\s(?:1|2)"
    r"|Atlas\s(?:[A-HV]{1,3})(?:\s\d{3}|AS?|-\w+)?|Atlas(?:-LV-3[ABC]|-Agena(?:\s?[A-D])?|-Centaur|\sLV-3[ABC])"
    r"|Delta\s(?:[A-N]|I{1,3}|IV)(?:\s(?:Heavy|M(?:edium)?\+?|\d{4}[A-Z]?(?:-\d{1,2}C?)?))?"
    r"|Titan\s(?:I{1,3}[A-E]?|IV[AB]?|II\sGLV|3[A-E]|23G|34D)(?:\(\d+\)[AB]?)?"
    r"|Thor(?:-(?:Able|Agena(?:\s?[A-D])?|Delta|Ablestar|Burner))|Thorad-Agena|Juno\sI{1,2}|Jupiter-C"
    r"|Saturn\s(?:I|IB|V|INT-21)|Redstone\sMRLV|Mercury-Redstone\sLaunch\sVehicle|Little\sJoe\sI{0,2}"
    r"|Falcon\s(?:1|9|Heavy)(?:\s(?:v\d\.\d|Full\sThrust|Block\s\d|FT|B\d))?|Antares\s\d{3}\+?"
    r"|Minotaur\s(?:I|IV|V|C)|Pegasus(?:-H|\sXL|-XL|\sH)|Taurus\sXL|Athena\sI{1,2}|Scout\s[A-G]-?\d?"
    r"|H-I{1,2}(?:A|B)?(?:\s\d{3,4})?|H-II[AB]\s\w{3,4}|M-V|M-3[A-Z]{1,3}(?:-II)?|Mu-\d\w?|Lambda\s4S|Epsilon\s?\d?(?=\srocket)"
    r"|PSLV(?:-(?:XL|CA|G|DL|QL))?|GSLV(?:\sMk\.?\s?I{1,3})?|LVM3|SLV-3|ASLV|Shavit\s?\d?|Unha-\d|Naro-1|KSLV-[I12]+"
    r"|Space\sLaunch\sSystem|Energia(?=\srocket)"
)
_VEHICLE = re.compile(rf"{_LEFT}(?:{_VEHICLES}){_RIGHT}")
_WORDS = r"(?:[A-Z][\w.'’-]{0,24}\s){1,4}"
_PORT = (
    r"(?:Cosmodrome|Space\sCent(?:er|re)|Air\sForce\s(?:Station|Base)|Space\sForce\s(?:Station|Base)"
    r"|(?:Satellite\s|Spacecraft\s|Rocket\s)?Launch\s(?:Cent(?:er|re)|Range)|Spaceport"
    r"|Flight\sFacility|Missile\sRange|Spacecraft\sLaunch\sSite)"
)
_SPACEPORT = re.compile(rf"{_LEFT}{_WORDS}{_PORT}{_RIGHT}")
_NUMBER = r"\d{1,3}[A-Z]{0,2}(?:/\d{1,2}[A-Z]?)?"
_PAD = (
    rf"(?:(?:Space\sLaunch\sComplex|[Ll]aunch\s(?:Complex|Pad|Site)|[Ss]ite|[Pp]ad|Area)(?:\sNo\.)?[\s-]{_NUMBER}"
    r"|(?:SLC|LC|LP|ELA|LA)-\d{1,3}[A-Z]?(?:/\d{1,2})?)"
)
# Seen at a glance: a figure behind the last letter of a word for pads.
_PAD_NUMBER = re.compile(r"\d(?<=[xdea.CPA][\s-]\d)")
_AT = r"(?:,?\s(?:at|of|in)\s|,\s|\s)(?:NASA['’]s\s|the\s)?"
_SITE = re.compile(
    rf"{_LEFT}(?:{_PAD}(?P<at>{_AT})(?P<port>(?:{_WORDS}{_PORT}|Baikonur|Plesetsk|Cape\sCanaveral"
    rf"|Vostochny|Tyuratam|Vandenberg))|(?P<first>{_WORDS}{_PORT}|Baikonur|Plesetsk)(?:['’]s)?,?\s{_PAD}"
    rf"|{_PAD}){_RIGHT}"
)
_SIDE = r"(?P<side>[Aa]ft|[Ff]orward|nadir|zenith|rear|front|port|starboard|lateral|axial)"
_PORTS = (
    re.compile(
        rf"\b(?:[Tt]he\s)?{_SIDE}(?:[\s-](?:facing|end|side))?(?:\s(?:docking|berthing))?\s"
        r"(?P<port>port|collar)\sof\s(?:the\s)?(?:(?:ISS|station|station['’]s|[A-Z]\w+['’]s)\s)?"
        r"(?P<module>[A-Z][\w-]{0,24}(?:-\d)?)(?:\s(?:service\s)?(?:module|laboratory|space\sstation|"
        r"station|docking\scompartment|node))?"
    ),
    re.compile(
        r"\b(?:[Tt]he\s)?(?P<module>[A-Z][\w-]{0,24})(?:\s(?:service\s)?(?:module|docking\scompartment|"
        rf"node|space\sstation))?(?:['’]s?)?\s{_SIDE}(?:[\s-]facing)?(?:\s(?:docking|berthing))?\s(?P<port>port|collar)\b"
    ),
)
_STAGE = re.compile(
    r"\b(?:[Tt]he\s|[Ii]ts\s)?(?P<which>first|second|third|fourth|upper|core)[\s-]stage\b"
    r"(?:\sof\s(?:the\s)?(?P<of>[A-Z][\w-]{1,24}(?:\s\d[A-Z]?)?)(?:\s(?:carrier\s)?(?:rocket|launch\svehicle|booster))?)?"
)
_NAMED_STAGE = re.compile(
    rf"{_LEFT}(?:Bl(?:o|oc)k\s[A-ZА-Я]{{1,2}}(?:-\d\w?)?|Fregat(?:-[A-Z]{{1,2}})?|Briz-(?:KM|M)|S-(?:IVB|IC|II|IV)"
    rf"|Centaur|Agena-?[A-D]?){_RIGHT}(?:\s(?:upper\s)?stage)?"
)
_PROGRAMME = re.compile(
    r"\b(?P<family>(?:[A-Z][\w.’-]{0,24}(?:['’]s?)?\s){1,6})(?:(?:lunar|human|manned|crewed)\s)?"
    r"(?:space(?:flight)?\s)?program(?:me)?\b"
)
# What stands before a programme's name: whose it is, and how the sentence begins.
_OWNER = re.compile(
    r"^(?:.*['’]s?\s|(?:The|American|Soviet|Russian|Chinese|Indian|Japanese|European|NASA|United|States"
    r"|US|U\.S\.|This|That|Its|Their|In|On|For|Under)\s)+"
)
_NO_PROGRAMME = {"", "Space", "Human", "Manned", "Lunar", "Nuclear", "Spaceflight"}
_MODULES = re.compile(
    rf"{_LEFT}(?:Pirs|Poisk|Rassvet|Nauka|Prichal|Zarya|Kvant-[12]|Kristall|Spektr|Priroda|Kibō?"
    r"|(?:Harmony|Unity|Tranquility|Destiny|Columbus|Leonardo)(?=\s(?:module|node|laboratory)))"
    rf"{_RIGHT}(?:\s(?:docking\s(?:compartment|module)|module))?"
)
_VESSEL = re.compile(
    rf"{_LEFT}(?:USS|HMS|USNS)\s[A-Z][\w.]{{0,24}}(?:\s[A-Z][\w.]{{0,24}}){{0,3}}(?<![.])"
)
_REGIME = re.compile(
    r"\b(?:(?:[Ll]ow|[Mm]edium)\sEarth|[Gg]eo(?:stationary|synchronous)(?:\stransfer)?|"
    r"[Ss]un-synchronous|[Pp]olar|[Hh]ighly\selliptical|Molniya)\sorbit\b"
)
_STAGE_CLASS = "sf:Stage"


@dataclass(frozen=True, slots=True)
class Hardware:
    """Finds such names; ``vehicle`` is what *the third stage* belongs to, if one thing."""

    naming: Naming
    vehicle: Entity | None = None

    def find(self, text: str) -> Iterator[Mention]:
        """Every such name of a text; readings may overlap."""
        for match in matches_at(capital_places(text), _VEHICLE, text):
            entity = self.naming.entity("sf:LaunchVehicleType", match[0])
            yield Mention(match.start(), match.end(), Kind.VEHICLE, entity)
        yield from self._sites(text)
        for pattern in _PORTS if "port" in text or "collar" in text else ():
            for match in pattern.finditer(text):
                name = f"{match['module']} {match['side'].lower()}"
                port = self.naming.entity("sf:DockingPort", name)
                yield Mention(match.start(), match.end("port"), Kind.PORT, port)
        yield from self._stages(text)
        for match in matches_at(capital_places(text), _MODULES, text):
            module = self.naming.entity("sf:Module", re.split(r"\s", match[0])[0])
            yield Mention(match.start(), match.end(), Kind.MODULE, module)
        for match in matches_at(capital_places(text), _VESSEL, text):
            vessel = self.naming.entity("sf:Vessel", match[0])
            yield Mention(match.start(), match.end(), Kind.VESSEL, vessel)
        for match in _REGIME.finditer(text) if "orbit" in text else ():
            regime = self.naming.entity("sf:OrbitRegime", match[0])
            yield Mention(match.start(), match.end(), Kind.REGIME, regime)
        for words in find_cospar_ids(text):
            yield Mention(words.start, words.end, Kind.COSPAR, words.text)
        for match in _PROGRAMME.finditer(text) if "program" in text else ():
            family = _OWNER.sub("", match["family"]).strip()
            if family not in _NO_PROGRAMME:
                programme = self.naming.entity("sf:Programme", f"{family} program")
                yield Mention(match.start(), match.end(), Kind.PROGRAMME, programme)

    def _sites(self, text: str) -> Iterator[Mention]:
        for match in matches_at(capital_places(text), _SPACEPORT, text):
            name = re.sub(r"^(?:The|From|At|In)\s", "", match[0])
            port = self.naming.entity("sf:Spaceport", name)
            yield Mention(match.end() - len(name), match.end(), Kind.SITE, port)
        for match in _SITE.finditer(text) if _PAD_NUMBER.search(text) else ():
            site = parse_site(re.sub(r"^([a-z])", lambda m: m[0].upper(), match[0]))
            if site is None or site.pad is None:
                continue
            name = match["port"] or match["first"]
            if name is None:
                entity = self.naming.entity("sf:LaunchSite", site.pad.text)
            else:
                port = self.naming.entity("sf:Spaceport", name)
                entity = self._pad(port, site.pad.text)
            yield Mention(match.start(), match.end(), Kind.SITE, entity)

    def _pad(self, port: Entity, pad: str) -> Entity:
        """A spaceport's pad, under whichever of the port's names it is known."""
        segment = self.naming.vocabulary.class_("sf:LaunchSite").segment
        for name in (port.label, *port.other_labels):
            known = self.naming.authority.find(segment, f"{name} {pad}")
            if known is not None:
                return known
        return self.naming.entity("sf:LaunchSite", f"{port.label} {pad}")

    def _stages(self, text: str) -> Iterator[Mention]:
        for match in matches_at(capital_places(text), _NAMED_STAGE, text):
            name = re.sub(r"\s(?:upper\s)?stage$", "", match[0])
            stage = self.naming.entity(_STAGE_CLASS, name)
            yield Mention(match.start(), match.end(), Kind.STAGE, stage)
        for match in _STAGE.finditer(text) if "stage" in text else ():
            segment = self.naming.vocabulary.class_("sf:LaunchVehicleType").segment
            named = self.naming.authority.find(segment, match["of"]) if match["of"] else None
            whole = named or (self.vehicle if not match["of"] else None)
            if whole is not None:
                label = f"{match['which']} stage of {whole.label}"
                slug = f"{slugify(whole.label)}-{match['which']}-stage"
                stage = self.naming.entity(_STAGE_CLASS, label, slug)
                end = match.end("which") + len("-stage")
                yield Mention(match.start(), end, Kind.STAGE, stage)
