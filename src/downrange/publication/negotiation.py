"""Rules by which a web server picks a page or a description from what a client accepts.

Apache and nginx have no quality values in their rules, so the order of preference is unrolled:
for each quality from 1 down, for each format, a pattern that finds it in the ``Accept`` header,
by name, by ``type/*`` and by ``*/*``; the first that matches wins. Qualities are told apart by
their first decimal; a format that is named is never chosen by a wildcard.
https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

NEGOTIATED = r"(?:id|document|conflict)/.+|ns|shapes"
"""The resources with a page and descriptions, but for ``dataset``, whose names differ."""

PLAIN = r"questions(?:/[a-z0-9-]+)?|conflicts|report|search"
"""The pages that are nothing but pages."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The Content-Security-Policy that every page keeps."""

FORMATS = (
    ("html", ("text/html", "application/xhtml+xml")),
    ("ttl", ("text/turtle",)),
    ("jsonld", ("application/ld+json",)),
    ("nt", ("application/n-triples",)),
)
"""Extensions and media types, the preferred one first."""

_QUALITY = r"[ \t]*;[ \t]*q={}[ \t]*(?=[;,]|$)"
_GIVEN = (
    "(?:" + _QUALITY.format(r"1(?:\.0*)?") + r"|(?=[ \t]*(?:,|$)))",
    *(_QUALITY.format(rf"0?\.{tenth}[0-9]*") for tenth in range(9, 0, -1)),
    _QUALITY.format(r"0?\.0[0-9]*[1-9]"),
)
"""The qualities, from 1 (which may be left unsaid) down to just above 0."""

_OTHER = r"(?:[ \t]*;(?![ \t]*q=)[^,;]*)*"


@dataclass(frozen=True, slots=True)
class Preference:
    """A pattern for the ``Accept`` header, and the extension to give where it is found."""

    pattern: str
    extension: str


def preferences() -> Iterator[Preference]:
    """Every pattern, in the order in which they are to be tried."""
    for given in _GIVEN:
        for extension, types in FORMATS:
            named = "|".join(_literal(media_type) for media_type in types)
            yield Preference(_range(f"(?:{named})", given), extension)
        for extension, types in FORMATS:
            named = "|".join(_literal(media_type) for media_type in types)
            main = types[0].partition("/")[0]
            some = _range(rf"{main}/\*", given)
            every = _range(r"\*/\*", given)
            yield Preference(f"^(?!.*(?:{named}))(?=.*?{some})", extension)
            yield Preference(f"^(?!.*(?:{named}|{main}/\\*))(?=.*?{every})", extension)


def _literal(media_type: str) -> str:
    return media_type.replace("+", r"\+").replace(".", r"\.")


def _range(media_range: str, given: str) -> str:
    return rf"(?:^|,)[ \t]*{media_range}{_OTHER}{given}"


def apache() -> str:
    """``.htaccess`` for the root of the site."""
    return "\n".join(
        [
            "# Written by downrange site: content negotiation for Apache 2.4 (mod_rewrite).",
            "Options -MultiViews -Indexes",
            "DirectoryIndex index.html",
            "AddDefaultCharset utf-8",
            "AddType text/turtle .ttl",
            "AddType application/ld+json .jsonld",
            "AddType application/n-triples .nt",
            "AddType application/n-quads .nq",
            "AddType application/trig .trig",
            "AddCharset utf-8 .html .ttl .jsonld .nt .nq .trig .txt .xml .json .js .css",
            f'ErrorDocument 406 "{_alternatives("%{escape:%{REQUEST_URI}}")}"',
            "<IfModule mod_headers.c>",
            "  Header always merge Vary Accept",
            '  Header always set Access-Control-Allow-Origin "*"',
            '  Header always set X-Content-Type-Options "nosniff"',
            f'  Header always set Content-Security-Policy "{POLICY}"',
            "</IfModule>",
            "RewriteEngine On",
            "# Files are served as they are.",
            "RewriteCond %{REQUEST_FILENAME} -f",
            "RewriteRule ^ - [L]",
            "# Where this folder is on the web, wherever that is.",
            r"RewriteCond %{REQUEST_URI}::$1 ^(.*?/)(.*)::\2$",
            "RewriteRule ^(.*)$ - [E=HERE:%1]",
            *_rewrites("%{ENV:HERE}", [r"RewriteCond %{REQUEST_FILENAME}.html -f"]),
            "",
        ]
    )


def w3id(address: str) -> str:
    """``.htaccess`` for https://github.com/perma-id/w3id.org, which sends people on.

    ``address`` is where the site is, ending in a slash.
    """
    extensions = "|".join(extension for extension, _ in FORMATS)
    return "\n".join(
        [
            "# Written by downrange site, for a folder of https://github.com/perma-id/w3id.org",
            f"# Everything is sent on to {address}",
            "Options -MultiViews",
            "RewriteEngine On",
            "# A file by its name is that file; no slug has a full stop.",
            rf"RewriteRule ^((?:id|document|conflict)/.+\.(?:{extensions}))$ {address}$1 [R=302,L]",
            *_rewrites(address, []),
            f"RewriteRule ^(.*)$ {address}$1 [R=302,L]",
            "",
        ]
    )


def _alternatives(path: str) -> str:
    """What a client is told that accepts none of the formats."""
    offered = ", ".join(f"{path}.{extension} ({types[0]})" for extension, types in FORMATS)
    return f"Nothing that you accept is to be had. There are {offered}."


