"""The grammar of values: numbers, quantities, times, money, designations, coordinates.

Each module is pure functions over a text. ``parse_...`` reads the value of an infobox
parameter, ``find_...`` gives every value of a running text with its span; both are one grammar
and give the same frozen types. All spans count code points of the text given, end exclusive.
Every regular expression works in time linear in its text (``tests/values/test_linear.py``).
"""
