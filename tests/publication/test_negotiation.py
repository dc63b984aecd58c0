"""The generated rules choose as RFC 9110, section 12.5.1, says."""

from __future__ import annotations

import re

import pytest

from downrange.publication import negotiation

CASES = [
    ("", "html"),
    ("*/*", "html"),
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    # What browsers send.
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("text/turtle", "ttl"),
    ("TEXT/Turtle", "ttl"),
    ("application/ld+json", "jsonld"),
    ("application/n-triples", "nt"),
    # What rdflib sends.
    ("text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", "ttl"),
    ("application/rdf+xml, text/turtle;q=0.8", "ttl"),
    ("application/ld+json;q=0.5, text/turtle;q=0.4", "jsonld"),
    ("text/html;q=0.3,text/turtle;q=0.9", "ttl"),
    ("text/turtle;q=0.9,text/html;q=1.0", "html"),
    ("text/turtle;q=0.05", "ttl"),
    ("text/turtle;q=1.000", "ttl"),
    ("text/turtle ; q=0.7 , text/html ; q=0.6", "ttl"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/n-triples;charset=utf-8;q=0.7,text/html;q=0.6", "nt"),
    # A named range is nearer than a wildcard, and zero is never.
    ("text/html;q=0,*/*", "ttl"),
    ("text/html;q=0.2,*/*;q=0.5", "ttl"),
    ("text/*;q=0.2,application/*;q=0.9", "jsonld"),
    ("text/turtle;q=0", ""),
    ("text/turtle;q=0.0,text/turtle;q=0.000", ""),
    ("image/png", ""),
    ("text/turtles", ""),
    ("x-text/turtle", ""),
    ("application/sparql-results+json", ""),
]
"""``Accept`` headers (empty for none), and the extension of the best format; empty for 406."""


def chosen(accept: str) -> str:
    """What a server chooses that tries the patterns in their order; empty for 406."""
    if not accept:
        return "html"
    for preference in negotiation.preferences():
        if re.search(preference.pattern, accept, re.IGNORECASE):
            return preference.extension
    return ""


@pytest.mark.parametrize(("accept", "extension"), CASES)
def test_the_best_format_that_is_accepted(accept: str, extension: str) -> None:
    assert chosen(accept) == extension


def test_all_three_servers_try_the_same_patterns() -> None:
    patterns = [preference.pattern for preference in negotiation.preferences()]
    assert len(patterns) == len(set(patterns))
    apache, w3id = negotiation.apache(), negotiation.w3id("https://example.org/x/")
    nginx = negotiation.nginx_map()
    for preference in negotiation.preferences():
        assert f'%{{HTTP:Accept}} "{preference.pattern}" [NC]' in apache
        assert f'%{{HTTP:Accept}} "{preference.pattern}" [NC]' in w3id
        assert f'"~*{preference.pattern}" {preference.extension};' in nginx


def test_skips_count_the_rules_that_are_left() -> None:
    """A rule that matches skips the rest of its list, and none of what follows."""
    rules = [
        line
        for line in negotiation.apache().splitlines()
        if line.startswith("RewriteRule") and "E=AS:" in line
    ]
    for number, rule in enumerate(rules):
        assert int(re.search(r"S=(\d+)", rule)[1]) == len(rules) - 1 - number  # type: ignore[index]


def test_the_rules_of_nginx_know_where_the_site_lies() -> None:
    assert "location ~ ^/missions/(?:(?:id|" in negotiation.nginx_locations(
        "https://e.org/missions/"
    )
    assert "location ~ ^/(?:(?:id|" in negotiation.nginx_locations("https://e.org/")


def test_braces_balance() -> None:
    for text in (negotiation.nginx_map(), negotiation.nginx_locations("https://e.org/")):
        bare = re.sub(r'"[^"\n]*"', "", text)
        assert bare.count("{") == bare.count("}") > 0


def test_nothing_on_the_web_may_be_loaded() -> None:
    assert "default-src 'none'" in negotiation.POLICY
    assert "unsafe" not in negotiation.POLICY
    assert "http" not in negotiation.POLICY