def _rewrites(root: str, exists: list[str]) -> Iterator[str]:
    found = list(preferences())
    yield "# What the client would rather have: the first pattern that fits."
    yield "RewriteCond %{HTTP:Accept} ^$"
    yield f"RewriteRule ^ - [E=AS:html,S={len(found)}]"
    for number, preference in enumerate(found, start=1):
        yield f'RewriteCond %{{HTTP:Accept}} "{preference.pattern}" [NC]'
        yield f"RewriteRule ^ - [E=AS:{preference.extension},S={len(found) - number}]"
    for kind in ("passage", "statement"):
        yield f"# A {kind} is told of on the page of its document."
        yield "RewriteCond %{ENV:AS} =html"
        yield (
            rf"RewriteRule ^{kind}/(.+)/([0-9a-f]+)$ "
            rf"{root}document/$1.html#{kind[0]}-$2 [R=303,NE,L]"
        )
        yield "RewriteCond %{ENV:AS} !^$"
        yield rf"RewriteRule ^{kind}/(.+)/[0-9a-f]+$ {root}document/$1.%{{ENV:AS}} [R=303,L]"
        yield rf"RewriteRule ^{kind}/.+/[0-9a-f]+$ - [R=406,L]"
    yield "# The thing is not its page: 303 See Other."
    yield "RewriteCond %{ENV:AS} =html"
    yield rf"RewriteRule ^(?:dataset|\.well-known/void)$ {root}dataset.html [R=303,L]"
    yield "RewriteCond %{ENV:AS} !^$"
    yield rf"RewriteRule ^(?:dataset|\.well-known/void)$ {root}void.%{{ENV:AS}} [R=303,L]"
    yield from exists
    yield "RewriteCond %{ENV:AS} !^$"
    yield f"RewriteRule ^({NEGOTIATED})$ {root}$1.%{{ENV:AS}} [R=303,L]"
    yield from exists
    yield rf"RewriteRule ^(?:{NEGOTIATED}|dataset|\.well-known/void)$ - [R=406,L]"
    yield f"RewriteRule ^({PLAIN})$ {root}$1.html [R=303,L]"


def nginx_map() -> str:
    """For the ``http`` block: what each ``Accept`` header is answered with."""
    lines = [
        "# Written by downrange site. Include it in the http block of nginx.",
        "map $http_accept $downrange_as {",
        '    default "";',
        '    "" html;',
    ]
    lines += [f'    "~*{p.pattern}" {p.extension};' for p in preferences()]
    lines += [
        "}",
        "map $request_uri $downrange_path {",
        r'    "~^(?<downrange_whole>[^?]*)" $downrange_whole;',
        "}",
        "",
    ]
    return "\n".join(lines)


def nginx_locations(address: str) -> str:
    """For the ``server`` block, whose ``root`` is such that the site lies at ``address``."""
    prefix = urlsplit(address).path or "/"
    data = "text/turtle ttl; application/ld+json jsonld; application/n-triples nt;"
    more = "application/n-quads nq; application/trig trig;"
    refusal = f'    if ($downrange_as = "") {{ return 406 "{_alternatives("$downrange_path")}"; }}'
    headers = [
        "    add_header Vary Accept always;",
        '    add_header Access-Control-Allow-Origin "*" always;',
        '    add_header X-Content-Type-Options "nosniff" always;',
        f'    add_header Content-Security-Policy "{POLICY}" always;',
    ]
    blocks = [
        "# Written by downrange site. Include it in the server block of nginx;",
        "# map.conf goes into the http block.",
        "charset utf-8;",
        "charset_types text/css text/turtle application/ld+json application/n-triples",
        "    application/n-quads application/trig text/plain application/json text/javascript;",
        *(header.strip() for header in headers),
        f"location ~ ^{prefix}(?:passage|statement)/(?<dr_kind>.+)/(?<dr_name>[0-9a-f]+)$ {{",
        *headers,
        refusal,
        f"    if ($downrange_as != html) {{ return 303 {prefix}document/$dr_kind.$downrange_as; }}",
        f'    if ($uri ~ "^{prefix}passage/") {{',
        f"        return 303 {prefix}document/$dr_kind.html#p-$dr_name;",
        "    }",
        f"    return 303 {prefix}document/$dr_kind.html#s-$dr_name;",
        "}",
        f"location ~ ^{prefix}(?:dataset|\\.well-known/void)$ {{",
        *headers,
        refusal,
        f"    if ($downrange_as = html) {{ return 303 {prefix}dataset.html; }}",
        f"    return 303 {prefix}void.$downrange_as;",
        "}",
        f"location ~ ^{prefix}(?:{NEGOTIATED})$ {{",
        *headers,
        f"    types {{ text/html html; {data} {more} }}",
        "    try_files $uri @downrange;",
        "}",
        f"location ~ ^{prefix}(?:{PLAIN})$ {{",
        *headers,
        "    return 303 $downrange_path.html;",
        "}",
        "location @downrange {",
        *headers,
        "    if (!-f $request_filename.html) { return 404; }",
        refusal,
        "    return 303 $downrange_path.$downrange_as;",
        "}",
        f"location ~ ^{prefix}.+/$ {{",
        *headers,
        "    return 404;",
        "}",
        r"location ~ \.(?:ttl|jsonld|nt|nq|trig)$ {",
        *headers,
        f"    types {{ {data} {more} }}",
        "}",
        "",
    ]
    return "\n".join(blocks)
