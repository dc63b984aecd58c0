"""Measures facts against what people read in the same documents.

*What is compared.* A gold file (JSON Lines) holds facts in the fields of ``downrange facts``, each
optional but subject, property and value; ``gold.py`` says how they are read. A fact that was
read is compared with the gold facts of its document by these rules:

* a document is named by its slug, title or IRI;
* a *named* entity (person, organisation, place, mission, type) is the same where the path of its
  IRI is (``person/igor-komarov``, whatever the base), or where one of its names is, after
  ``slugify``: its labels in the dataset and in the authority file; nothing is matched fuzzily.
  A place may be named more precisely than the gold does (southern Russia for Russia);
* a *described* node (event, plan, hypothesis, role, cargo, orbit, circumstance, sum of money,
  part, individual launch vehicle or launch site) has an IRI that its describer composed, so that
  IRI decides nothing: it is the same where its class fits, it belongs to the mission that the
  gold names, and the gold's words for it are among its own (its names, its IRI's, and the names
  of what its own facts lead to: the station of a docking, the holder of a role);
* a plan of a docking and a docking are both of class docking here: which of the two it is, is a
  matter of modality, and what is said of a plan is planned at the most;
* ``sf:hasPart`` is ``sf:partOf`` the other way round;
* numbers are equal within 0.5 %, or within half a unit of the last place the gold writes,
  whichever is more, after conversion of units; counts exactly;
* times are equal where they agree at the coarser of both precisions; whether the precision is
  the same too is told beside it;
* texts are equal after ``slugify``, or where all words of the shorter are among the longer's and
  are at least half of them;
* modality is judged apart: a right fact with a wrong modality is right in subject and value,
  and wrong in modality and in the strict score. ``reported`` and ``announced`` are asserted.

*What is counted.* Recall: of the gold facts those found where the gold's quotation stands (in its
paragraph; without a quotation in its section; without either in the document). Precision: of
the facts read in the sections that the gold declares complete, those that the gold has, anywhere
in that document. The same fact read twice in a paragraph counts once. A tie that only hangs a
node on its mission (``sf:hasEvent``, ``sf:carries``) is said by whatever else is said of that
node in the paragraph: it counts against precision only where it stands alone, and for recall
either way; one that only types or identifies a node (``sf:cargoKind``, ``sf:holder``)
counts for recall where gold has it and never against precision.
"""

from downrange.evaluation.gold import Gold, load_gold
from downrange.evaluation.scoring import Evaluation, evaluate

__all__ = ["Evaluation", "Gold", "evaluate", "load_gold"]
